/**
 * Plans against what then happens: random call trees of deterministic code are played by the real
 * engine, a re-run is planned and then done. Start with {@link
 * dev.pinwheel.query.plan.RandomPlansTest}.
 */
@NullMarked
package dev.pinwheel.query.plan;

import org.jspecify.annotations.NullMarked;

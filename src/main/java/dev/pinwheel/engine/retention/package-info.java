/**
 * Which runs may be removed, and why others are kept (G1, G2): pure rules, without SQL and clock.
 * Start with {@link dev.pinwheel.engine.retention.RetentionRule}.
 */
@NullMarked
package dev.pinwheel.engine.retention;

import org.jspecify.annotations.NullMarked;

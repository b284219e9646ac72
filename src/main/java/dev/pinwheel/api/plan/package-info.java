/**
 * Plans: what a re-run would execute and what it would reuse. Start with {@link
 * dev.pinwheel.api.plan.PlanController}.
 */
@NullMarked
package dev.pinwheel.api.plan;

import org.jspecify.annotations.NullMarked;

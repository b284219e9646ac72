/**
 * Re-runs: where a step may be re-run (F2, {@link dev.pinwheel.query.plan.RerunPlaces}), what a
 * re-run would do, and what it did ({@link dev.pinwheel.query.plan.Plans}). Start with {@link
 * dev.pinwheel.query.plan.Plans}: it loads the facts, and {@link dev.pinwheel.query.plan.Planner}
 * walks the last call tree and makes every lookup as it would be made now.
 */
@NullMarked
package dev.pinwheel.query.plan;

import org.jspecify.annotations.NullMarked;

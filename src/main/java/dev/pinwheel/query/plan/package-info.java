/**
 * Re-runs: where a step may be re-run, what a re-run would do, and what it did.
 *
 * <p><b>A plan</b>, from request to answer. {@link Plans} (start here) checks that the step may be
 * re-run (F2). {@link PlanLoader} loads the facts. {@link Planner} walks the last call tree: {@link
 * PlanBaseline} chooses the attempts to follow, {@link PlanCaller} has the calls of one in order,
 * and {@link PlanLookup} makes each lookup as it would be made now, by the keys of {@link CallKeys}
 * with the {@link CurrentOptions} of the {@link DeclaredTargets}. {@link PlanDraft} collects the
 * {@link PlannedCall}s. The answer is a {@link RerunPlan}, shown in {@link PlanLine}s; several are
 * added up to a {@link PlanSum}.
 *
 * <p><b>Where</b>: {@link RerunPlaces} lists the {@link RerunPlace}s of a {@link RerunChoice} (F2),
 * or of a {@link BulkRerunChoice} for several runs; a {@link RerunOffer} is what both choose from.
 * <b>What it did</b>: {@link PlanComparisons} compares the recorded plan with what happened, in a
 * {@link PlanComparison}.
 */
@NullMarked
package dev.pinwheel.query.plan;

import org.jspecify.annotations.NullMarked;

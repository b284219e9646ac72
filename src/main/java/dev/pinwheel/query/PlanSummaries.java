package dev.pinwheel.query;

import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.model.PlanSummary.OfTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts a plan, in all and by target. */
final class PlanSummaries {

  /** More targets are left out; the counts in all are of every call. */
  private static final int MOST_TARGETS = 50;

  private record Target(String module, String name) {}

  private PlanSummaries() {}

  static PlanSummary of(RerunPlan plan) {
    Map<Target, OfTarget> targets = new LinkedHashMap<>();
    for (PlannedCall call : plan.calls()) {
      if (call.isVisible()) {
        targets.merge(new Target(call.module(), call.target()), ofTarget(call), PlanSummaries::sum);
      }
    }
    List<OfTarget> first = targets.values().stream().limit(MOST_TARGETS).toList();
    return new PlanSummary(
        plan.count(PlanClass.WILL_RUN),
        plan.count(PlanClass.WILL_BE_REUSED),
        plan.count(PlanClass.REUSED_IF_EQUAL),
        plan.workNotRepeated(),
        first);
  }

  private static OfTarget ofTarget(PlannedCall call) {
    return new OfTarget(
        call.module(),
        call.target(),
        call.planned() == PlanClass.WILL_RUN ? call.times() : 0,
        call.planned() == PlanClass.WILL_BE_REUSED ? call.times() : 0,
        call.planned() == PlanClass.REUSED_IF_EQUAL ? call.times() : 0);
  }

  private static OfTarget sum(OfTarget one, OfTarget other) {
    return new OfTarget(
        one.module(),
        one.target(),
        one.willRun() + other.willRun(),
        one.willBeReused() + other.willBeReused(),
        one.reusedIfEqual() + other.reusedIfEqual());
  }
}

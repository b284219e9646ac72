package dev.pinwheel.api.plan;

import dev.pinwheel.query.plan.PlanComparison;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What was predicted of a re-run, and what has happened in it.
 *
 * @param sentence both, in words
 * @param ended false while something of the re-run is open
 * @param asPlanned whether as much ran and as much was reused as planned
 * @param ran steps that executed in it
 * @param reused calls in it that reused something
 * @param targets the same of each target
 */
@Schema(name = "PlanComparison")
record PlanComparisonJson(
    @Schema(example = "R7K2:3:2") String execution,
    String sentence,
    boolean ended,
    boolean asPlanned,
    int willRun,
    int willBeReused,
    int reusedIfEqual,
    int ran,
    int reused,
    List<TargetJson> targets) {

  static PlanComparisonJson of(PlanComparison comparison) {
    return new PlanComparisonJson(
        comparison.rerun().toString(),
        comparison.sentence(),
        comparison.ended(),
        comparison.isAsPlanned(),
        comparison.planned().willRun(),
        comparison.planned().willBeReused(),
        comparison.planned().reusedIfEqual(),
        comparison.ran(),
        comparison.reused(),
        comparison.targets().stream().map(TargetJson::of).toList());
  }

  /**
   * The same of one target.
   *
   * @param ran how many of its steps executed
   * @param reused how many of its calls reused something
   */
  @Schema(name = "PlanComparisonTarget")
  record TargetJson(
      String module,
      String target,
      int willRun,
      int willBeReused,
      int reusedIfEqual,
      int ran,
      int reused) {

    static TargetJson of(PlanComparison.OfTarget target) {
      return new TargetJson(
          target.planned().module(),
          target.planned().target(),
          target.planned().willRun(),
          target.planned().willBeReused(),
          target.planned().reusedIfEqual(),
          target.ran(),
          target.reused());
    }
  }
}

package dev.pinwheel.api.run;

import dev.pinwheel.api.step.ComparisonJson;
import dev.pinwheel.api.step.ComparisonJson.DifferenceJson;
import dev.pinwheel.query.step.CallDifference;
import dev.pinwheel.query.step.Comparison;
import dev.pinwheel.query.step.DifferenceGroup;
import dev.pinwheel.query.step.RunComparison;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What differs between two runs, two attempts, or a run as two workspaces see it; the older side
 * comes first.
 *
 * @param before the older side
 * @param after the newer side
 * @param first the executions of step 1
 * @param groups of {@code calls}: calls of one target that differ in the same way
 * @param calls of the two call trees that differ
 * @param sameCalls how many are the same, with the same outcome
 * @param ranAgain of {@code sameCalls}: those with another execution
 */
@Schema(name = "RunComparison")
record RunComparisonJson(
    SideJson before,
    SideJson after,
    ComparisonJson first,
    List<GroupJson> groups,
    List<DifferenceJson> calls,
    int sameCalls,
    int ranAgain) {

  static RunComparisonJson of(RunComparison comparison, Comparison first) {
    return new RunComparisonJson(
        SideJson.of(comparison.before()),
        SideJson.of(comparison.after()),
        ComparisonJson.of(first),
        comparison.groups().stream().map(GroupJson::of).toList(),
        comparison.differences().stream()
            .map(CallDifference::asDifference)
            .map(DifferenceJson::of)
            .toList(),
        comparison.sameCalls(),
        comparison.ranAgain());
  }

  /**
   * One of the two.
   *
   * @param workspace from which it is seen
   */
  @Schema(name = "ComparedRun")
  record SideJson(String run, String workspace, int attempt) {

    static SideJson of(RunComparison.Side side) {
      return new SideJson(side.run().toString(), side.workspace().value(), side.attempt());
    }
  }

  /**
   * Calls of one target that differ in the same way.
   *
   * @param count how many calls
   */
  @Schema(name = "DifferenceGroup")
  record GroupJson(Comparison.Kind kind, String module, String target, int count, String sentence) {

    static GroupJson of(DifferenceGroup group) {
      return new GroupJson(
          group.kind(), group.module(), group.target(), group.count(), group.sentence());
    }
  }
}

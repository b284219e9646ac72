package dev.pinwheel.api.run;

import dev.pinwheel.api.step.ComparisonJson;
import dev.pinwheel.api.step.ComparisonJson.DifferenceJson;
import dev.pinwheel.query.step.RunComparison;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What differs in a run as two workspaces see it.
 *
 * @param first the current executions of step 1
 * @param steps of the two call trees that are not at the same execution
 * @param sameSteps how many are at the same execution
 */
@Schema(name = "RunComparison")
record RunComparisonJson(ComparisonJson first, List<DifferenceJson> steps, int sameSteps) {

  static RunComparisonJson of(RunComparison comparison) {
    return new RunComparisonJson(
        ComparisonJson.of(comparison.first()),
        comparison.steps().stream().map(DifferenceJson::of).toList(),
        comparison.sameSteps());
  }
}

package dev.pinwheel.api.step;

import dev.pinwheel.api.step.ExplanationJson.ArgumentDifferenceJson;
import dev.pinwheel.api.step.ExplanationJson.JsonDifferenceJson;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.step.Comparison;
import dev.pinwheel.query.view.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two executions of one target.
 *
 * @param before the older one
 * @param after the newer one
 * @param arguments that differ; attempts of one step have the same
 * @param outcome how the outcomes compare, in a sentence
 * @param sameOutcome absent while one of them is open
 * @param values where the results differ, at most 50 places
 * @param calls that differ
 * @param sameCalls how many calls were the same, with the same outcome
 * @param cut only the first 2000 calls of each were looked at
 */
@Schema(name = "Comparison")
public record ComparisonJson(
    SideJson before,
    SideJson after,
    List<ArgumentDifferenceJson> arguments,
    String outcome,
    @Nullable Boolean sameOutcome,
    List<JsonDifferenceJson> values,
    List<DifferenceJson> calls,
    int sameCalls,
    boolean cut) {

  public static ComparisonJson of(Comparison comparison) {
    return new ComparisonJson(
        SideJson.of(comparison.before()),
        SideJson.of(comparison.after()),
        comparison.arguments().stream().map(ArgumentDifferenceJson::of).toList(),
        comparison.outcome(),
        comparison.sameOutcome(),
        comparison.values().stream().map(JsonDifferenceJson::of).toList(),
        comparison.calls().stream().map(DifferenceJson::of).toList(),
        comparison.sameCalls(),
        comparison.cut());
  }

  /**
   * One of the two.
   *
   * @param tookMillis from its assignment to its end; absent while it is open
   * @param codeVersion of the worker that had it
   * @param failure type and message
   */
  @Schema(name = "ComparedExecution")
  record SideJson(
      String execution,
      String workspace,
      State state,
      @Nullable Long tookMillis,
      @Nullable String codeVersion,
      @Nullable String failure) {

    public static SideJson of(Comparison.Side side) {
      Duration took = side.took();
      return new SideJson(
          side.execution().toString(),
          side.workspace().value(),
          side.state(),
          took == null ? null : took.toMillis(),
          side.codeVersion(),
          side.failure());
    }
  }

  /**
   * A call, or a step of a run, that differs.
   *
   * @param kind gone, added, otherArguments, otherResult, otherTimes: made more or less often, or
   *     sameResult: another attempt with the same outcome
   * @param before the execution on the one side
   * @param after the execution on the other
   */
  @Schema(name = "Difference")
  public record DifferenceJson(
      Comparison.Kind kind,
      String target,
      @Nullable String before,
      @Nullable String after,
      String sentence) {

    public static DifferenceJson of(Comparison.Difference difference) {
      return new DifferenceJson(
          difference.kind(),
          difference.target(),
          text(difference.before()),
          text(difference.after()),
          difference.sentence());
    }

    private static @Nullable String text(@Nullable ExecutionId id) {
      return id == null ? null : id.toString();
    }
  }
}

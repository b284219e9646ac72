package dev.pinwheel.api.step;

import dev.pinwheel.api.value.MemoAdviceJson;
import dev.pinwheel.api.value.MemoJson;
import dev.pinwheel.query.step.Explanation;
import dev.pinwheel.query.step.Lookup;
import dev.pinwheel.query.step.NearestMiss;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.JsonDifference;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an execution came to be, and why calls reused it or another attempt of its step. What is not
 * visible from the workspace is left out.
 *
 * @param option the one that counts: off, all or the names of parameters; absent when none is set,
 *     which means off
 * @param optionOrigin where it was set: re-run, call site, task, run or default
 * @param key in hex; absent when it is not memoized
 * @param sentence how this attempt came to be
 * @param lookup of the call that made it; absent when no visible call did
 * @param reuses calls that reused an attempt of the step, oldest first, at most 50
 * @param moreReuses whether there are further ones
 * @param advice when the key never repeats; absent when there is nothing to say
 */
@Schema(name = "Explanation")
record ExplanationJson(
    @Schema(example = "R7K2:3:2") String execution,
    String module,
    String target,
    String workspace,
    @Schema(
            oneOf = {MemoJson.Word.class, String[].class},
            example = "all")
        @Nullable Object option,
    @Schema(allowableValues = {"re-run", "call site", "task", "run", "default"})
        String optionOrigin,
    @Nullable String key,
    List<ExecutionJson.ArgumentJson> arguments,
    String sentence,
    @Nullable LookupJson lookup,
    List<LookupJson> reuses,
    boolean moreReuses,
    @Nullable MemoAdviceJson advice) {

  static ExplanationJson of(Explanation explanation) {
    return new ExplanationJson(
        explanation.execution().toString(),
        explanation.module(),
        explanation.target(),
        explanation.workspace().value(),
        MemoJson.of(explanation.option()),
        explanation.optionOrigin(),
        explanation.key(),
        explanation.arguments().stream().map(ExecutionJson.ArgumentJson::of).toList(),
        explanation.sentence(),
        LookupJson.of(explanation.lookup()),
        explanation.reuses().stream().map(LookupJson::of).toList(),
        explanation.moreReuses(),
        MemoAdviceJson.of(explanation.advice()));
  }

  /**
   * A call and what its lookup saw, as recorded when it was decided.
   *
   * @param caller the id of the calling execution
   * @param callerTarget its task or workflow
   * @param callerWorkspace its workspace
   * @param number of the call among those of the caller
   * @param times how often the caller made this same call
   * @param execution that it refers to
   * @param verdict notMemoized, miss, hit, earlierSuccess, forced or forcedBefore
   * @param option the memo option that counted: off, all or the names of parameters; absent when
   *     none was set
   * @param optionOrigin where it was set: re-run, call site, task, run or default
   * @param candidates in the order in which the rule looks at them, then those that had ended
   *     without a value
   * @param moreCandidates there were further ones, which were not recorded
   * @param nearestMiss the call most like it before; absent when it reused something, or there was
   *     none
   * @param outsideKey arguments outside the key that differ from those of the execution
   */
  @Schema(name = "Lookup")
  record LookupJson(
      String caller,
      String callerTarget,
      String callerWorkspace,
      int number,
      int times,
      Instant calledAt,
      String execution,
      String workspace,
      Lookup.Verdict verdict,
      @Schema(
              oneOf = {MemoJson.Word.class, String[].class},
              example = "all")
          @Nullable Object option,
      @Schema(allowableValues = {"re-run", "call site", "task", "run", "default"})
          String optionOrigin,
      String sentence,
      List<CandidateJson> candidates,
      boolean moreCandidates,
      @Nullable NearestMissJson nearestMiss,
      List<ArgumentDifferenceJson> outsideKey) {

    static @Nullable LookupJson of(@Nullable Lookup lookup) {
      return lookup == null
          ? null
          : new LookupJson(
              lookup.caller().toString(),
              lookup.callerTarget(),
              lookup.callerWorkspace().value(),
              lookup.number(),
              lookup.times(),
              lookup.calledAt(),
              lookup.execution().toString(),
              lookup.workspace().value(),
              lookup.verdict(),
              MemoJson.of(lookup.option()),
              lookup.optionOrigin(),
              lookup.sentence(),
              lookup.candidates().stream().map(CandidateJson::of).toList(),
              lookup.more(),
              NearestMissJson.of(lookup.nearestMiss()),
              lookup.outsideKey().stream().map(ArgumentDifferenceJson::of).toList());
    }
  }

  /**
   * An execution that a lookup saw.
   *
   * @param outcome what it was then: value, open, failed, timed out, abandoned or cancelled
   * @param reason taken, older, further, stuck, waitsForCaller, endedWithoutValue or forced
   */
  @Schema(name = "Candidate")
  record CandidateJson(
      String execution,
      String workspace,
      @Schema(allowableValues = {"value", "open", "failed", "timed out", "abandoned", "cancelled"})
          String outcome,
      Lookup.Reason reason,
      String sentence) {

    static CandidateJson of(Lookup.Considered considered) {
      return new CandidateJson(
          considered.execution().toString(),
          considered.workspace().value(),
          considered.outcome(),
          considered.reason(),
          considered.sentence());
    }
  }

  /**
   * The earlier call most like one that found nothing.
   *
   * @param differences the arguments that differ
   */
  @Schema(name = "NearestMiss")
  record NearestMissJson(
      String execution,
      String workspace,
      String sentence,
      List<ArgumentDifferenceJson> differences) {

    static @Nullable NearestMissJson of(@Nullable NearestMiss nearest) {
      return nearest == null
          ? null
          : new NearestMissJson(
              nearest.execution().toString(),
              nearest.workspace().value(),
              nearest.sentence(),
              nearest.differences().stream().map(ArgumentDifferenceJson::of).toList());
    }
  }

  /**
   * An argument that differs.
   *
   * @param places where the values differ
   * @param note what may be unexpected about it, such as a handle that is new
   */
  @Schema(name = "ArgumentDifference")
  record ArgumentDifferenceJson(
      String parameter, List<JsonDifferenceJson> places, @Nullable String note) {

    static ArgumentDifferenceJson of(ArgumentDifference difference) {
      return new ArgumentDifferenceJson(
          difference.parameter(),
          difference.places().stream().map(JsonDifferenceJson::of).toList(),
          difference.note().isEmpty() ? null : difference.note());
    }
  }

  /**
   * A place where two values differ.
   *
   * @param path where; $ is the value itself
   * @param before as JSON text, shortened; absent when it is not there
   * @param after as JSON text, shortened; absent when it is not there
   */
  @Schema(name = "JsonDifference")
  record JsonDifferenceJson(
      @Schema(example = "$.version") String path, @Nullable String before, @Nullable String after) {

    static JsonDifferenceJson of(JsonDifference difference) {
      return new JsonDifferenceJson(difference.path(), difference.before(), difference.after());
    }
  }
}

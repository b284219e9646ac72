package dev.pinwheel.api.step;

import dev.pinwheel.api.value.MemoJson;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.step.MemoFacts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how an execution is memoized, and what its own lookup came to.
 *
 * @param memoized whether it has a memo key
 * @param headline in words: {@code Memoized by userId}
 * @param option the one that counts: off, all or the names of parameters; absent when none is set,
 *     which means off
 * @param optionOrigin where it was set: re-run, call site, task, run or default
 * @param pin absent when it is not memoized
 * @param lookup what happened when this execution came to be, in a sentence
 * @param callsUse what a call made now from here would reuse
 * @param reusedBy the visible calls that reused an attempt of the step
 */
@Schema(name = "MemoDecision")
record MemoDecisionJson(
    String execution,
    boolean memoized,
    String headline,
    @Schema(
            oneOf = {MemoJson.Word.class, String[].class},
            example = "all")
        @Nullable Object option,
    @Schema(allowableValues = {"re-run", "call site", "task", "run", "default"})
        String optionOrigin,
    @Nullable PinJson pin,
    String lookup,
    @Nullable String callsUse,
    List<ReusedByJson> reusedBy) {

  static MemoDecisionJson of(ExecutionView view) {
    MemoFacts memo = view.memo();
    ExecutionId callsUse = memo.callsUse();
    return new MemoDecisionJson(
        view.id().toString(),
        memo.isMemoized(),
        memo.headline(),
        MemoJson.of(memo.option()),
        memo.optionOrigin(),
        PinJson.of(memo.pin()),
        memo.lookup(),
        callsUse == null ? null : callsUse.toString(),
        memo.reusedBy().stream().map(ReusedByJson::of).toList());
  }

  /** The calls that reused one attempt. */
  @Schema(name = "ReusedBy")
  record ReusedByJson(String execution, List<ExecutionJson.CallLineJson> calls) {

    static ReusedByJson of(MemoFacts.ReusedBy reused) {
      return new ReusedByJson(
          reused.attempt().toString(),
          reused.calls().stream().map(ExecutionJson.CallLineJson::of).toList());
    }
  }
}

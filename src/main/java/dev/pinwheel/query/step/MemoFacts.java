package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.PinSentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Memo tab shows of an execution.
 *
 * @param option the effective option (M2); null when it was unset everywhere, which is off
 * @param optionOrigin where it comes from: {@code re-run}, {@code call site}, {@code task}, {@code
 *     run}, {@code default}
 * @param pin key, parameters and more; null when the step is not memoized
 * @param lookup why this attempt was made: hit or miss, forced, retried; a sentence
 * @param callsUse the execution that a call made now from here would reuse; null when none
 * @param reusedBy who reused an attempt of this step, as seen from here, by attempt
 */
public record MemoFacts(
    @Nullable MemoOption option,
    String optionOrigin,
    @Nullable MemoPin pin,
    String lookup,
    @Nullable ExecutionId callsUse,
    List<ReusedBy> reusedBy) {

  public MemoFacts {
    reusedBy = List.copyOf(reusedBy);
  }

  public boolean isMemoized() {
    return pin != null;
  }

  /**
   * {@code Memoized by userId}, {@code Memoized by all arguments}, {@code Memoized: once per run}
   * or {@code Not memoized}.
   */
  public String headline() {
    return pin == null ? "Not memoized" : PinSentence.headline(pin.parameters());
  }

  /** The calls that reused one attempt. */
  public record ReusedBy(ExecutionId attempt, List<ExecutionView.CallLine> calls) {
    public ReusedBy {
      calls = List.copyOf(calls);
    }
  }
}

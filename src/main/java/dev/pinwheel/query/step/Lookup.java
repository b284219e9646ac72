package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.ArgumentDifference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call and what its lookup saw, as recorded when it was decided; what is not visible from the
 * viewpoint is left out.
 *
 * @param caller that made the call
 * @param number of the call among those of the caller
 * @param times how often the caller made this same call
 * @param execution that the call refers to
 * @param workspace of that execution
 * @param option that counted (M2); null when it was unset everywhere, which is off
 * @param optionOrigin where it came from: {@code re-run}, {@code call site}, {@code task}, {@code
 *     run}, {@code default}
 * @param sentence what was decided
 * @param candidates considered, in the order in which the rule looks at them, then those that had
 *     ended without a value
 * @param more whether there were further ones, which were not recorded
 * @param nearestMiss of a call that executed: the earlier call most similar to it; null when there
 *     is none
 * @param outsideKey arguments outside the key that differ from those of the execution it refers to
 */
public record Lookup(
    ExecutionId caller,
    String callerTarget,
    WorkspaceName callerWorkspace,
    int number,
    int times,
    Instant calledAt,
    ExecutionId execution,
    WorkspaceName workspace,
    Verdict verdict,
    @Nullable MemoOption option,
    String optionOrigin,
    String sentence,
    List<Considered> candidates,
    boolean more,
    @Nullable NearestMiss nearestMiss,
    List<ArgumentDifference> outsideKey) {

  public Lookup {
    candidates = List.copyOf(candidates);
    outsideKey = List.copyOf(outsideKey);
  }

  /** The candidate that the call refers to; empty when it executed anew. */
  public Optional<Considered> taken() {
    return candidates.stream().filter(candidate -> candidate.reason() == Reason.TAKEN).findFirst();
  }

  /** The result of a lookup. */
  public enum Verdict {
    /** The call has no memo key: it executed. */
    NOT_MEMOIZED("notMemoized"),
    /** Nothing fitted: it executed (M7). */
    MISS("miss"),
    /** It refers to an execution with the same key (M6). */
    HIT("hit"),
    /** It refers to an earlier success with the same arguments, as the re-run asked for (F9). */
    EARLIER_SUCCESS("earlierSuccess"),
    /** It found a step that the re-run also forces: it executed (F10). */
    FORCED("forced"),
    /** It refers to what the same re-run had forced before (F10). */
    FORCED_BEFORE("forcedBefore");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Why a candidate was taken or not. */
  public enum Reason {
    TAKEN("taken"),
    /** Another attempt of the same workspace was newer. */
    OLDER("older"),
    /** Another one was in a workspace nearer to the caller. */
    FURTHER("further"),
    /** It was open in another workspace, where nothing could run it (M4). */
    STUCK("stuck"),
    /** It is the caller, or waited for it (M10). */
    WAITS_FOR_CALLER("waitsForCaller"),
    /** It had ended without a value (M9). */
    ENDED_WITHOUT_VALUE("endedWithoutValue"),
    /** It would have been taken, but the re-run forced its step (F10). */
    FORCED("forced");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * An execution that the lookup saw.
   *
   * @param outcome what it was then: {@code value}, {@code open}, {@code failed}, {@code timed
   *     out}, {@code abandoned}, {@code cancelled}
   * @param sentence the reason for or against it
   */
  public record Considered(
      ExecutionId execution,
      WorkspaceName workspace,
      String outcome,
      Reason reason,
      String sentence) {}
}

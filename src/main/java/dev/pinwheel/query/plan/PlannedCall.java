package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that a re-run is predicted to make, based on its last call tree.
 *
 * @param step the step called last time, or that of the reused execution; null when nothing of it
 *     is visible
 * @param module of its target; empty when nothing of the step is visible
 * @param target empty when nothing of the step is visible
 * @param argumentLine the arguments of the step in one line; null when nothing of it is visible, or
 *     none is stored
 * @param times how often this same call is made
 * @param reused the execution that it refers to, or that answers it through the cache; null when it
 *     executes, and when the re-run itself makes that execution
 * @param from the workspace of what is reused, when it is not that of the re-run; else null
 * @param took how long what is reused took, or what executes took last time; null when that is not
 *     known
 * @param after the earlier call that may change its arguments; null when nothing may
 */
public record PlannedCall(
    PlanClass planned,
    Cause cause,
    @Nullable StepId step,
    String module,
    String target,
    @Nullable String argumentLine,
    int times,
    @Nullable ExecutionId reused,
    @Nullable WorkspaceName from,
    @Nullable Duration took,
    @Nullable String after) {

  /** The reason for the prediction. */
  public enum Cause {
    /** The step that is re-run (F1). */
    FORCED("forced"),
    /** Listed to be forced, too (F10). */
    ALSO_FORCED("also forced"),
    /** Without a memo key every call executes. */
    NOT_MEMOIZED("not memoized"),
    /** It is looked up, by its memo key or in the cache, and nothing fits. */
    NOTHING_FITS("nothing to reuse"),
    /** A workflow: it starts a run of its own (M12). */
    STARTS_RUN("starts a run of its own"),
    /** Found by its memo key (M4). */
    MEMOIZED("memoized"),
    /** Found by its memo key, and still open: the call joins it (M8). */
    JOINED("still running"),
    /** Found by its arguments, as this re-run asks for (F9). */
    EARLIER_SUCCESS("earlier success"),
    /** Found among the executions that this re-run makes itself. */
    MADE_BEFORE("made by this re-run"),
    /** It makes a step, which an earlier result of any run answers through the cache (C2). */
    CACHED("from the cache");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    /** E.g. {@code not memoized}. */
    public String words() {
      return words;
    }
  }

  /** Whether anything of its step is visible from the workspace of the re-run. */
  public boolean isVisible() {
    return !target.isEmpty();
  }
}

package dev.pinwheel.query.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.query.view.WaitReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step in a {@link RunTree}, at one of its executions: the current one (W5), or the attempt that
 * was asked for. Everything but {@code step}, {@code attempts} and {@code argumentLine} is about
 * that execution.
 *
 * @param execution the drawn one
 * @param workspace where that executed; shown when it is not the viewer's own
 * @param ownWorkspace whether that is the viewer's workspace
 * @param depth in the tree: 0 where it begins, 1 for what that called
 * @param group title of the group of the first call that reached it; null for none
 * @param state of its outcome (E2): a cached execution is done when its source is
 * @param waiting why it waits; null when it computes or has ended
 * @param timing when it was created, got a worker and ended, following forwarding
 * @param progress from 0 to 1, as the task reported it; null when it reported none or has ended
 * @param attempts all visible ones, by number; the drawn one among them
 * @param failure type and message of its failure; null when it did not fail
 * @param pin null when the step has no memo key (P1)
 * @param forwarding where the result of the drawn execution comes from, when it is not its own;
 *     null when it is
 * @param staleness whether its calls would now find other executions (T1)
 * @param argumentLine its arguments in one line of at most 120 characters; null for a step recorded
 *     by a version without those lines
 * @param callsNotVisible how many of its calls lead to steps of which nothing is visible from here
 *     any more; the tree has no edges for them
 */
public record StepNode(
    StepId step,
    String module,
    String target,
    TargetKind kind,
    ExecutionId execution,
    Workspace workspace,
    boolean ownWorkspace,
    int depth,
    @Nullable String group,
    State state,
    @Nullable WaitReason waiting,
    Timing timing,
    @Nullable Double progress,
    List<Attempt> attempts,
    @Nullable FailureLine failure,
    @Nullable MemoPin pin,
    @Nullable Forwarding forwarding,
    Staleness staleness,
    @Nullable String argumentLine,
    int callsNotVisible) {

  public StepNode {
    attempts = List.copyOf(attempts);
  }

  /**
   * A failure in one line.
   *
   * @param type simple class name of the exception
   * @param message empty when it has none, or was not loaded
   */
  public record FailureLine(String type, String message) {}
}

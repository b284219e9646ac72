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
 * A step in a call tree, at one of its executions.
 *
 * @param execution the one that is drawn
 * @param workspace where that executed; a chip is shown when it is not the viewer's own
 * @param ownWorkspace whether that is the viewer's workspace
 * @param depth 0 where the tree begins
 * @param group title of the group of the first call that reached it; null for none
 * @param state of its outcome (E2): a cached execution is done when its source is
 * @param waiting why it waits; null when it does not
 * @param progress from 0 to 1; null when it told none or has ended
 * @param attempts all visible ones, by number; the drawn one among them
 * @param failure type and message of its failure; null when it did not fail
 * @param pin null when the step has no memo key (P1)
 * @param forwarding where the result of the drawn execution comes from, when it is not its own;
 *     null when it is
 * @param callsNotVisible calls of it to steps of which nothing is visible from here any more
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
    int callsNotVisible) {

  public StepNode {
    attempts = List.copyOf(attempts);
  }

  /**
   * A failure in one line.
   *
   * @param type simple name of the exception
   */
  public record FailureLine(String type, String message) {}
}

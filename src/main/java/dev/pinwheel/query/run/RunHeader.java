package dev.pinwheel.query.run;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.query.view.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as a whole, as seen from a workspace: what the head of its page shows and what the API
 * returns beside its steps. Part of a {@link RunTree}, and read at the same moment. All counts
 * cover what is visible from that workspace only (W4).
 *
 * @param module of the workflow
 * @param workflow name of the target
 * @param argumentLine the arguments of step 1 in one line of at most 120 characters; null where
 *     step 1 is not visible, or was recorded by a version without those lines
 * @param status of the run (W7): how step 1's current attempt ended when nothing visible is open;
 *     PART where that is not visible (V1); never {@link State#BLOCKED}
 * @param scheduledAt when a scheduled run goes on; null for others
 * @param active anything visible of it is open
 * @param openHere how many executions of it are open in the viewer's own workspace: what cancelling
 *     from here would end
 * @param openIn the visible workspaces where anything of it is open, nearest first
 * @param timing of step 1's current attempt; null where that is not visible
 * @param submittedIn null when that workspace is not visible from here
 * @param submittedBy name of the user who submitted it; {@code local} when no one is signed in
 * @param spawnedBy the step of another run that called this workflow; null when there is none or it
 *     is not visible from here
 * @param result the value of step 1 when it is done, where it is small enough to be loaded with the
 *     run; else its size. Null while it is not done, and where step 1 is not visible
 * @param progress of the steps in the tree
 * @param firstError the first failed step, in call order, of which no call failed; null when
 *     nothing in the tree failed
 * @param reuse how many calls of the tree reused an execution
 * @param staleness the worst of any step (T1)
 * @param staleCauses why anything in the tree is stale or may become so, by step
 */
public record RunHeader(
    RunId run,
    String module,
    String workflow,
    @Nullable String argumentLine,
    State status,
    @Nullable Instant scheduledAt,
    boolean active,
    int openHere,
    List<WorkspaceName> openIn,
    @Nullable Timing timing,
    @Nullable WorkspaceName submittedIn,
    Instant submittedAt,
    String submittedBy,
    @Nullable StepId spawnedBy,
    @Nullable Value result,
    Progress progress,
    @Nullable FirstError firstError,
    Reuse reuse,
    Staleness staleness,
    List<StaleCause> staleCauses) {

  public RunHeader {
    openIn = List.copyOf(openIn);
    staleCauses = List.copyOf(staleCauses);
  }

  /**
   * How many steps of a tree have ended, by the drawn executions.
   *
   * @param steps how many the tree has
   * @param ended those that are not open
   * @param failed of {@code ended}: failed, timed out or abandoned
   * @param cancelled of {@code ended}; not those that a re-run superseded
   */
  public record Progress(int steps, int ended, int failed, int cancelled) {}

  /**
   * A step that failed although nothing that it called did: where to look first.
   *
   * @param failure type and message; of steps whose failure was not loaded, its kind alone
   */
  public record FirstError(StepId step, String target, State state, Failure failure) {}
}

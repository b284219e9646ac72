package dev.pinwheel.query.run;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list, as seen from a viewpoint: every count covers what is visible only (W4). Made by
 * {@link RunRowReader}, from the counters of {@code run_summary} or, where those are not exact,
 * from the call tree.
 *
 * @param module of the workflow
 * @param workflow name of the target
 * @param argumentLine the arguments of step 1 in one line of at most 120 characters; null where
 *     step 1 is not visible, or was recorded by a version without those lines
 * @param error of a run that failed: the failed leaf, first in call order, where the tree is small
 *     enough to look for it, else step 1; else null
 * @param status of the run (W7); PART where step 1 is not visible (V1); never {@link State#BLOCKED}
 * @param scheduledAt when a scheduled run goes on; null for others
 * @param active anything visible of it is open
 * @param openHere how many executions of it are open in the viewer's own workspace: what cancelling
 *     from here would end
 * @param openIn the visible workspaces where anything of it is open, nearest first
 * @param stale a call of its tree is outdated (T1); false when that is not known cheaply, as for
 *     running and for very large runs
 * @param failed executions that failed, timed out or were abandoned, and whose outcome counts:
 *     failed steps
 * @param cancelled likewise; never counted as failed
 * @param done executions that have ended, of {@code total}, with those of earlier attempts
 * @param kept somebody marked it to be kept; false when that is not visible from here
 * @param submittedIn null when that workspace is not visible from here
 * @param rerunIn the visible workspaces other than {@code submittedIn} where anything of it
 *     executed, nearest first
 * @param lastActivityAt when anything visible of it last changed
 * @param timing of step 1's current attempt; null where that is not visible
 * @param reusedCalls how many of {@code calls} reused an execution
 * @param calls of the steps in the call tree; of runs whose tree is not read, of all executions
 * @param submittedBy name of the user who submitted it; {@code local} when no one is signed in
 */
public record RunRow(
    RunId run,
    String module,
    String workflow,
    @Nullable String argumentLine,
    State status,
    @Nullable Instant scheduledAt,
    RunHeader.@Nullable FirstError error,
    boolean active,
    int openHere,
    List<WorkspaceName> openIn,
    boolean stale,
    boolean kept,
    int failed,
    int cancelled,
    int done,
    int total,
    @Nullable WorkspaceName submittedIn,
    List<WorkspaceName> rerunIn,
    Instant submittedAt,
    Instant lastActivityAt,
    @Nullable Timing timing,
    int reusedCalls,
    int calls,
    String submittedBy) {

  public RunRow {
    openIn = List.copyOf(openIn);
    rerunIn = List.copyOf(rerunIn);
  }
}

package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.WorkerPresence;
import org.jspecify.annotations.Nullable;

/**
 * A workspace in which a step may or may not be re-run.
 *
 * @param baseName null when it has no base
 * @param current whether it is the viewer's workspace
 * @param origin whether the step was called there first
 * @param canBeBase whether a child of it may be made in which the step may be re-run (F2, A4)
 * @param refusal why not, in a sentence (F2); null when it is allowed
 * @param descendants how many workspaces based on it, directly or not, would use the result
 * @param workers who serves it
 * @param canRun whether one of them has the module and is connected
 * @param runsOn the worker that would get it, with its code version, or the one that executions
 *     wait for; empty for none
 * @param openAttempt an execution of the step that is open there, visible from the viewer's
 *     workspace, and would be cancelled; null when there is none
 */
public record RerunPlace(
    Workspace workspace,
    @Nullable WorkspaceName baseName,
    boolean current,
    boolean origin,
    boolean canBeBase,
    @Nullable String refusal,
    int descendants,
    WorkerPresence workers,
    boolean canRun,
    String runsOn,
    @Nullable ExecutionId openAttempt) {

  public boolean isAllowed() {
    return refusal == null;
  }

  public WorkspaceName name() {
    return workspace.name();
  }
}

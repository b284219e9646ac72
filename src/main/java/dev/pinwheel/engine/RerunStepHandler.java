package dev.pinwheel.engine;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.reuse.RerunRule;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.store.ExecutionCause;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.RerunRow;
import dev.pinwheel.store.Tx;
import java.util.List;
import java.util.Optional;

/** Re-runs steps on request (F1–F10). */
final class RerunStepHandler {

  /** So many ids fit the column, even the longest ones. */
  private static final int FORCE_LIMIT = 20_000;

  private final Stores stores;
  private final EngineState state;
  private final ExecutionForcer forcing;

  RerunStepHandler(Stores stores, EngineState state, ExecutionForcer forcing) {
    this.stores = stores;
    this.state = state;
    this.forcing = forcing;
  }

  ExecutionId apply(Tx tx, Command.RerunStep command) {
    Workspace workspace = state.workspaces().getUsable(command.workspace(), "re-runs");
    WorkspaceChain chain = state.workspaces().chain(workspace.id());
    checkAllowed(tx, command.by(), command.step(), chain);
    if (command.alsoForce().size() > FORCE_LIMIT) {
      throw Rejection.invalidArgument(
          "Expected at most %d steps to force beside %s, found %d. Re-run a caller of theirs instead."
              .formatted(FORCE_LIMIT, command.step(), command.alsoForce().size()));
    }
    for (StepId step : command.alsoForce()) {
      checkForceable(tx, command, step, chain);
    }
    String reason = command.reason();
    RerunRow rerun =
        new RerunRow(
            tx.nextId(),
            command.by().name(),
            reason == null || reason.isBlank() ? null : reason.strip(),
            command.reuseSuccesses(),
            command.alsoForce(),
            command.memo());
    OpenExecution forced =
        forcing.force(
            tx,
            new ExecutionForcer.Order(command.step(), workspace.id(), ExecutionCause.RERUN, rerun));
    stores.executions().insertRerun(tx, rerun, command.plan());
    return forced.id();
  }

  private void checkForceable(Tx tx, Command.RerunStep command, StepId step, WorkspaceChain chain) {
    RerunRule.checkSameRun(command.step(), step);
    checkAllowed(tx, command.by(), step, chain);
  }

  /** F2. */
  private void checkAllowed(Tx tx, Actor by, StepId step, WorkspaceChain chain) {
    RerunRule.check(
        step,
        chain,
        state.isRemoved(step.run())
            ? List.of()
            : stores.executions().listOfStep(tx, step).stream()
                .map(ExecutionRow::workspace)
                .toList(),
        id -> findName(tx, by, state.workspaces().get(id)));
  }

  /** A4. */
  private Optional<WorkspaceName> findName(Tx tx, Actor by, Workspace workspace) {
    return state.access().rules().role(by, workspace, tx.now()).map(role -> workspace.name());
  }
}

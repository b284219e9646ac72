package dev.pinwheel.engine;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.store.ExecutionStore;
import dev.pinwheel.store.Tx;
import java.util.List;

/** Cancels runs and executions on request (E4). */
final class CancelHandler {

  private final Stores stores;
  private final EngineState state;
  private final ExecutionEnder endings;

  CancelHandler(Stores stores, EngineState state, ExecutionEnder endings) {
    this.stores = stores;
    this.state = state;
    this.endings = endings;
  }

  int cancelRun(Tx tx, Command.CancelRun command) {
    Workspace workspace = state.workspaces().get(command.workspace());
    WorkspaceChain chain = state.workspaces().chain(workspace.id());
    if (state.isRemoved(command.run())
        || !stores.executions().isVisible(tx, command.run(), chain)) {
      throw Rejection.notFound(
          "There is no run %s that '%s' can see.".formatted(command.run(), workspace.name()));
    }
    List<OpenExecution> open =
        state.open().stream()
            .filter(execution -> execution.id().run().equals(command.run()))
            .filter(execution -> execution.workspace().equals(workspace.id()))
            .toList();
    return endings.cancel(tx, open, command.by().name());
  }

  int cancelExecution(Tx tx, Command.CancelExecution command) {
    Workspace workspace = state.workspaces().get(command.workspace());
    ExecutionStore.ExecutionRef ref =
        stores
            .executions()
            .findRef(tx, command.execution())
            .filter(found -> !state.isRemoved(command.execution().run()))
            .filter(found -> state.workspaces().chain(workspace.id()).contains(found.workspace()))
            .orElseThrow(() ->
                Rejection.notFound(
                    "There is no execution %s that '%s' can see."
                        .formatted(command.execution(), workspace.name())));
    if (!ref.workspace().equals(workspace.id())) {
      throw Rejection.invalidState(
          "%s executes in '%s' and can only be cancelled there, not from '%s'."
              .formatted(
                  command.execution(),
                  state.workspaces().get(ref.workspace()).name(),
                  workspace.name()));
    }
    OpenExecution open = state.findOpen(ref.sequence());
    return open == null ? 0 : endings.cancel(tx, List.of(open), command.by().name());
  }
}

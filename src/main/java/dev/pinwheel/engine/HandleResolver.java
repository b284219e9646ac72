package dev.pinwheel.engine;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.ExecutionStore;
import dev.pinwheel.store.Tx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Resolves handles to executions, which must be visible from the user of the handle (W4). */
final class HandleResolver {

  private final Stores stores;
  private final EngineState state;

  HandleResolver(Stores stores, EngineState state) {
    this.stores = stores;
    this.state = state;
  }

  /**
   * The sequence numbers of the executions, and the runs to which they belong.
   *
   * @throws Rejection (not found) when one does not exist for the user of the handle
   */
  Map<Long, RunId> resolve(Tx tx, OpenExecution user, Set<ExecutionId> handles) {
    Map<Long, RunId> executions = new LinkedHashMap<>();
    for (ExecutionId handle : handles) {
      executions.put(resolve(tx, user, handle), handle.run());
    }
    return executions;
  }

  /** As {@link #resolve(Tx, OpenExecution, Set)} for one. */
  long resolve(Tx tx, OpenExecution user, ExecutionId handle) {
    OpenExecution open = state.findOpen(handle).orElse(null);
    if (open != null && isVisible(user, open.workspace())) {
      return open.sequence();
    }
    ExecutionStore.ExecutionRef ref = stores.executions().findRef(tx, handle).orElse(null);
    // What it called or waited for before a base changed stays its own (W1).
    if (ref == null
        || state.isRemoved(handle.run())
        || !(isVisible(user, ref.workspace())
            || stores.calls().refersTo(tx, user.sequence(), ref.sequence()))) {
      throw Rejection.notFound(
          "There is no execution %s that %s can see.".formatted(handle, user.id()));
    }
    return ref.sequence();
  }

  private boolean isVisible(OpenExecution user, WorkspaceId workspace) {
    WorkspaceChain chain = state.workspaces().chain(user.workspace());
    return chain.contains(workspace);
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.dispatch.DispatchRule.Candidate;
import dev.pinwheel.engine.index.ReadyQueue.QueueKey;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which sessions take the executions of a target in a workspace, as {@link DispatchRule} decides.
 * The rule is asked once for each key until sessions or workspaces change. Confined to the
 * committing thread.
 */
final class WorkerPools {

  private final EngineState state;
  private final Map<QueueKey, WorkerPool> byKey = new HashMap<>();
  private final Map<List<Long>, WorkerPool> bySessions = new HashMap<>();
  private int lookups;

  WorkerPools(EngineState state) {
    this.state = state;
  }

  WorkerPool of(QueueKey key) {
    return byKey.computeIfAbsent(key, this::find);
  }

  private WorkerPool find(QueueKey key) {
    lookups++;
    Workspace workspace = state.workspaces().get(key.workspace());
    if (workspace.state() != WorkspaceState.ACTIVE) {
      return WorkerPool.NONE;
    }
    List<Long> sessions =
        DispatchRule.present(
                workspace.name().value(), key.module(), key.target(), state.candidates())
            .stream()
            .map(Candidate::session)
            .toList();
    return sessions.isEmpty() ? WorkerPool.NONE : bySessions.computeIfAbsent(sessions, this::pool);
  }

  private WorkerPool pool(List<Long> sessions) {
    return new WorkerPool(
        sessions.stream()
            .map(id -> Objects.requireNonNull(state.sessions().get(new SessionId(id))))
            .toList());
  }

  /** How often the rule was asked, which goes through all sessions. */
  int lookups() {
    return lookups;
  }

  void clear() {
    byKey.clear();
    bySessions.clear();
  }
}

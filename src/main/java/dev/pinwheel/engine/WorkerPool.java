package dev.pinwheel.engine;

import dev.pinwheel.engine.dispatch.DispatchRule;
import java.util.List;
import java.util.Optional;

/**
 * The sessions that take the executions of some targets and workspaces (D1); none when those wait
 * for a worker. Immutable, and valid until a session opens, ends, or can be reached again or not.
 * Confined to the committing thread.
 */
final class WorkerPool {

  static final WorkerPool NONE = new WorkerPool(List.of());

  private final List<WorkerSession> sessions;

  WorkerPool(List<WorkerSession> sessions) {
    this.sessions = List.copyOf(sessions);
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  /** The one with most free slots; empty while all are busy. */
  Optional<WorkerSession> findFree() {
    if (sessions.stream().allMatch(session -> session.freeSlots() == 0)) {
      return Optional.empty();
    }
    return DispatchRule.freest(sessions.stream().map(WorkerSession::asCandidate).toList())
        .flatMap(freest ->
            sessions.stream()
                .filter(session -> session.row().id() == freest.session())
                .findFirst());
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.store.SessionStore.SessionRow;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of a worker in memory: what it has and what of that waits (D2). Confined to the
 * committing thread.
 */
final class Session {

  private final SessionRow row;
  private final @Nullable String scope;
  private final WorkerLink link;
  private final Set<Long> assigned = new HashSet<>();
  private final Set<Long> waiting = new HashSet<>();

  /**
   * @param scope the workspace name or pattern it serves; null for the embedded worker
   */
  Session(SessionRow row, @Nullable String scope, WorkerLink link) {
    this.row = row;
    this.scope = scope;
    this.link = new GuardedLink(link, row.worker());
  }

  SessionId id() {
    return new SessionId(row.id());
  }

  SessionRow row() {
    return row;
  }

  WorkerLink link() {
    return link;
  }

  Set<Long> assigned() {
    return assigned;
  }

  void assign(long execution) {
    assigned.add(execution);
  }

  void release(long execution) {
    assigned.remove(execution);
    waiting.remove(execution);
  }

  /** Waiting executions give their slot back, and take one again when they go on. */
  void setWaiting(long execution, boolean waits) {
    if (waits && assigned.contains(execution)) {
      waiting.add(execution);
    } else {
      waiting.remove(execution);
    }
  }

  void forgetAssignments() {
    assigned.clear();
    waiting.clear();
  }

  /** Slots not taken by executions that compute; never negative. */
  int freeSlots() {
    return Math.max(0, row.concurrency() - (assigned.size() - waiting.size()));
  }

  DispatchRule.Candidate asCandidate(boolean gone) {
    return new DispatchRule.Candidate(
        row.id(), row.worker(), scope, row.modules(), row.concurrency(), freeSlots(), gone);
  }
}

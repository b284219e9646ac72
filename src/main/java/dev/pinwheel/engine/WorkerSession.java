package dev.pinwheel.engine;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.SessionStore.SessionRow;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of a worker in memory: its executions, which of them wait (D2), and whether its worker
 * can be reached. Confined to the committing thread.
 */
final class WorkerSession {

  private final SessionRow row;
  private final Set<Long> assigned = new HashSet<>();
  private final Set<Long> waiting = new HashSet<>();
  private @Nullable String scope;
  private GuardedLink link;

  /** When its last heartbeat arrived. */
  Instant heardAt;

  /** The last heartbeat that was written to the database. */
  Instant heardWritten;

  /** True while its worker cannot be reached or is silent. */
  boolean suspended;

  /** True while it drains: it gets no new executions. */
  boolean draining;

  /** How long executions wait for it once it has ended (D1); null while it is open. */
  @Nullable Instant awaitedUntil;

  /**
   * @param scope the workspace name or pattern it serves; null for the embedded worker
   */
  WorkerSession(SessionRow row, @Nullable String scope, WorkerLink link) {
    this.row = row;
    this.scope = scope;
    this.link = new GuardedLink(link, row.worker());
    this.heardAt = row.heardAt();
    this.heardWritten = row.heardAt();
    this.draining = row.draining();
    this.suspended = row.suspended();
    this.awaitedUntil = row.awaitedUntil();
  }

  SessionId id() {
    return new SessionId(row.id());
  }

  SessionRow row() {
    return row;
  }

  @Nullable String scope() {
    return scope;
  }

  /** Gives its workspace another name. */
  void rename(WorkspaceId workspace, String name) {
    if (workspace.equals(row.workspace())) {
      scope = name;
    }
  }

  /** True when its worker can resume it, so that it is held while the worker cannot be reached. */
  boolean isLeased() {
    return row.instanceHash() != null;
  }

  GuardedLink link() {
    return link;
  }

  void connect(GuardedLink other) {
    link = other;
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

  /** Waiting executions give their slot back, and take one again when they continue. */
  void setWaiting(long execution, boolean waits) {
    if (waits && assigned.contains(execution)) {
      waiting.add(execution);
    } else {
      waiting.remove(execution);
    }
  }

  /** True while it drains and can be reached: it gets only what its own executions need. */
  boolean isLeaving() {
    return draining && !suspended && awaitedUntil == null;
  }

  void forgetAssignments() {
    assigned.clear();
    waiting.clear();
  }

  /**
   * Slots not taken by executions that compute; never negative. As {@link DispatchRule} defines.
   */
  int freeSlots() {
    return Math.max(0, row.concurrency() - (assigned.size() - waiting.size()));
  }

  /** As the rule of dispatch sees it: an unreachable or draining session counts as gone (D1). */
  DispatchRule.Candidate asCandidate() {
    return new DispatchRule.Candidate(
        row.id(),
        row.worker(),
        scope,
        row.modules(),
        row.concurrency(),
        freeSlots(),
        suspended || draining || awaitedUntil != null);
  }
}

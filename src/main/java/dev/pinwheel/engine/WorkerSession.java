package dev.pinwheel.engine;

import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.dispatch.DispatchRule.Offer;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.ManifestStore.Declared;
import dev.pinwheel.store.SessionRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
  private final Runnable changed;
  private Map<String, Offer> modules = new HashMap<>();
  private boolean suspended;
  private boolean draining;
  private @Nullable Instant awaitedUntil;
  private long maps;

  /** When its last heartbeat arrived. */
  Instant heardAt;

  /** The last heartbeat that was written to the database. */
  Instant heardWritten;

  /**
   * @param scope the workspace name or pattern it serves; null for the embedded worker
   * @param changed called when other executions may go to it than before, but for free slots
   */
  WorkerSession(SessionRow row, @Nullable String scope, WorkerLink link, Runnable changed) {
    this.row = row;
    this.changed = changed;
    this.scope = scope;
    this.link = new GuardedLink(link, row.worker());
    this.heardAt = row.heardAt();
    this.heardWritten = row.heardAt();
    this.draining = row.draining();
    this.suspended = row.suspended();
    this.awaitedUntil = row.awaitedUntil();
    row.modules().forEach(module -> modules.put(module, Offer.ANY));
  }

  /** Its worker declares these manifests. */
  void setManifests(Map<String, Declared> manifests) {
    Map<String, Offer> offers = new HashMap<>();
    row.modules().forEach(module -> offers.put(module, Offer.ANY));
    manifests.forEach((module, declared) ->
        offers.put(module, new Offer(declared.id(), declared.manifest().targetNames())));
    setOffers(offers);
  }

  /** What it declares, by module. */
  Map<String, Offer> offers() {
    return modules;
  }

  void setOffers(Map<String, Offer> offers) {
    modules = offers;
    changed.run();
  }

  /** Empty when they are not known. */
  Set<Long> manifestIds() {
    return modules.values().stream()
        .map(Offer::manifest)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Null when it is not known. */
  @Nullable Long manifestOf(String module) {
    return modules.getOrDefault(module, Offer.ANY).manifest();
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
      changed.run();
    }
  }

  /** True while its worker cannot be reached or is silent. */
  boolean isSuspended() {
    return suspended;
  }

  void setSuspended(boolean silent) {
    suspended = silent;
    changed.run();
  }

  /** True while it drains: it gets no new executions. */
  boolean isDraining() {
    return draining;
  }

  void setDraining(boolean drains) {
    draining = drains;
    changed.run();
  }

  /** How long executions wait for it once it has ended (D1); null while it is open. */
  @Nullable Instant awaitedUntil() {
    return awaitedUntil;
  }

  void setAwaitedUntil(@Nullable Instant until) {
    awaitedUntil = until;
    changed.run();
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

  /** The number of its next map of memoized values; from 1. A rollback does not give it back. */
  long nextMap() {
    return ++maps;
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

  /** Its executions that do not wait. */
  int computing() {
    return assigned.size() - waiting.size();
  }

  /**
   * Slots not taken by executions that compute; never negative. As {@link DispatchRule} defines.
   */
  int freeSlots() {
    return Math.max(0, row.concurrency() - computing());
  }

  /** As the rule of dispatch sees it: an unreachable or draining session counts as gone (D1). */
  DispatchRule.Candidate asCandidate() {
    return new DispatchRule.Candidate(
        row.id(),
        row.worker(),
        scope,
        modules,
        row.concurrency(),
        freeSlots(),
        suspended || draining || awaitedUntil != null,
        draining || awaitedUntil != null);
  }
}

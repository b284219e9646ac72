package dev.pinwheel.engine;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.engine.access.CurrentAccess;
import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.index.ForwardingIndex;
import dev.pinwheel.engine.index.ReadyQueue;
import dev.pinwheel.engine.index.WaitGraph;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.engine.manifest.Manifests;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.model.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the engine keeps in memory about open executions and workers. The database is the truth:
 * {@link StateLoader} rebuilds all of it but sessions and waits. Confined to the committing thread,
 * except where stated.
 */
final class EngineState {

  private final Workspaces workspaces = new Workspaces();
  private final WaitGraph waits = new WaitGraph();
  private final ForwardingIndex forwards = new ForwardingIndex();
  private final Timers timers = new Timers();
  private final WorkerPools pools = new WorkerPools(this);
  private final ReadyQueue<WorkerPool> ready = new ReadyQueue<>(pools::of);
  private final Map<Long, OpenExecution> open = new LinkedHashMap<>();
  private final Map<ExecutionId, OpenExecution> openById = new ConcurrentHashMap<>();
  private final Map<SessionId, WorkerSession> sessions = new LinkedHashMap<>();
  private final Map<SessionId, WorkerSession> goneSessions = new LinkedHashMap<>();
  private final Manifests manifests = new Manifests(this::candidates);

  private final Set<RunId> removed = new HashSet<>();
  private boolean poolsOutdated;
  private final CurrentAccess access = new CurrentAccess(AccessSnapshot.OPEN);
  private volatile EngineMeter meter = EngineMeter.NONE;

  EngineMeter meter() {
    return meter;
  }

  /** Called by any thread. */
  void setMeter(EngineMeter counting) {
    meter = counting;
  }

  CurrentAccess access() {
    return access;
  }

  Workspaces workspaces() {
    return workspaces;
  }

  Manifests manifests() {
    return manifests;
  }

  WaitGraph waits() {
    return waits;
  }

  ForwardingIndex forwards() {
    return forwards;
  }

  Timers timers() {
    return timers;
  }

  ReadyQueue<WorkerPool> ready() {
    if (poolsOutdated) {
      poolsOutdated = false;
      pools.clear();
      ready.assignPools();
    }
    return ready;
  }

  /** The sessions that take the executions of the key now (D1). */
  WorkerPool pool(ReadyQueue.QueueKey key) {
    ready();
    return pools.of(key);
  }

  /** How many executions each open session computes (D2). */
  Map<Long, Integer> computing() {
    Map<Long, Integer> computing = new HashMap<>();
    sessions.values().forEach(one -> computing.put(one.row().id(), one.computing()));
    return computing;
  }

  /** How often the sessions that count for a key were looked up. */
  int poolLookups() {
    return pools.lookups();
  }

  /** Other sessions may take an execution from now on: one opened, ended, or is reached again. */
  void workersChanged() {
    poolsOutdated = true;
  }

  /** The open ones; changed by {@link #addSession} and {@link #removeSession}. */
  Map<SessionId, WorkerSession> sessions() {
    return Collections.unmodifiableMap(sessions);
  }

  void addSession(WorkerSession session) {
    sessions.put(session.id(), session);
    workersChanged();
  }

  void removeSession(WorkerSession session) {
    sessions.remove(session.id());
    workersChanged();
  }

  /** Ended sessions within their grace period: executions still wait for them (D1). */
  Map<SessionId, WorkerSession> goneSessions() {
    return Collections.unmodifiableMap(goneSessions);
  }

  void addGone(WorkerSession session) {
    goneSessions.put(session.id(), session);
    workersChanged();
  }

  void removeGone(WorkerSession session) {
    goneSessions.remove(session.id());
    workersChanged();
  }

  /** The ids of the manifests that sessions declare, those within their grace period included. */
  Set<Long> manifestsInUse() {
    Set<Long> inUse = new HashSet<>();
    sessions.values().forEach(session -> inUse.addAll(session.manifestIds()));
    goneSessions.values().forEach(session -> inUse.addAll(session.manifestIds()));
    return inUse;
  }

  /** All sessions that the rule of dispatch looks at (D1). */
  List<DispatchRule.Candidate> candidates() {
    List<DispatchRule.Candidate> candidates =
        new ArrayList<>(sessions.size() + goneSessions.size());
    sessions.values().forEach(session -> candidates.add(session.asCandidate()));
    goneSessions.values().forEach(session -> candidates.add(session.asCandidate()));
    return candidates;
  }

  /** A workspace is new or has changed; its sessions get its name. */
  void putWorkspace(Workspace workspace) {
    workspaces.put(workspace);
    renameInSessions(workspace);
  }

  /** All workspaces that there are. */
  void replaceWorkspaces(Collection<Workspace> all) {
    workspaces.replaceAll(all);
    all.forEach(this::renameInSessions);
  }

  private void renameInSessions(Workspace workspace) {
    workersChanged();
    String name = workspace.name().value();
    sessions.values().forEach(session -> session.rename(workspace.id(), name));
    goneSessions.values().forEach(session -> session.rename(workspace.id(), name));
  }

  /** Whether the run is being removed: it does not exist for anybody. */
  boolean isRemoved(RunId run) {
    return removed.contains(run);
  }

  void addRemoved(Collection<RunId> runs) {
    removed.addAll(runs);
  }

  /** Those whose rows are all gone need not be remembered. */
  void replaceRemoved(Collection<RunId> underway) {
    removed.clear();
    removed.addAll(underway);
  }

  Collection<OpenExecution> open() {
    return open.values();
  }

  @Nullable OpenExecution findOpen(long execution) {
    return open.get(execution);
  }

  /** May be called by any thread. */
  Optional<OpenExecution> findOpen(ExecutionId id) {
    return Optional.ofNullable(openById.get(id));
  }

  /**
   * @param purpose completes "Expected an open execution to …"
   * @throws Rejection (invalid state)
   */
  OpenExecution getOpen(ExecutionId id, String purpose) {
    return findOpen(id)
        .orElseThrow(() ->
            Rejection.invalidState(
                "Expected an open execution to %s, but %s has ended or never existed."
                    .formatted(purpose, id)));
  }

  /** The open execution at the end of forwarding; null when that is settled. */
  @Nullable OpenExecution findOpenEnd(long execution) {
    return open.get(forwards.end(execution));
  }

  void put(OpenExecution execution) {
    open.put(execution.sequence(), execution);
    openById.put(execution.id(), execution);
  }

  void remove(OpenExecution execution) {
    open.remove(execution.sequence());
    openById.remove(execution.id());
    ready.remove(execution.entry());
    timers.removeOf(execution.sequence());
  }

  /** Forgets what {@link StateLoader} loads again. */
  void clearExecutions() {
    open.clear();
    openById.clear();
    forwards.clear();
    timers.clear();
    ready.clear();
    sessions.values().forEach(WorkerSession::forgetAssignments);
  }
}

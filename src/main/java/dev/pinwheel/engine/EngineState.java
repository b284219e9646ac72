package dev.pinwheel.engine;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.index.ForwardingIndex;
import dev.pinwheel.engine.index.ReadyQueue;
import dev.pinwheel.engine.index.WaitGraph;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.engine.manifest.Manifests;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final ReadyQueue ready = new ReadyQueue();
  private final Map<Long, OpenExecution> open = new LinkedHashMap<>();
  private final Map<ExecutionId, OpenExecution> openById = new ConcurrentHashMap<>();
  private final Map<SessionId, WorkerSession> sessions = new LinkedHashMap<>();
  private final Map<SessionId, WorkerSession> goneSessions = new LinkedHashMap<>();
  private final Manifests manifests = new Manifests(this::candidates);

  private volatile EngineMeter meter = EngineMeter.NONE;

  EngineMeter meter() {
    return meter;
  }

  /** Called by any thread. */
  void setMeter(EngineMeter counting) {
    meter = counting;
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

  ReadyQueue ready() {
    return ready;
  }

  Map<SessionId, WorkerSession> sessions() {
    return sessions;
  }

  /** Ended sessions within their grace period: executions still wait for them (D1). */
  Map<SessionId, WorkerSession> goneSessions() {
    return goneSessions;
  }

  /** All sessions that the rule of dispatch looks at (D1). */
  List<DispatchRule.Candidate> candidates() {
    List<DispatchRule.Candidate> candidates =
        new ArrayList<>(sessions.size() + goneSessions.size());
    sessions.values().forEach(session -> candidates.add(session.asCandidate()));
    goneSessions.values().forEach(session -> candidates.add(session.asCandidate()));
    return candidates;
  }

  /** Gives the sessions of the workspace its new name. */
  void renameInSessions(Workspace workspace) {
    String name = workspace.name().value();
    sessions.values().forEach(session -> session.rename(workspace.id(), name));
    goneSessions.values().forEach(session -> session.rename(workspace.id(), name));
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
    ready.remove(execution.queueKey(), execution.sequence());
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

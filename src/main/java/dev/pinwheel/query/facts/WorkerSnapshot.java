package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.dispatch.DispatchRule.Candidate;
import dev.pinwheel.engine.dispatch.DispatchRule.Decision;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.view.WaitReason;
import dev.pinwheel.query.view.WorkerPresence;
import dev.pinwheel.store.SessionLoad;
import dev.pinwheel.store.SessionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The connected workers, and those that executions wait for (D1): the input of {@link
 * DispatchRule}, which also defines free slots. A snapshot.
 */
public final class WorkerSnapshot {

  private final Map<Long, SessionFact> sessions = new HashMap<>();
  private final List<Candidate> candidates;
  private final RecordedDrainClosure needs;

  public WorkerSnapshot(List<SessionFact> sessions) {
    this(sessions, Map.of(), RecordedDrainClosure.NONE);
  }

  private WorkerSnapshot(
      List<SessionFact> sessions, Map<Long, Set<String>> targets, RecordedDrainClosure needs) {
    this.needs = needs;
    sessions.forEach(session -> this.sessions.put(session.id(), session));
    this.candidates = sessions.stream().map(session -> session.asCandidate(targets)).toList();
  }

  /** Knows from the engine how busy the sessions are, if one runs on this database. */
  public static WorkerSnapshot load(DSLContext dsl) {
    return load(dsl, SessionLoad.find(dsl).orElseGet(() -> busy(dsl)));
  }

  /** Counts how busy the sessions are, from all open executions. */
  public static WorkerSnapshot count(DSLContext dsl) {
    return load(dsl, busy(dsl));
  }

  private static WorkerSnapshot load(DSLContext dsl, Map<Long, Integer> busy) {
    List<SessionFact> sessions = new ArrayList<>();
    // Two statements, so that each has its index.
    sessions.addAll(read(dsl, WORKER_SESSION.ENDED_AT.isNull(), busy));
    sessions.addAll(read(dsl, WORKER_SESSION.AWAITED_UNTIL.gt(Instant.EPOCH), busy));
    return new WorkerSnapshot(
        sessions, DifferingTargets.load(dsl, sessions), RecordedDrainClosure.load(dsl, sessions));
  }

  private static Map<Long, Integer> busy(DSLContext dsl) {
    return dsl.select(OPEN_EXECUTION.SESSION_ID, DSL.count())
        .from(OPEN_EXECUTION)
        .where(OpenExecutionConditions.isAssigned())
        .andNot(OpenExecutionConditions.isBlocked(OPEN_EXECUTION.EXECUTION_ID))
        .groupBy(OPEN_EXECUTION.SESSION_ID)
        .fetchMap(OPEN_EXECUTION.SESSION_ID, DSL.count());
  }

  public static List<SessionFact> read(DSLContext dsl, Condition which, Map<Long, Integer> busy) {
    return dsl.select(WORKER_SESSION.fields())
        .select(WORKSPACE.NAME)
        .from(WORKER_SESSION)
        .leftJoin(WORKSPACE)
        .on(WORKSPACE.ID.eq(WORKER_SESSION.WORKSPACE_ID))
        .where(which)
        .orderBy(WORKER_SESSION.ID)
        .fetch(row -> toFact(row, busy));
  }

  private static SessionFact toFact(Record row, Map<Long, Integer> busy) {
    String pattern = row.get(WORKER_SESSION.PATTERN);
    Instant opened = row.get(WORKER_SESSION.OPENED_AT);
    Instant heard = row.get(WORKER_SESSION.HEARD_AT);
    return new SessionFact(
        row.get(WORKER_SESSION.ID),
        SessionRow.label(row.get(WORKER_SESSION.ID), row.get(WORKER_SESSION.NUMBER)),
        row.get(WORKER_SESSION.WORKER),
        pattern == null ? row.get(WORKSPACE.NAME) : pattern,
        row.get(WORKER_SESSION.CODE_VERSION),
        row.get(WORKER_SESSION.CONCURRENCY),
        SessionRow.modulesOf(row.get(WORKER_SESSION.MODULES)),
        SessionRow.manifestsOf(row.get(WORKER_SESSION.MODULES), row.get(WORKER_SESSION.MANIFESTS)),
        busy.getOrDefault(row.get(WORKER_SESSION.ID), 0),
        opened,
        heard == null ? opened : heard,
        row.get(WORKER_SESSION.SUSPENDED_AT),
        row.get(WORKER_SESSION.DRAINING),
        row.get(WORKER_SESSION.ENDED_AT),
        "lost".equals(row.get(WORKER_SESSION.END_REASON)),
        row.get(WORKER_SESSION.AWAITED_UNTIL));
  }

  public List<Candidate> candidates() {
    return candidates;
  }

  public List<SessionFact> sessions() {
    return candidates.stream().map(candidate -> get(candidate.session())).toList();
  }

  private SessionFact get(long session) {
    SessionFact fact = sessions.get(session);
    if (fact == null) {
      throw new IllegalArgumentException("There is no session " + session);
    }
    return fact;
  }

  /** D1: the connected sessions that would get an execution of the target; may be empty. */
  public List<SessionFact> eligible(Workspace place, String module, String target) {
    return DispatchRule.present(place.name().value(), module, target, candidates).stream()
        .map(candidate -> get(candidate.session()))
        .toList();
  }

  private Decision decide(Workspace place, String module, String target) {
    return DispatchRule.decide(place.name().value(), module, target, candidates);
  }

  /** What the dispatcher decides about an execution that is not assigned (D1). */
  private Decision decide(Workspace place, String module, String target, long execution) {
    return DispatchRule.decide(
        place.name().value(), module, target, candidates, needs.sessionsThatNeed(execution));
  }

  /** Whether the execution's workspace is active and has a worker for it (M4). */
  public boolean canRun(ExecutionFact execution) {
    return execution.workspace().state() == WorkspaceState.ACTIVE
        && isThere(
            decide(execution.workspace(), execution.step().module(), execution.step().target()));
  }

  /** Whether a connected worker takes this execution as soon as it has a free slot. */
  boolean isTaken(ExecutionFact execution) {
    return isThere(decide(execution));
  }

  private Decision decide(ExecutionFact execution) {
    return decide(
        execution.workspace(),
        execution.step().module(),
        execution.step().target(),
        execution.sequence());
  }

  /**
   * Executions that a draining worker takes because its own executions need them. Otherwise they
   * would wait for another worker.
   */
  public Set<Long> takenByLeaving(Workspace place, String module, String target) {
    return needs.all().stream()
        .filter(execution -> isThere(decide(place, module, target, execution)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it matters for where an execution goes which target of the module it is of. */
  public boolean differ(Workspace place, String module) {
    return DispatchRule.eligible(place.name().value(), module, candidates).stream()
            .map(session -> session.modules().get(module))
            .distinct()
            .count()
        > 1;
  }

  /** Whether the workspace is active and has a worker for the target. */
  public boolean canRunNow(Workspace place, String module, String target) {
    return place.state() == WorkspaceState.ACTIVE && isThere(decide(place, module, target));
  }

  /** Whether a worker for the module is there, whatever targets of it. */
  public boolean canRun(Workspace place, String module) {
    return DispatchRule.eligible(place.name().value(), module, candidates).stream()
        .anyMatch(session -> !session.gone());
  }

  private static boolean isThere(Decision decision) {
    return switch (decision) {
      case Decision.Assign assign -> true;
      case Decision.SlotsBusy busy -> true;
      case Decision.WorkerGone gone -> false;
      case Decision.NoWorker none -> false;
    };
  }

  /** Who serves a workspace, whatever the module; nobody serves an archived one. */
  public WorkerPresence presence(Workspace place) {
    if (place.state() == WorkspaceState.ARCHIVED) {
      return new WorkerPresence(List.of(), false);
    }
    String name = place.name().value();
    return new WorkerPresence(
        sessions.values().stream()
            .filter(session -> !session.isGone())
            .filter(session -> !session.isEmbedded())
            .filter(session -> DispatchRule.serves(session.scope(), name))
            .map(SessionFact::worker)
            .sorted()
            .toList(),
        sessions.values().stream().anyMatch(SessionFact::isEmbedded));
  }

  /** Why an execution of the target does not start in the workspace; null when it can start. */
  public @Nullable WaitReason reason(Workspace place, String module, String target) {
    return reason(place, module, decide(place, module, target));
  }

  /** Why an execution that is not assigned does not start; null when it can start. */
  public @Nullable WaitReason reason(ExecutionFact execution) {
    return reason(execution.workspace(), execution.step().module(), decide(execution));
  }

  private @Nullable WaitReason reason(Workspace place, String module, Decision decision) {
    return switch (decision) {
      case Decision.Assign assign -> null;
      case Decision.SlotsBusy(int busy, int slots) -> new WaitReason.Slots(busy, slots);
      case Decision.WorkerGone gone -> get(gone.session()).away();
      case Decision.NoWorker none -> new WaitReason.NoWorker(place.name(), module);
    };
  }

  /**
   * The worker that executions wait for; empty when another one can execute them or none was there.
   */
  public Optional<WaitReason.WorkerAway> away(Workspace place, String module, String target) {
    return reason(place, module, target) instanceof WaitReason.WorkerAway away
        ? Optional.of(away)
        : Optional.empty();
  }
}

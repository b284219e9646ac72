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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
 * The workers there are, and those that executions wait for, as {@link DispatchRule} sees them
 * (D1): it also says what free slots are. A snapshot.
 */
public final class WorkerSnapshot {

  private final Map<Long, SessionFact> sessions = new HashMap<>();
  private final List<Candidate> candidates;
  private final RecordedDrainClosure needs;

  public WorkerSnapshot(List<SessionFact> sessions) {
    this(sessions, RecordedDrainClosure.NONE);
  }

  private WorkerSnapshot(List<SessionFact> sessions, RecordedDrainClosure needs) {
    this.needs = needs;
    sessions.forEach(session -> this.sessions.put(session.id(), session));
    this.candidates = sessions.stream().map(SessionFact::asCandidate).toList();
  }

  public static WorkerSnapshot load(DSLContext dsl) {
    Map<Long, Integer> busy = busy(dsl);
    List<SessionFact> sessions = new ArrayList<>();
    // Two statements, so that each has its index.
    sessions.addAll(read(dsl, WORKER_SESSION.ENDED_AT.isNull(), busy));
    sessions.addAll(read(dsl, WORKER_SESSION.AWAITED_UNTIL.gt(Instant.EPOCH), busy));
    return new WorkerSnapshot(sessions, RecordedDrainClosure.load(dsl, sessions));
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
        row.get(WORKER_SESSION.WORKER),
        pattern == null ? row.get(WORKSPACE.NAME) : pattern,
        row.get(WORKER_SESSION.CODE_VERSION),
        row.get(WORKER_SESSION.CONCURRENCY),
        Set.copyOf(Arrays.asList(row.get(WORKER_SESSION.MODULES).split(" "))),
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

  /** D1: those that would get an execution of the module and are there; may be empty. */
  public List<SessionFact> eligible(Workspace place, String module) {
    return DispatchRule.eligible(place.name().value(), module, candidates).stream()
        .filter(candidate -> !candidate.gone())
        .map(candidate -> get(candidate.session()))
        .toList();
  }

  private Decision decide(Workspace place, String module) {
    return DispatchRule.decide(place.name().value(), module, candidates);
  }

  /** As the dispatcher decides of an execution that no worker has (D1). */
  private Decision decide(Workspace place, String module, long execution) {
    return DispatchRule.decide(
        place.name().value(), module, candidates, needs.sessionsThatNeed(execution));
  }

  /** Whether the execution's workspace is active and has a worker for it (M4). */
  public boolean canRun(ExecutionFact execution) {
    return canRunNow(execution.workspace(), execution.step().module());
  }

  /** Whether a worker is there that takes this execution when it has a slot for it. */
  boolean isTaken(ExecutionFact execution) {
    return isTaken(execution.workspace(), execution.step().module(), execution.sequence());
  }

  private boolean isTaken(Workspace place, String module, long execution) {
    return isThere(decide(place, module, execution));
  }

  /**
   * Executions that would wait in the workspace for another worker, were they not needed by those
   * of a worker that is leaving, which therefore takes them.
   */
  public Set<Long> takenByLeaving(Workspace place, String module) {
    return needs.all().stream()
        .filter(execution -> isTaken(place, module, execution))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the workspace is active and has a worker for the module. */
  public boolean canRunNow(Workspace place, String module) {
    return place.state() == WorkspaceState.ACTIVE && canRun(place, module);
  }

  public boolean canRun(Workspace place, String module) {
    return isThere(decide(place, module));
  }

  private static boolean isThere(Decision decision) {
    return switch (decision) {
      case Decision.Assign assign -> true;
      case Decision.SlotsBusy busy -> true;
      case Decision.WorkerGone gone -> false;
      case Decision.NoWorker none -> false;
    };
  }

  /** Who serves a workspace, whatever the module. */
  public WorkerPresence presence(Workspace place) {
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

  /** Why an execution of the module does not start there; null when it can start. */
  public @Nullable WaitReason reason(Workspace place, String module) {
    return reason(place, module, decide(place, module));
  }

  /** Why an execution that no worker has does not start; null when it can start. */
  public @Nullable WaitReason reason(ExecutionFact execution) {
    Workspace place = execution.workspace();
    String module = execution.step().module();
    return reason(place, module, decide(place, module, execution.sequence()));
  }

  private @Nullable WaitReason reason(Workspace place, String module, Decision decision) {
    return switch (decision) {
      case Decision.Assign assign -> null;
      case Decision.SlotsBusy(int busy, int slots) -> new WaitReason.Slots(busy, slots);
      case Decision.WorkerGone gone -> get(gone.session()).away();
      case Decision.NoWorker none -> new WaitReason.NoWorker(place.name(), module);
    };
  }

  /** The worker that is waited for; empty when another could do it or nobody was there. */
  public Optional<WaitReason.WorkerAway> away(Workspace place, String module) {
    return reason(place, module) instanceof WaitReason.WorkerAway away
        ? Optional.of(away)
        : Optional.empty();
  }
}

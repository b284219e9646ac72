package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.OpenExecutionConditions;
import dev.pinwheel.query.facts.SessionFact;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.query.view.WaitReason;
import dev.pinwheel.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The open executions that are visible from a workspace (W4): what each does, why it waits, and
 * what can be done about it. Reads the tables {@code open_execution} and {@code queue}, whose size
 * is that of the open work, not of the history. Each method reads one moment; between two calls
 * executions may move to another section. Thread-safe; blocks while it reads.
 *
 * <p>Every method throws a {@link dev.pinwheel.model.Rejection} (unavailable) when the database
 * cannot be reached.
 */
public final class QueueList {

  private final Database database;
  private final InstantSource clock;

  public QueueList(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** How many visible executions are in each section; sections without any have 0. */
  public Map<QueueSection, Integer> counts(Viewpoint viewpoint) {
    Instant now = clock.instant();
    return database.read(dsl -> {
      Map<QueueSection, Integer> counts = new EnumMap<>(QueueSection.class);
      for (QueueSection section : QueueSection.values()) {
        counts.put(section, count(dsl, viewpoint, section, now));
      }
      return counts;
    });
  }

  /** How many visible executions no worker has yet: due and scheduled ones. */
  public int countWaiting(Viewpoint viewpoint) {
    return database.read(dsl ->
        dsl.fetchCount(
            dsl.selectOne()
                .from(QUEUE)
                .where(VisibilityCondition.in(viewpoint, QUEUE.WORKSPACE_ID))));
  }

  /** Whether a worker has any visible execution, be it computing or blocked. */
  public boolean isExecuting(Viewpoint viewpoint) {
    return database.read(dsl ->
        dsl.fetchExists(
            dsl.selectOne()
                .from(OPEN_EXECUTION)
                .where(VisibilityCondition.in(viewpoint, OPEN_EXECUTION.WORKSPACE_ID))
                .and(OpenExecutionConditions.isAssigned())));
  }

  private static int count(DSLContext dsl, Viewpoint viewpoint, QueueSection section, Instant now) {
    return switch (section) {
      case EXECUTING, BLOCKED ->
          dsl.fetchCount(
              dsl.selectOne()
                  .from(OPEN_EXECUTION)
                  .where(VisibilityCondition.in(viewpoint, OPEN_EXECUTION.WORKSPACE_ID))
                  .and(OpenExecutionConditions.isAssigned())
                  .and(
                      section == QueueSection.BLOCKED
                          ? OpenExecutionConditions.isBlocked(OPEN_EXECUTION.EXECUTION_ID)
                          : OpenExecutionConditions.isBlocked(OPEN_EXECUTION.EXECUTION_ID).not()));
      case DUE, SCHEDULED ->
          dsl.fetchCount(
              dsl.selectOne()
                  .from(QUEUE)
                  .where(VisibilityCondition.in(viewpoint, QUEUE.WORKSPACE_ID))
                  .and(
                      section == QueueSection.DUE
                          ? OpenExecutionConditions.isDue(now)
                          : OpenExecutionConditions.isDue(now).not()));
    };
  }

  /**
   * A page of a section. Executing and blocked ones are ordered by when a worker got them, due ones
   * by creation, scheduled ones by when they are due. Due ones may start in another order, because
   * runs take turns (D3).
   *
   * @param offset how many rows to leave out, from 0
   * @param limit how many rows to return at most
   * @return in this order; shorter than {@code limit} at the end of the section
   */
  public List<QueueRow> page(Viewpoint viewpoint, QueueSection section, int offset, int limit) {
    Instant now = clock.instant();
    return database.read(dsl -> {
      List<Long> ids = ids(dsl, viewpoint, section, now, offset, limit);
      if (ids.isEmpty()) {
        return List.of();
      }
      Facts facts = FactLoader.loadOpen(dsl, viewpoint, ids);
      Map<Long, String> workers = workers(dsl, ids);
      StateRule rule = new StateRule(facts, WorkerSnapshot.load(dsl), now);
      return ids.stream()
          .map(facts::execution)
          .filter(Objects::nonNull)
          .map(execution -> row(rule, execution, workers.get(execution.sequence())))
          .toList();
    });
  }

  private static List<Long> ids(
      DSLContext dsl,
      Viewpoint viewpoint,
      QueueSection section,
      Instant now,
      int offset,
      int limit) {
    return switch (section) {
      case EXECUTING, BLOCKED ->
          dsl.select(OPEN_EXECUTION.EXECUTION_ID)
              .from(OPEN_EXECUTION)
              .join(ASSIGNMENT)
              .on(ASSIGNMENT.EXECUTION_ID.eq(OPEN_EXECUTION.EXECUTION_ID))
              .where(VisibilityCondition.in(viewpoint, OPEN_EXECUTION.WORKSPACE_ID))
              .and(OpenExecutionConditions.isAssigned())
              .and(
                  section == QueueSection.BLOCKED
                      ? OpenExecutionConditions.isBlocked(OPEN_EXECUTION.EXECUTION_ID)
                      : OpenExecutionConditions.isBlocked(OPEN_EXECUTION.EXECUTION_ID).not())
              .orderBy(ASSIGNMENT.ASSIGNED_AT, OPEN_EXECUTION.EXECUTION_ID)
              .offset(offset)
              .limit(limit)
              .fetch(OPEN_EXECUTION.EXECUTION_ID);
      case DUE ->
          dsl.select(QUEUE.EXECUTION_ID)
              .from(QUEUE)
              .where(VisibilityCondition.in(viewpoint, QUEUE.WORKSPACE_ID))
              .and(OpenExecutionConditions.isDue(now))
              .orderBy(QUEUE.EXECUTION_ID)
              .offset(offset)
              .limit(limit)
              .fetch(QUEUE.EXECUTION_ID);
      case SCHEDULED ->
          dsl.select(QUEUE.EXECUTION_ID)
              .from(QUEUE)
              .where(VisibilityCondition.in(viewpoint, QUEUE.WORKSPACE_ID))
              .and(OpenExecutionConditions.isDue(now).not())
              .orderBy(QUEUE.NOT_BEFORE, QUEUE.EXECUTION_ID)
              .offset(offset)
              .limit(limit)
              .fetch(QUEUE.EXECUTION_ID);
    };
  }

  private static Map<Long, String> workers(DSLContext dsl, List<Long> executions) {
    return dsl
        .select(ASSIGNMENT.EXECUTION_ID, WORKER_SESSION.WORKER, WORKER_SESSION.EMBEDDED)
        .from(ASSIGNMENT)
        .join(WORKER_SESSION)
        .on(WORKER_SESSION.ID.eq(ASSIGNMENT.SESSION_ID))
        .where(ASSIGNMENT.EXECUTION_ID.in(executions))
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.value1(), row -> row.value3() ? SessionFact.EMBEDDED : row.value2()));
  }

  private static QueueRow row(StateRule rule, ExecutionFact execution, @Nullable String worker) {
    State state = rule.of(execution);
    WaitReason reason = rule.waiting(execution);
    Instant assigned = execution.assignedAt();
    return new QueueRow(
        execution.id(),
        execution.step().module(),
        execution.step().target(),
        execution.step().argumentLine(),
        execution.workspace().name(),
        state,
        assigned == null ? execution.createdAt() : assigned,
        reason,
        state == State.RUNNING ? null : Remedy.of(reason),
        awaited(reason),
        worker);
  }

  private static @Nullable StepId awaited(@Nullable WaitReason reason) {
    return switch (reason) {
      case WaitReason.Dependency other -> other.step();
      case WaitReason.Joined other -> other.step();
      case null, default -> null;
    };
  }
}

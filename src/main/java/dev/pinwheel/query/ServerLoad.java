package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.query.facts.OpenExecutionConditions;
import dev.pinwheel.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * How busy the server is: totals without a viewpoint, for its operators. Tells nothing about any
 * workspace, run or target. Thread-safe.
 */
public final class ServerLoad {

  private final Database database;
  private final InstantSource clock;

  public ServerLoad(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Totals at one moment.
   *
   * @param executing executions that a worker computes
   * @param blocked executions that are assigned and wait for the outcome of another
   * @param due executions that are due and not assigned
   * @param scheduled executions whose time has not come
   * @param oldestDue since when the longest waiting of these is due; null when none waits
   * @param embeddedSessions open sessions of the server's own worker
   * @param remoteSessions open sessions of other workers, silent ones included
   */
  public record Totals(
      Instant at,
      int executing,
      int blocked,
      int due,
      int scheduled,
      @Nullable Instant oldestDue,
      int embeddedSessions,
      int remoteSessions) {}

  public Totals read() {
    Instant now = clock.instant();
    return database.read(dsl -> {
      Condition blocked = OpenExecutionConditions.isBlocked(OPEN_EXECUTION.EXECUTION_ID);
      Condition due = OpenExecutionConditions.isDue(now);
      return new Totals(
          now,
          assigned(dsl, blocked.not()),
          assigned(dsl, blocked),
          queued(dsl, due),
          queued(dsl, due.not()),
          oldest(dsl, due),
          sessions(dsl, true),
          sessions(dsl, false));
    });
  }

  private static int assigned(DSLContext dsl, Condition condition) {
    return dsl.fetchCount(OPEN_EXECUTION, OpenExecutionConditions.isAssigned().and(condition));
  }

  private static int queued(DSLContext dsl, Condition condition) {
    return dsl.fetchCount(QUEUE, condition);
  }

  private static @Nullable Instant oldest(DSLContext dsl, Condition due) {
    return dsl.select(DSL.min(DSL.coalesce(QUEUE.NOT_BEFORE, EXECUTION.CREATED_AT)))
        .from(QUEUE)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(QUEUE.EXECUTION_ID))
        .where(due)
        .fetchSingle()
        .value1();
  }

  private static int sessions(DSLContext dsl, boolean embedded) {
    return dsl.fetchCount(
        WORKER_SESSION, WORKER_SESSION.ENDED_AT.isNull().and(WORKER_SESSION.EMBEDDED.eq(embedded)));
  }
}

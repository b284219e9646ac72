package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.LOG_POSITION;
import static dev.pinwheel.store.jooq.Tables.SESSION_COUNTER;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.jooq.tables.records.WorkerSessionRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The tables {@code worker_session} and {@code assignment}. */
public final class SessionStore {

  /** In the counter of sessions. */
  private static final long NO_TOKEN = 0;

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          WORKER_SESSION,
          WORKER_SESSION.ID,
          WORKER_SESSION.NUMBER,
          WORKER_SESSION.WORKER,
          WORKER_SESSION.WORKSPACE_ID,
          WORKER_SESSION.PATTERN,
          WORKER_SESSION.EMBEDDED,
          WORKER_SESSION.CODE_VERSION,
          WORKER_SESSION.CONCURRENCY,
          WORKER_SESSION.MODULES,
          WORKER_SESSION.MANIFESTS,
          WORKER_SESSION.OPENED_AT,
          WORKER_SESSION.HEARD_AT,
          WORKER_SESSION.DRAINING,
          WORKER_SESSION.INSTANCE_HASH,
          WORKER_SESSION.TOKEN_ID);

  private static final WriteStatement END =
      updateOpen(WORKER_SESSION.ENDED_AT, WORKER_SESSION.END_REASON, WORKER_SESSION.AWAITED_UNTIL);

  private static final WriteStatement FORGET =
      WriteStatement.of(
          WORKER_SESSION,
          dsl ->
              dsl.update(WORKER_SESSION)
                  .set(WORKER_SESSION.AWAITED_UNTIL, parameter(WORKER_SESSION.AWAITED_UNTIL))
                  .where(WORKER_SESSION.ID.eq(parameter(WORKER_SESSION.ID))));

  private static final WriteStatement HEARD =
      updateOpen(WORKER_SESSION.HEARD_AT, WORKER_SESSION.SUSPENDED_AT);

  private static final WriteStatement DRAIN = updateOpen(WORKER_SESSION.DRAINING);

  private static final WriteStatement DECLARE = updateOpen(WORKER_SESSION.MANIFESTS);

  private static final WriteStatement ASSIGN =
      WriteStatement.insert(
          ASSIGNMENT, ASSIGNMENT.EXECUTION_ID, ASSIGNMENT.SESSION_ID, ASSIGNMENT.ASSIGNED_AT);

  private static final WriteStatement DELETE =
      WriteStatement.of(
          WORKER_SESSION,
          dsl ->
              dsl.deleteFrom(WORKER_SESSION)
                  .where(WORKER_SESSION.ID.eq(parameter(WORKER_SESSION.ID))));

  /** An update of a session that has not ended; its id is the last parameter. */
  private static WriteStatement updateOpen(Field<?>... columns) {
    Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
    for (Field<?> column : columns) {
      values.put(column, parameter(column));
    }
    return WriteStatement.of(
        WORKER_SESSION,
        dsl ->
            dsl.update(WORKER_SESSION)
                .set(values)
                .where(WORKER_SESSION.ID.eq(parameter(WORKER_SESSION.ID)))
                .and(WORKER_SESSION.ENDED_AT.isNull()));
  }

  /** How a session ended. */
  public enum End {
    /** Its worker closed it, or its workspace was archived. */
    CLOSED("closed"),
    /** Its lease expired without a heartbeat. */
    LOST("lost");

    private final String word;

    End(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** The number of the next session of this worker with this token; from 1. */
  public int nextNumber(Tx tx, String worker, @Nullable Long token) {
    long with = token == null ? NO_TOKEN : token;
    Condition same = SESSION_COUNTER.WORKER.eq(worker).and(SESSION_COUNTER.TOKEN_ID.eq(with));
    int counted =
        tx.dsl()
            .update(SESSION_COUNTER)
            .set(SESSION_COUNTER.SESSIONS, SESSION_COUNTER.SESSIONS.plus(1))
            .set(SESSION_COUNTER.USED_AT, tx.now())
            .where(same)
            .execute();
    tx.countWrite();
    if (counted > 0) {
      return tx.dsl()
          .select(SESSION_COUNTER.SESSIONS)
          .from(SESSION_COUNTER)
          .where(same)
          .fetchSingle()
          .value1();
    }
    tx.dsl()
        .insertInto(SESSION_COUNTER)
        .set(SESSION_COUNTER.WORKER, worker)
        .set(SESSION_COUNTER.TOKEN_ID, with)
        .set(SESSION_COUNTER.SESSIONS, 1)
        .set(SESSION_COUNTER.USED_AT, tx.now())
        .execute();
    return 1;
  }

  public void insert(Tx tx, SessionRow session) {
    WorkspaceId workspace = session.workspace();
    tx.write(
        INSERT,
        session.id(),
        session.number(),
        session.worker(),
        workspace == null ? null : workspace.value(),
        session.pattern(),
        session.isEmbedded(),
        session.codeVersion(),
        session.concurrency(),
        SessionRow.modulesText(session.modules()),
        SessionRow.manifestsText(session.manifests()),
        tx.now(),
        session.heardAt(),
        session.draining(),
        session.instanceHash(),
        session.token());
  }

  /**
   * Ends the session.
   *
   * @param awaitedUntil how long executions wait for it (D1); null: they do not
   */
  public void end(Tx tx, long session, End how, @Nullable Instant awaitedUntil) {
    tx.write(END, tx.now(), how.word(), awaitedUntil, session);
  }

  /** Ends its grace period (D1). */
  public void forget(Tx tx, long session) {
    tx.write(FORGET, null, session);
  }

  /** Records a heartbeat. */
  public void heard(Tx tx, long session) {
    tx.write(HEARD, tx.now(), null, session);
  }

  /** Its worker cannot be reached. */
  public void suspend(Tx tx, long session, Instant heardAt) {
    tx.write(HEARD, heardAt, tx.now(), session);
  }

  /** It declares other manifests of the same modules from now on. */
  public void declare(Tx tx, long session, Map<String, Long> manifests) {
    tx.write(DECLARE, SessionRow.manifestsText(manifests), session);
  }

  /** It is draining. */
  public void drain(Tx tx, long session) {
    tx.write(DRAIN, true, session);
  }

  public void assign(Tx tx, long execution, long session) {
    tx.write(ASSIGN, execution, session, tx.now());
  }

  /** The number of the last log line of a session that is stored; 0 for none. */
  public long getLogPosition(Tx tx, long session) {
    return tx.dsl()
        .select(LOG_POSITION.NUMBER)
        .from(LOG_POSITION)
        .where(LOG_POSITION.SESSION_ID.eq(session))
        .fetchOptional(LOG_POSITION.NUMBER)
        .orElse(0L);
  }

  /** Sessions that have not ended. */
  public List<SessionRow> listOpen(Tx tx) {
    return tx.dsl()
        .selectFrom(WORKER_SESSION)
        .where(WORKER_SESSION.ENDED_AT.isNull())
        .orderBy(WORKER_SESSION.ID)
        .fetch(SessionStore::toRow);
  }

  /** Sessions that have ended and that executions still wait for (D1). */
  public List<SessionRow> listAwaited(Tx tx) {
    return tx.dsl()
        .selectFrom(WORKER_SESSION)
        .where(WORKER_SESSION.AWAITED_UNTIL.gt(Instant.EPOCH))
        .orderBy(WORKER_SESSION.ID)
        .fetch(SessionStore::toRow);
  }

  /**
   * Removes ended sessions that no assignment names (G3); answers how many.
   *
   * @param before when they had ended
   * @param countersBefore when the workers were there last whose sessions are not counted on
   */
  public int removeUnnamed(Tx tx, Instant before, Instant countersBefore, int most) {
    List<Long> sessions =
        tx.dsl()
            .select(WORKER_SESSION.ID)
            .from(WORKER_SESSION)
            .where(WORKER_SESSION.ENDED_AT.lt(before))
            .and(WORKER_SESSION.AWAITED_UNTIL.isNull().or(WORKER_SESSION.AWAITED_UNTIL.lt(before)))
            .andNotExists(
                DSL.selectOne().from(ASSIGNMENT).where(ASSIGNMENT.SESSION_ID.eq(WORKER_SESSION.ID)))
            .limit(most)
            .fetch(WORKER_SESSION.ID);
    sessions.forEach(session -> tx.write(DELETE, session));
    int counters =
        tx.dsl()
            .deleteFrom(SESSION_COUNTER)
            .where(SESSION_COUNTER.USED_AT.lt(countersBefore))
            .execute();
    if (counters > 0) {
      tx.countWrite();
    }
    return sessions.size();
  }

  private static SessionRow toRow(WorkerSessionRecord row) {
    return new SessionRow(
        row.getId(),
        row.getNumber(),
        row.getWorker(),
        row.getWorkspaceId() == null ? null : new WorkspaceId(row.getWorkspaceId()),
        row.getPattern(),
        row.getCodeVersion(),
        row.getConcurrency(),
        SessionRow.modulesOf(row.getModules()),
        SessionRow.manifestsOf(row.getModules(), row.getManifests()),
        row.getInstanceHash(),
        row.getHeardAt() == null ? row.getOpenedAt() : row.getHeardAt(),
        row.getSuspendedAt() != null,
        row.getDraining(),
        row.getAwaitedUntil(),
        row.getTokenId());
  }
}

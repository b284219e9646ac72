package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.jooq.tables.records.WorkerSessionRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables {@code worker_session} and {@code assignment}. */
public final class SessionStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          WORKER_SESSION,
          WORKER_SESSION.ID,
          WORKER_SESSION.WORKER,
          WORKER_SESSION.WORKSPACE_ID,
          WORKER_SESSION.PATTERN,
          WORKER_SESSION.EMBEDDED,
          WORKER_SESSION.CODE_VERSION,
          WORKER_SESSION.CONCURRENCY,
          WORKER_SESSION.MODULES,
          WORKER_SESSION.OPENED_AT,
          WORKER_SESSION.HEARD_AT,
          WORKER_SESSION.DRAINING,
          WORKER_SESSION.INSTANCE_HASH);

  private static final WriteStatement END =
      WriteStatement.of(
          WORKER_SESSION,
          dsl ->
              dsl.update(WORKER_SESSION)
                  .set(WORKER_SESSION.ENDED_AT, parameter(WORKER_SESSION.ENDED_AT))
                  .set(WORKER_SESSION.END_REASON, parameter(WORKER_SESSION.END_REASON))
                  .set(WORKER_SESSION.AWAITED_UNTIL, parameter(WORKER_SESSION.AWAITED_UNTIL))
                  .where(WORKER_SESSION.ID.eq(parameter(WORKER_SESSION.ID)))
                  .and(WORKER_SESSION.ENDED_AT.isNull()));

  private static final WriteStatement FORGET =
      WriteStatement.of(
          WORKER_SESSION,
          dsl ->
              dsl.update(WORKER_SESSION)
                  .set(WORKER_SESSION.AWAITED_UNTIL, parameter(WORKER_SESSION.AWAITED_UNTIL))
                  .where(WORKER_SESSION.ID.eq(parameter(WORKER_SESSION.ID))));

  private static final WriteStatement HEARD =
      WriteStatement.of(
          WORKER_SESSION,
          dsl ->
              dsl.update(WORKER_SESSION)
                  .set(WORKER_SESSION.HEARD_AT, parameter(WORKER_SESSION.HEARD_AT))
                  .set(WORKER_SESSION.SUSPENDED_AT, parameter(WORKER_SESSION.SUSPENDED_AT))
                  .where(WORKER_SESSION.ID.eq(parameter(WORKER_SESSION.ID)))
                  .and(WORKER_SESSION.ENDED_AT.isNull()));

  private static final WriteStatement DRAIN =
      WriteStatement.of(
          WORKER_SESSION,
          dsl ->
              dsl.update(WORKER_SESSION)
                  .set(WORKER_SESSION.DRAINING, parameter(WORKER_SESSION.DRAINING))
                  .where(WORKER_SESSION.ID.eq(parameter(WORKER_SESSION.ID)))
                  .and(WORKER_SESSION.ENDED_AT.isNull()));

  private static final WriteStatement ASSIGN =
      WriteStatement.insert(
          ASSIGNMENT, ASSIGNMENT.EXECUTION_ID, ASSIGNMENT.SESSION_ID, ASSIGNMENT.ASSIGNED_AT);

  /**
   * A session of a worker.
   *
   * @param workspace null for a pattern and for the embedded worker
   * @param pattern such as {@code development/*}; null for a workspace and the embedded worker
   * @param modules names of the modules it declares
   * @param instanceHash SHA-256 of the secret by which it is resumed; null when it cannot be
   * @param heardAt when its worker was heard last, as it was written now and then
   * @param suspended its worker cannot be reached
   * @param draining it takes nothing new
   * @param awaitedUntil how long executions wait for it after its end (D1); null while it is open
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record SessionRow(
      long id,
      String worker,
      @Nullable WorkspaceId workspace,
      @Nullable String pattern,
      String codeVersion,
      int concurrency,
      Set<String> modules,
      byte @Nullable [] instanceHash,
      Instant heardAt,
      boolean suspended,
      boolean draining,
      @Nullable Instant awaitedUntil) {

    public SessionRow {
      modules = Set.copyOf(modules);
    }

    public boolean isEmbedded() {
      return workspace == null && pattern == null;
    }
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

  public void insert(Tx tx, SessionRow session) {
    WorkspaceId workspace = session.workspace();
    tx.write(
        INSERT,
        session.id(),
        session.worker(),
        workspace == null ? null : workspace.value(),
        session.pattern(),
        session.isEmbedded(),
        session.codeVersion(),
        session.concurrency(),
        String.join(" ", session.modules().stream().sorted().toList()),
        tx.now(),
        session.heardAt(),
        session.draining(),
        session.instanceHash());
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

  /** It is draining. */
  public void drain(Tx tx, long session) {
    tx.write(DRAIN, true, session);
  }

  public void assign(Tx tx, long execution, long session) {
    tx.write(ASSIGN, execution, session, tx.now());
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

  private static SessionRow toRow(WorkerSessionRecord row) {
    return new SessionRow(
        row.getId(),
        row.getWorker(),
        row.getWorkspaceId() == null ? null : new WorkspaceId(row.getWorkspaceId()),
        row.getPattern(),
        row.getCodeVersion(),
        row.getConcurrency(),
        Set.copyOf(Arrays.asList(row.getModules().split(" "))),
        row.getInstanceHash(),
        row.getHeardAt() == null ? row.getOpenedAt() : row.getHeardAt(),
        row.getSuspendedAt() != null,
        row.getDraining(),
        row.getAwaitedUntil());
  }
}

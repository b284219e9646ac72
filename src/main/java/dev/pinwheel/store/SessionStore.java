package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.model.WorkspaceId;
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
          WORKER_SESSION.ENDED_AT);

  private static final WriteStatement END =
      WriteStatement.of(
          WORKER_SESSION,
          dsl ->
              dsl.update(WORKER_SESSION)
                  .set(WORKER_SESSION.ENDED_AT, parameter(WORKER_SESSION.ENDED_AT))
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
   * @param endedAt null while it is open
   */
  public record SessionRow(
      long id,
      String worker,
      @Nullable WorkspaceId workspace,
      @Nullable String pattern,
      String codeVersion,
      int concurrency,
      Set<String> modules,
      @Nullable Instant endedAt) {

    public SessionRow {
      modules = Set.copyOf(modules);
    }

    public boolean isEmbedded() {
      return workspace == null && pattern == null;
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
        null);
  }

  public void end(Tx tx, long session) {
    tx.write(END, tx.now(), session);
  }

  public void assign(Tx tx, long execution, long session) {
    tx.write(ASSIGN, execution, session, tx.now());
  }

  /** Sessions that are open, or ended after this time. */
  public List<SessionRow> listSince(Tx tx, Instant endedAfter) {
    return tx.dsl()
        .selectFrom(WORKER_SESSION)
        .where(WORKER_SESSION.ENDED_AT.isNull().or(WORKER_SESSION.ENDED_AT.gt(endedAfter)))
        .orderBy(WORKER_SESSION.ID)
        .fetch(row ->
            new SessionRow(
                row.getId(),
                row.getWorker(),
                row.getWorkspaceId() == null ? null : new WorkspaceId(row.getWorkspaceId()),
                row.getPattern(),
                row.getCodeVersion(),
                row.getConcurrency(),
                Set.copyOf(Arrays.asList(row.getModules().split(" "))),
                row.getEndedAt()));
  }
}

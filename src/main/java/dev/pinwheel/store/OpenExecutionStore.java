package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.QUEUE;

import dev.pinwheel.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The derived tables {@code open_execution} and {@code queue}. */
public final class OpenExecutionStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          OPEN_EXECUTION,
          OPEN_EXECUTION.EXECUTION_ID,
          OPEN_EXECUTION.RUN_ID,
          OPEN_EXECUTION.WORKSPACE_ID,
          OPEN_EXECUTION.SESSION_ID,
          OPEN_EXECUTION.DEADLINE);

  private static final WriteStatement ASSIGN =
      WriteStatement.of(
          OPEN_EXECUTION,
          dsl ->
              dsl.update(OPEN_EXECUTION)
                  .set(OPEN_EXECUTION.SESSION_ID, parameter(OPEN_EXECUTION.SESSION_ID))
                  .set(OPEN_EXECUTION.DEADLINE, parameter(OPEN_EXECUTION.DEADLINE))
                  .where(OPEN_EXECUTION.EXECUTION_ID.eq(parameter(OPEN_EXECUTION.EXECUTION_ID)))
                  .and(OPEN_EXECUTION.SESSION_ID.isNull()));

  private static final WriteStatement PROGRESS =
      WriteStatement.of(
          OPEN_EXECUTION,
          dsl ->
              dsl.update(OPEN_EXECUTION)
                  .set(OPEN_EXECUTION.PROGRESS, parameter(OPEN_EXECUTION.PROGRESS))
                  .where(OPEN_EXECUTION.EXECUTION_ID.eq(parameter(OPEN_EXECUTION.EXECUTION_ID))));

  private static final WriteStatement DELETE =
      WriteStatement.of(
          OPEN_EXECUTION,
          dsl ->
              dsl.deleteFrom(OPEN_EXECUTION)
                  .where(OPEN_EXECUTION.EXECUTION_ID.eq(parameter(OPEN_EXECUTION.EXECUTION_ID))));

  private static final WriteStatement ENQUEUE =
      WriteStatement.insert(
          QUEUE, QUEUE.EXECUTION_ID, QUEUE.WORKSPACE_ID, QUEUE.MODULE, QUEUE.NOT_BEFORE);

  private static final WriteStatement DEQUEUE =
      WriteStatement.of(
          QUEUE,
          dsl -> dsl.deleteFrom(QUEUE).where(QUEUE.EXECUTION_ID.eq(parameter(QUEUE.EXECUTION_ID))));

  /**
   * An open execution.
   *
   * @param session null while no worker has it
   */
  public record Open(long execution, @Nullable Long session, @Nullable Instant deadline) {}

  /** Inserts an open execution; with a session when it is assigned in the same transaction. */
  public void insert(
      Tx tx, ExecutionRow execution, @Nullable Long session, @Nullable Instant deadline) {
    tx.write(
        INSERT,
        execution.sequence(),
        execution.id().run().number(),
        execution.workspace().value(),
        session,
        deadline);
  }

  /** Assigns a queued execution to a worker. */
  public void assign(Tx tx, long execution, long session, @Nullable Instant deadline) {
    tx.write(ASSIGN, session, deadline, execution);
    tx.write(DEQUEUE, execution);
  }

  public void setProgress(Tx tx, long execution, double fraction) {
    tx.write(PROGRESS, fraction, execution);
  }

  /** It has a result. */
  public void delete(Tx tx, long execution, boolean queued) {
    tx.write(DELETE, execution);
    if (queued) {
      tx.write(DEQUEUE, execution);
    }
  }

  /** No worker has it yet. */
  public void enqueue(Tx tx, ExecutionRow execution, String module) {
    WorkspaceId workspace = execution.workspace();
    tx.write(ENQUEUE, execution.sequence(), workspace.value(), module, execution.notBefore());
  }

  /** All open executions, oldest first. */
  public List<Open> listAll(Tx tx) {
    return tx.dsl()
        .selectFrom(OPEN_EXECUTION)
        .orderBy(OPEN_EXECUTION.EXECUTION_ID)
        .fetch(row -> new Open(row.getExecutionId(), row.getSessionId(), row.getDeadline()));
  }
}

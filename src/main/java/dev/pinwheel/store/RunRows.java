package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.MEMO_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN_REFERENCE;
import static dev.pinwheel.store.jooq.Tables.STEP;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The rows of runs that are being removed, in all tables but those of {@link RunRemovalStore}
 * itself.
 */
final class RunRows {

  private static final String CACHED = RunReferenceStore.Kind.CACHED.word();

  /** An execution has a row in up to five tables. */
  private static final int ROWS_OF_EXECUTION = 4;

  private static final WriteStatement DELETE_DEPENDENCY =
      WriteStatement.of(
          DEPENDENCY,
          dsl ->
              dsl.deleteFrom(DEPENDENCY)
                  .where(DEPENDENCY.EXECUTION_ID.eq(parameter(DEPENDENCY.EXECUTION_ID)))
                  .and(DEPENDENCY.DEPENDENCY_ID.eq(parameter(DEPENDENCY.DEPENDENCY_ID))));

  private static final WriteStatement DELETE_STEP =
      WriteStatement.of(
          STEP,
          dsl ->
              dsl.deleteFrom(STEP)
                  .where(STEP.RUN_ID.eq(parameter(STEP.RUN_ID)))
                  .and(STEP.NUMBER.eq(parameter(STEP.NUMBER))));

  private static final WriteStatement DELETE_CALL = delete(CALL, CALL.ID);
  private static final WriteStatement DELETE_MESSAGE = delete(LOG_MESSAGE, LOG_MESSAGE.ID);
  private static final WriteStatement DELETE_OUTCOME = delete(OUTCOME, OUTCOME.EXECUTION_ID);
  private static final WriteStatement DELETE_RESULT = delete(RESULT, RESULT.EXECUTION_ID);
  private static final WriteStatement DELETE_RERUN = delete(RERUN, RERUN.EXECUTION_ID);
  private static final WriteStatement DELETE_ASSIGNMENT =
      delete(ASSIGNMENT, ASSIGNMENT.EXECUTION_ID);
  private static final WriteStatement DELETE_EXECUTION = delete(EXECUTION, EXECUTION.ID);
  private static final WriteStatement DELETE_BLOB = delete(BLOB, BLOB.ID);

  private RunRows() {}

  /**
   * Removes about so many rows at most, each after those that refer to it.
   *
   * @return what is left of that number, and whether nothing else of the runs may go
   */
  static Batch remove(Tx tx, List<Long> runs, int most) {
    Batch batch = new Batch(most);
    removeCalls(tx, runs, batch);
    removeDependencies(tx, runs, batch);
    removeMemoCandidates(tx, runs, batch);
    removeMessages(tx, runs, batch);
    removeExecutions(tx, runs, batch);
    removeSteps(tx, runs, batch);
    return batch;
  }

  /** How many rows may still be removed at once, and whether all that was asked for was there. */
  static final class Batch {
    int left;
    boolean complete = true;

    private Batch(int most) {
      this.left = most;
    }

    /** Nothing more may be removed. */
    boolean isFull() {
      complete &= left > 0;
      return left <= 0;
    }

    /**
     * @param rows that were found
     * @param asked for so many
     */
    void took(int rows, int asked, int rowsOfEach) {
      complete &= rows < asked;
      left -= rows * rowsOfEach;
    }
  }

  private static void removeCalls(Tx tx, List<Long> runs, Batch batch) {
    if (batch.isFull()) {
      return;
    }
    var rows =
        tx.dsl()
            .select(CALL.ID, CALL.ARGUMENTS_BLOB_ID)
            .from(CALL)
            .where(CALL.RUN_ID.in(runs))
            .limit(batch.left)
            .fetch();
    rows.forEach(row -> {
      tx.write(DELETE_CALL, row.value1());
      removeBlob(tx, row.value2());
    });
    batch.took(rows.size(), batch.left, 1);
    tx.flushAll();
  }

  private static void removeDependencies(Tx tx, List<Long> runs, Batch batch) {
    if (batch.isFull()) {
      return;
    }
    var rows =
        tx.dsl()
            .select(DEPENDENCY.EXECUTION_ID, DEPENDENCY.DEPENDENCY_ID)
            .from(DEPENDENCY)
            .where(DEPENDENCY.RUN_ID.in(runs))
            .limit(batch.left)
            .fetch();
    rows.forEach(row -> tx.write(DELETE_DEPENDENCY, row.value1(), row.value2()));
    batch.took(rows.size(), batch.left, 1);
  }

  private static void removeMemoCandidates(Tx tx, List<Long> runs, Batch batch) {
    if (batch.isFull()) {
      return;
    }
    List<Long> executions =
        tx.dsl()
            .select(MEMO_CANDIDATE.EXECUTION_ID)
            .from(MEMO_CANDIDATE)
            .where(MEMO_CANDIDATE.RUN_ID.in(runs))
            .limit(batch.left)
            .fetch(MEMO_CANDIDATE.EXECUTION_ID);
    executions.forEach(execution -> tx.write(CandidateStore.DELETE_MEMO, execution));
    batch.took(executions.size(), batch.left, 1);
  }

  /** Likewise, what was logged only. */
  static Batch removeMessages(Tx tx, List<Long> runs, int most) {
    Batch batch = new Batch(most);
    removeMessages(tx, runs, batch);
    return batch;
  }

  private static void removeMessages(Tx tx, List<Long> runs, Batch batch) {
    if (batch.isFull()) {
      return;
    }
    List<Long> messages =
        tx.dsl()
            .select(LOG_MESSAGE.ID)
            .from(LOG_MESSAGE)
            .where(LOG_MESSAGE.RUN_ID.in(runs))
            .limit(batch.left)
            .fetch(LOG_MESSAGE.ID);
    messages.forEach(message -> tx.write(DELETE_MESSAGE, message));
    batch.took(messages.size(), batch.left, 1);
  }

  /**
   * No execution of the step answers one of another run through the cache. Only asked of runs that
   * others refer to.
   */
  private static Condition isUnused(Tx tx, List<Long> runs) {
    DSLContext dsl = tx.dsl();
    boolean referred =
        dsl.fetchExists(
            dsl.selectOne()
                .from(RUN_REFERENCE)
                .where(RUN_REFERENCE.REFERRED_ID.in(runs))
                .and(RUN_REFERENCE.KIND.eq(CACHED)));
    if (!referred) {
      return DSL.noCondition();
    }
    var attempt = EXECUTION.as("attempt");
    var answered = EXECUTION.as("answered");
    return DSL.notExists(
        DSL.selectOne()
            .from(attempt)
            .join(RESULT)
            .on(RESULT.SUCCESSOR_ID.eq(attempt.ID))
            .join(answered)
            .on(answered.ID.eq(RESULT.EXECUTION_ID))
            .where(attempt.RUN_ID.eq(EXECUTION.RUN_ID))
            .and(attempt.STEP_NUMBER.eq(EXECUTION.STEP_NUMBER))
            .and(answered.RUN_ID.ne(attempt.RUN_ID)));
  }

  /** All calls of the runs have to be gone. What refers to an execution goes before it. */
  private static void removeExecutions(Tx tx, List<Long> runs, Batch batch) {
    if (batch.isFull()) {
      return;
    }
    int asked = Math.max(1, batch.left / ROWS_OF_EXECUTION);
    List<Long> executions =
        tx.dsl()
            .select(EXECUTION.ID)
            .from(EXECUTION)
            .where(EXECUTION.RUN_ID.in(runs))
            .and(isUnused(tx, runs))
            .limit(asked)
            .fetch(EXECUTION.ID);
    batch.took(executions.size(), asked, ROWS_OF_EXECUTION);
    if (executions.isEmpty()) {
      return;
    }
    tx.dsl()
        .select(RESULT.VALUE_BLOB_ID)
        .from(RESULT)
        .where(RESULT.EXECUTION_ID.in(executions))
        .and(RESULT.VALUE_BLOB_ID.isNotNull())
        .forEach(row -> removeBlob(tx, row.value1()));
    for (WriteStatement delete :
        List.of(DELETE_OUTCOME, DELETE_RESULT, DELETE_RERUN, DELETE_ASSIGNMENT)) {
      executions.forEach(execution -> tx.write(delete, execution));
    }
    tx.flushAll();
    executions.forEach(execution -> tx.write(DELETE_EXECUTION, execution));
    tx.flushAll();
  }

  private static void removeSteps(Tx tx, List<Long> runs, Batch batch) {
    if (batch.isFull()) {
      return;
    }
    var rows =
        tx.dsl()
            .select(STEP.RUN_ID, STEP.NUMBER, STEP.ARGUMENTS_BLOB_ID)
            .from(STEP)
            .where(STEP.RUN_ID.in(runs))
            .andNotExists(
                DSL.selectOne()
                    .from(EXECUTION)
                    .where(EXECUTION.RUN_ID.eq(STEP.RUN_ID))
                    .and(EXECUTION.STEP_NUMBER.eq(STEP.NUMBER)))
            .limit(batch.left)
            .fetch();
    rows.forEach(row -> {
      tx.write(DELETE_STEP, row.value1(), row.value2());
      removeBlob(tx, row.value3());
    });
    batch.took(rows.size(), batch.left, 1);
    tx.flushAll();
  }

  private static void removeBlob(Tx tx, @Nullable Long blob) {
    if (blob != null) {
      tx.write(DELETE_BLOB, blob);
    }
  }

  /** The statement that deletes the rows of a table by an id. */
  static WriteStatement delete(Table<?> table, TableField<?, Long> id) {
    return WriteStatement.of(table, dsl -> dsl.deleteFrom(table).where(id.eq(parameter(id))));
  }
}

package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Reads the steps, executions and calls of whole runs. Without records between the columns and the
 * facts, and without joins that a map does as well, a run of 10,000 steps takes a third of the
 * time. What executed outside the chain is left out (W4): its executions by the statement, its
 * calls because their callers are not there.
 */
final class WholeRuns {

  private static final Comparator<CallFact> BY_CALLER_AND_NUMBER =
      Comparator.comparingLong(CallFact::caller).thenComparingInt(CallFact::number);

  private final DSLContext dsl;
  private final Facts facts;
  private final ExecutionRows rows;
  private final CallOption.@Nullable Reader options;

  /**
   * @param options reads the options of calls; null to leave them out
   */
  WholeRuns(DSLContext dsl, Facts facts, ExecutionRows rows, CallOption.@Nullable Reader options) {
    this.dsl = dsl;
    this.facts = facts;
    this.rows = rows;
    this.options = options;
  }

  /** Takes the columns of a row by their numbers, from 1. */
  private interface Row {
    void take(ResultSet columns) throws SQLException;
  }

  private static void forEach(Select<?> select, Row row) {
    try (ResultSet columns = select.fetchResultSet()) {
      while (columns.next()) {
        row.take(columns);
      }
    } catch (SQLException e) {
      throw new DataAccessException("Could not read a run", e);
    }
  }

  void load(List<Long> runs) {
    Map<StepId, StepFact> steps = steps(runs);
    List<ExecutionFact> executions = executions(runs, steps, progress(runs));
    Map<Long, Rerun> reruns = reruns(executions);
    for (ExecutionFact execution : executions) {
      Rerun rerun = reruns.get(execution.sequence());
      facts.add(rerun == null ? execution : execution.with(rerun));
    }
    calls(runs);
  }

  private Map<StepId, StepFact> steps(List<Long> runs) {
    Map<StepId, StepFact> steps = new HashMap<>();
    forEach(
        dsl.select(
                STEP.RUN_ID,
                STEP.NUMBER,
                STEP.MODULE,
                STEP.TARGET,
                STEP.KIND,
                STEP.MEMO_KEY,
                STEP.OPTIONS)
            .from(STEP)
            .where(STEP.RUN_ID.in(runs)),
        row -> {
          StepId id = new StepId(new RunId(row.getLong(1)), row.getInt(2));
          steps.put(
              id,
              rows.step(
                  id,
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getBytes(6),
                  row.getBytes(7)));
        });
    return steps;
  }

  /** Of open executions that have told any. */
  private Map<Long, Double> progress(List<Long> runs) {
    return dsl.select(OPEN_EXECUTION.EXECUTION_ID, OPEN_EXECUTION.PROGRESS)
        .from(OPEN_EXECUTION)
        .where(OPEN_EXECUTION.RUN_ID.in(runs))
        .and(OPEN_EXECUTION.PROGRESS.isNotNull())
        .fetchMap(OPEN_EXECUTION.EXECUTION_ID, OPEN_EXECUTION.PROGRESS);
  }

  private List<ExecutionFact> executions(
      List<Long> runs, Map<StepId, StepFact> steps, Map<Long, Double> progress) {
    List<ExecutionFact> executions = new ArrayList<>(steps.size());
    forEach(
        dsl.select(
                EXECUTION.ID,
                EXECUTION.RUN_ID,
                EXECUTION.STEP_NUMBER,
                EXECUTION.ATTEMPT,
                EXECUTION.WORKSPACE_ID,
                EXECUTION.CAUSE,
                EXECUTION.SERIES_ATTEMPT,
                EXECUTION.RERUN_ID,
                EXECUTION.NOT_BEFORE,
                EXECUTION.CREATED_AT,
                ASSIGNMENT.ASSIGNED_AT,
                RESULT.KIND,
                RESULT.CAUSE,
                RESULT.VALUE_HASH,
                RESULT.FAILURE_HASH,
                RESULT.FAILURE_TYPE,
                RESULT.SUCCESSOR_ID,
                RESULT.ENDED_BY,
                RESULT.RECORDED_AT)
            .from(EXECUTION)
            .leftJoin(RESULT)
            .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
            .leftJoin(ASSIGNMENT)
            .on(ASSIGNMENT.EXECUTION_ID.eq(EXECUTION.ID))
            .where(EXECUTION.RUN_ID.in(runs))
            .and(Visible.in(facts.viewpoint(), EXECUTION.WORKSPACE_ID)),
        row -> {
          StepFact step = steps.get(new StepId(new RunId(row.getLong(2)), row.getInt(3)));
          if (step == null) {
            throw new IllegalStateException("Execution %d has no step".formatted(row.getLong(1)));
          }
          executions.add(execution(row, step, progress.get(row.getLong(1))));
        });
    return executions;
  }

  private ExecutionFact execution(ResultSet row, StepFact step, @Nullable Double progress)
      throws SQLException {
    Instant createdAt = instant(row, 10);
    if (createdAt == null) {
      throw new IllegalStateException("An execution of %s has no time".formatted(step.id()));
    }
    return rows.execution(
        new ExecutionRows.Columns(
            row.getLong(1),
            step,
            row.getInt(4),
            row.getLong(5),
            row.getString(6),
            row.getInt(7),
            number(row, 8),
            instant(row, 9),
            createdAt,
            instant(row, 11),
            progress,
            result(row),
            null));
  }

  private @Nullable ResultFact result(ResultSet row) throws SQLException {
    String kind = row.getString(12);
    Instant recordedAt = instant(row, 19);
    if (kind == null || recordedAt == null) {
      return null;
    }
    byte[] value = row.getBytes(14);
    return rows.result(
        kind,
        row.getString(13),
        value == null ? row.getBytes(15) : value,
        row.getString(16),
        number(row, 17),
        row.getString(18),
        recordedAt);
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private Map<Long, Rerun> reruns(List<ExecutionFact> executions) {
    Map<Long, Instant> forced = new HashMap<>();
    for (ExecutionFact execution : executions) {
      if (execution.cause() == Attempt.Cause.RERUN) {
        forced.put(execution.sequence(), execution.createdAt());
      }
    }
    Map<Long, Rerun> reruns = new HashMap<>();
    FactLoader.inParts(
        forced.keySet(),
        ids ->
            dsl.select(RERUN.EXECUTION_ID, RERUN.REQUESTED_BY, RERUN.REASON)
                .from(RERUN)
                .where(RERUN.EXECUTION_ID.in(ids))
                .forEach(row -> {
                  Instant at = forced.get(row.value1());
                  if (at != null) {
                    reruns.put(row.value1(), new Rerun(row.value2(), at, row.value3()));
                  }
                }));
    return reruns;
  }

  private void calls(List<Long> runs) {
    List<CallFact> calls = new ArrayList<>();
    forEach(
        dsl.select(
                CALL.CALLER_ID,
                CALL.CALLEE_ID,
                CALL.NUMBER,
                CALL.KIND,
                CALL.TIMES,
                CALL.GROUP_TITLE,
                CALL.MEMO_KEY,
                CALL.CALLED_AT,
                options == null ? DSL.inline(null, CALL.EXPLANATION) : CALL.EXPLANATION)
            .from(CALL)
            .where(CALL.RUN_ID.in(runs)),
        row -> {
          Instant calledAt = instant(row, 8);
          if (calledAt != null && facts.execution(row.getLong(1)) != null) {
            calls.add(
                new CallFact(
                    row.getLong(1),
                    row.getLong(2),
                    row.getInt(3),
                    FactLoader.kind(row.getString(4)),
                    row.getInt(5),
                    row.getString(6),
                    ExecutionRows.hex(row.getBytes(7)),
                    options == null ? null : options.read(row.getBytes(9)),
                    calledAt));
          }
        });
    calls.sort(BY_CALLER_AND_NUMBER);
    calls.forEach(facts::add);
  }
}

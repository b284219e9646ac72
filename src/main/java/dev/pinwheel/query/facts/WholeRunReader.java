package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Rerun;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Reads the steps, executions and calls of whole runs into {@link Facts}, in a handful of
 * statements. Other than {@link FactQueries} it reads columns by position without jOOQ records and
 * replaces joins by maps: a run of 10,000 steps loads in a third of the time. What executed outside
 * the chain is left out (W4): executions by the statement, calls because their callers are not
 * there. Not thread-safe.
 */
final class WholeRunReader {

  private static final Comparator<CallFact> BY_CALLER_AND_NUMBER =
      Comparator.comparingLong(CallFact::caller).thenComparingInt(CallFact::number);

  private final DSLContext dsl;
  private final Facts facts;
  private final ExecutionRows rows;
  private final boolean forPlan;
  private final CallOption.Reader options = new CallOption.Reader();

  /**
   * @param facts receives what is read; its viewpoint decides what is visible
   * @param forPlan with what only plans need, the options of calls and the hashes of arguments, and
   *     without what they do not, who asked for re-runs
   */
  WholeRunReader(DSLContext dsl, Facts facts, ExecutionRows rows, boolean forPlan) {
    this.dsl = dsl;
    this.facts = facts;
    this.rows = rows;
    this.forPlan = forPlan;
  }

  /**
   * Adds everything visible of the runs but the rows of {@code run} and {@code dependency}.
   *
   * @param runs ids of runs that were not removed; at most {@link FactLoader#IDS_PER_STATEMENT}
   * @throws IllegalStateException when an execution has no step, which no transaction leaves behind
   */
  void load(List<Long> runs) {
    Map<StepId, StepFact> steps = steps(runs);
    List<ExecutionFact> executions = executions(runs, steps, progress(runs));
    Map<Long, Rerun> reruns = forPlan ? Map.of() : reruns(executions);
    for (ExecutionFact execution : executions) {
      Rerun rerun = reruns.get(execution.sequence());
      facts.add(rerun == null ? execution : execution.with(rerun));
    }
    calls(runs);
  }

  private Map<StepId, StepFact> steps(List<Long> runs) {
    Map<StepId, StepFact> steps = new HashMap<>();
    ResultSetReader.forEach(
        dsl.select(
                STEP.RUN_ID,
                STEP.NUMBER,
                STEP.MODULE,
                STEP.TARGET,
                STEP.KIND,
                STEP.MEMO_KEY,
                STEP.OPTIONS,
                STEP.ARGUMENT_LINE,
                forPlan ? STEP.ARGUMENTS_HASH : DSL.inline(null, STEP.ARGUMENTS_HASH))
            .from(STEP)
            .where(STEP.RUN_ID.in(runs)),
        row -> {
          StepId id = new StepId(new RunId(row.getLong(1)), row.getInt(2));
          if (forPlan) {
            facts.addArguments(id, ByteBuffer.wrap(row.getBytes(9)));
          }
          steps.put(
              id,
              rows.step(
                  id,
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getBytes(6),
                  row.getBytes(7),
                  row.getString(8)));
        });
    return steps;
  }

  /** Of open executions that have reported any. */
  private Map<Long, Double> progress(List<Long> runs) {
    return dsl.select(OPEN_EXECUTION.EXECUTION_ID, OPEN_EXECUTION.PROGRESS)
        .from(OPEN_EXECUTION)
        .where(OPEN_EXECUTION.RUN_ID.in(runs))
        .and(OPEN_EXECUTION.PROGRESS.isNotNull())
        .fetchMap(OPEN_EXECUTION.EXECUTION_ID, OPEN_EXECUTION.PROGRESS);
  }

  /** An execution without how it ended. */
  private record Begun(
      long sequence,
      StepFact step,
      int attempt,
      long workspace,
      String cause,
      int seriesAttempt,
      @Nullable Long rerun,
      @Nullable Instant notBefore,
      Instant createdAt) {}

  private List<ExecutionFact> executions(
      List<Long> runs, Map<StepId, StepFact> steps, Map<Long, Double> progress) {
    List<Begun> begun = new ArrayList<>(steps.size());
    ResultSetReader.forEach(
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
                EXECUTION.CREATED_AT)
            .from(EXECUTION)
            .where(EXECUTION.RUN_ID.in(runs))
            .and(VisibilityCondition.in(facts.viewpoint(), EXECUTION.WORKSPACE_ID)),
        row -> begun.add(begun(row, steps)));
    ExecutionEnds ends =
        ExecutionEnds.load(dsl, rows, begun.stream().mapToLong(Begun::sequence).toArray());
    List<ExecutionFact> executions = new ArrayList<>(begun.size());
    for (Begun one : begun) {
      executions.add(execution(one, ends, progress.get(one.sequence)));
    }
    return executions;
  }

  private static Begun begun(ResultSet row, Map<StepId, StepFact> steps) throws SQLException {
    StepFact step = steps.get(new StepId(new RunId(row.getLong(2)), row.getInt(3)));
    Instant createdAt = ResultSetReader.instant(row, 10);
    if (step == null || createdAt == null) {
      throw new IllegalStateException(
          "Execution %d has no step, or no time".formatted(row.getLong(1)));
    }
    return new Begun(
        row.getLong(1),
        step,
        row.getInt(4),
        row.getLong(5),
        row.getString(6),
        row.getInt(7),
        ResultSetReader.number(row, 8),
        ResultSetReader.instant(row, 9),
        createdAt);
  }

  private ExecutionFact execution(Begun begun, ExecutionEnds ends, @Nullable Double progress) {
    return rows.execution(
        new ExecutionRows.Columns(
            begun.sequence,
            begun.step,
            begun.attempt,
            begun.workspace,
            begun.cause,
            begun.seriesAttempt,
            begun.rerun,
            begun.notBefore,
            begun.createdAt,
            ends.assignedAt(begun.sequence),
            progress,
            ends.result(begun.sequence),
            null));
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
    ResultSetReader.forEach(
        dsl.select(
                CALL.CALLER_ID,
                CALL.CALLEE_ID,
                CALL.NUMBER,
                CALL.KIND,
                CALL.TIMES,
                CALL.GROUP_TITLE,
                CALL.MEMO_KEY,
                CALL.ARGUMENT_LINE,
                CALL.CALLED_AT,
                forPlan ? CALL.EXPLANATION : DSL.inline(null, CALL.EXPLANATION))
            .from(CALL)
            .where(CALL.RUN_ID.in(runs)),
        row -> {
          Instant calledAt = ResultSetReader.instant(row, 9);
          if (calledAt != null && facts.execution(row.getLong(1)) != null) {
            calls.add(
                new CallFact(
                    row.getLong(1),
                    row.getLong(2),
                    row.getInt(3),
                    FactQueries.kind(row.getString(4)),
                    row.getInt(5),
                    row.getString(6),
                    ExecutionRows.hex(row.getBytes(7)),
                    row.getString(8),
                    forPlan ? options.read(row.getBytes(10)) : null,
                    calledAt));
          }
        });
    calls.sort(BY_CALLER_AND_NUMBER);
    calls.forEach(facts::add);
  }
}

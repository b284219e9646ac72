package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.json.OptionsJson;
import dev.pinwheel.store.json.StoredPlanJson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The tables {@code execution} and {@code rerun}. */
public final class ExecutionStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          EXECUTION,
          EXECUTION.ID,
          EXECUTION.RUN_ID,
          EXECUTION.STEP_NUMBER,
          EXECUTION.ATTEMPT,
          EXECUTION.WORKSPACE_ID,
          EXECUTION.CAUSE,
          EXECUTION.SERIES_ATTEMPT,
          EXECUTION.RERUN_ID,
          EXECUTION.CACHE_KEY,
          EXECUTION.MEMO_DEFAULT,
          EXECUTION.OPTIONS,
          EXECUTION.NOT_BEFORE,
          EXECUTION.CREATED_AT);

  private static final WriteStatement INSERT_RERUN =
      WriteStatement.insert(
          RERUN,
          RERUN.EXECUTION_ID,
          RERUN.REQUESTED_BY,
          RERUN.REASON,
          RERUN.REUSE_SUCCESSES,
          RERUN.ALSO_FORCE,
          RERUN.MEMO,
          RERUN.PLAN);

  private static final ReadStatement FIND_REF =
      new ReadStatement(
          List.of(EXECUTION),
          dsl ->
              dsl.select(EXECUTION.ID, EXECUTION.WORKSPACE_ID)
                  .from(EXECUTION)
                  .where(EXECUTION.RUN_ID.eq(parameter(EXECUTION.RUN_ID)))
                  .and(EXECUTION.STEP_NUMBER.eq(parameter(EXECUTION.STEP_NUMBER)))
                  .and(EXECUTION.ATTEMPT.eq(parameter(EXECUTION.ATTEMPT))));

  private static final ReadStatement FIND_ID =
      new ReadStatement(
          List.of(EXECUTION),
          dsl ->
              dsl.select(EXECUTION.RUN_ID, EXECUTION.STEP_NUMBER, EXECUTION.ATTEMPT)
                  .from(EXECUTION)
                  .where(EXECUTION.ID.eq(parameter(EXECUTION.ID))));

  public void insert(Tx tx, ExecutionRow execution) {
    tx.write(
        INSERT,
        execution.sequence(),
        execution.id().run().number(),
        execution.id().step().number(),
        execution.id().attempt(),
        execution.workspace().value(),
        execution.cause().word(),
        execution.seriesAttempt(),
        execution.rerun(),
        execution.cacheKey(),
        OptionsJson.writeMemo(execution.memoDefault()),
        execution.options() == null ? null : OptionsJson.write(execution.options()),
        execution.notBefore(),
        execution.createdAt());
  }

  /**
   * @param plan the plan recorded with it; null for none
   */
  public void insertRerun(Tx tx, RerunRow rerun, @Nullable PlanSummary plan) {
    tx.write(
        INSERT_RERUN,
        rerun.execution(),
        rerun.requestedBy(),
        rerun.reason(),
        rerun.reuseSuccesses(),
        rerun.alsoForce().isEmpty()
            ? null
            : rerun.alsoForce().stream()
                .map(StepId::toString)
                .sorted()
                .collect(Collectors.joining(" ")),
        OptionsJson.writeMemo(rerun.memo()),
        plan == null ? null : StoredPlanJson.write(plan));
  }

  /** All executions of a step, oldest first. */
  public List<ExecutionRow> listOfStep(Tx tx, StepId step) {
    return list(
        tx, EXECUTION.RUN_ID.eq(step.run().number()).and(EXECUTION.STEP_NUMBER.eq(step.number())));
  }

  public Optional<ExecutionRow> find(Tx tx, ExecutionId id) {
    return list(
            tx,
            EXECUTION
                .RUN_ID
                .eq(id.run().number())
                .and(EXECUTION.STEP_NUMBER.eq(id.step().number()))
                .and(EXECUTION.ATTEMPT.eq(id.attempt())))
        .stream()
        .findFirst();
  }

  /** One more than the highest attempt of the step, in whatever workspace (F1). */
  public int nextAttempt(Tx tx, StepId step) {
    Integer last =
        tx.dsl()
            .select(DSL.max(EXECUTION.ATTEMPT))
            .from(EXECUTION)
            .where(EXECUTION.RUN_ID.eq(step.run().number()))
            .and(EXECUTION.STEP_NUMBER.eq(step.number()))
            .fetchSingle()
            .value1();
    return last == null ? 1 : last + 1;
  }

  /** Whether anything of the run executed in a workspace of the chain. */
  public boolean isVisible(Tx tx, RunId run, WorkspaceChain chain) {
    DSLContext dsl = tx.dsl();
    return dsl.fetchExists(
        dsl.selectOne()
            .from(EXECUTION)
            .where(EXECUTION.RUN_ID.eq(run.number()))
            .and(EXECUTION.WORKSPACE_ID.in(chain.ids().stream().map(WorkspaceId::value).toList())));
  }

  /** An execution by its sequence number, with its workspace. */
  public record ExecutionRef(long sequence, WorkspaceId workspace) {}

  /** Empty when there is no such execution. */
  public Optional<ExecutionRef> findRef(Tx tx, ExecutionId id) {
    return tx.fetch(FIND_REF, id.run().number(), id.step().number(), id.attempt()).stream()
        .findFirst()
        .map(row ->
            new ExecutionRef(
                row.get(EXECUTION.ID), new WorkspaceId(row.get(EXECUTION.WORKSPACE_ID))));
  }

  /** The executions with these sequence numbers, oldest first. */
  public List<ExecutionRow> list(Tx tx, Set<Long> sequences) {
    return list(tx, EXECUTION.ID.in(sequences));
  }

  /** Executions without a result, oldest first. */
  public List<ExecutionRow> listOpen(Tx tx) {
    return list(tx, EXECUTION.ID.in(DSL.select(OPEN_EXECUTION.EXECUTION_ID).from(OPEN_EXECUTION)));
  }

  /** The id people see of the execution with this sequence number. */
  public ExecutionId getId(Tx tx, long sequence) {
    return toId(tx.fetch(FIND_ID, sequence).getFirst());
  }

  private static List<ExecutionRow> list(Tx tx, Condition condition) {
    return tx.dsl()
        .selectFrom(EXECUTION)
        .where(condition)
        .orderBy(EXECUTION.ID)
        .fetch(row ->
            new ExecutionRow(
                row.getId(),
                toId(row),
                new WorkspaceId(row.getWorkspaceId()),
                ExecutionCause.ofWord(row.getCause()),
                row.getSeriesAttempt(),
                row.getRerunId(),
                row.getCacheKey(),
                OptionsJson.readMemo(row.getMemoDefault()),
                row.getOptions() == null ? null : OptionsJson.read(row.getOptions()),
                row.getNotBefore(),
                row.getCreatedAt()));
  }

  /** What was asked for with these re-runs. */
  public List<RerunRow> listReruns(Tx tx, Set<Long> executions) {
    return tx.dsl()
        .selectFrom(RERUN)
        .where(RERUN.EXECUTION_ID.in(executions))
        .fetch(row ->
            new RerunRow(
                row.getExecutionId(),
                row.getRequestedBy(),
                row.getReason(),
                row.getReuseSuccesses(),
                toSteps(row.getAlsoForce()),
                OptionsJson.readMemo(row.getMemo())));
  }

  private static Set<StepId> toSteps(@Nullable String text) {
    return text == null
        ? Set.of()
        : Arrays.stream(text.split(" "))
            .flatMap(step -> StepId.parse(step).stream())
            .collect(Collectors.toSet());
  }

  private static ExecutionId toId(Record row) {
    return new ExecutionId(
        new StepId(new RunId(row.get(EXECUTION.RUN_ID)), row.get(EXECUTION.STEP_NUMBER)),
        row.get(EXECUTION.ATTEMPT));
  }
}

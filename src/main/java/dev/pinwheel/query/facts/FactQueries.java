package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.StepStore;
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * The statements that read facts, one for each table: {@code run}, {@code call}, {@code dependency}
 * and {@code execution} with what is joined to it. Each adds what it reads to the {@link Facts} and
 * leaves out what executed outside the chain (W4), except {@link #addHiddenCallees}. They take
 * conditions, so that {@link FactLoader} and its parts decide what is loaded; lists of ids must be
 * split by the caller. Reads only, in the transaction of the context; not thread-safe.
 */
public final class FactQueries {

  private final DSLContext dsl;
  private final Facts facts;
  private final ExecutionRows rows;

  /**
   * @param facts receives what is read; its viewpoint decides what is visible
   */
  FactQueries(DSLContext dsl, Facts facts, ExecutionRows rows) {
    this.dsl = dsl;
    this.facts = facts;
    this.rows = rows;
  }

  /**
   * Adds the runs with these ids. The rows of runs are not restricted to the chain: a run is shown
   * only where one of its executions is visible.
   */
  void addRuns(List<Long> ids) {
    dsl.select(
            RUN.ID,
            RUN.WORKSPACE_ID,
            RUN.MODULE,
            RUN.TARGET,
            RUN.SPAWNED_BY_ID,
            RUN.SUBMITTED_AT,
            RUN.SUBMITTED_BY)
        .from(RUN)
        .where(RUN.ID.in(ids))
        .forEach(row ->
            facts.add(
                new RunFact(
                    new RunId(row.value1()),
                    new WorkspaceId(row.value2()),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    row.value7())));
  }

  /**
   * Adds the calls of visible executions, by caller and number, without their memo options.
   *
   * @param condition on {@code call} and on {@code execution}, which is the caller
   */
  void addCalls(Condition condition) {
    dsl.select(
            CALL.CALLER_ID,
            CALL.CALLEE_ID,
            CALL.NUMBER,
            CALL.KIND,
            CALL.TIMES,
            CALL.GROUP_TITLE,
            CALL.MEMO_KEY,
            CALL.ARGUMENT_LINE,
            CALL.CALLED_AT)
        .from(CALL)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(CALL.CALLER_ID))
        .where(condition)
        .and(isVisible(EXECUTION.WORKSPACE_ID))
        .orderBy(CALL.CALLER_ID, CALL.NUMBER)
        .forEach(row ->
            facts.add(
                new CallFact(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    kind(row.value4()),
                    row.value5(),
                    row.value6(),
                    ExecutionRows.hex(row.value7()),
                    row.value8(),
                    null,
                    row.value9())));
  }

  /** The kind with this word of the column {@code call.kind}. */
  public static CallKind kind(String word) {
    return CallKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /**
   * Adds what visible executions waited for or got as handles in their arguments.
   *
   * @param condition on {@code dependency} and on {@code execution}, which is the one that depends
   */
  void addDependencies(Condition condition) {
    dsl.select(
            DEPENDENCY.EXECUTION_ID,
            DEPENDENCY.DEPENDENCY_ID,
            DEPENDENCY.KIND,
            DEPENDENCY.WAITED_AT)
        .from(DEPENDENCY)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(DEPENDENCY.EXECUTION_ID))
        .where(condition)
        .and(isVisible(EXECUTION.WORKSPACE_ID))
        .orderBy(DEPENDENCY.EXECUTION_ID, DEPENDENCY.DEPENDENCY_ID)
        .forEach(row ->
            facts.add(
                new DependencyFact(
                    row.value1(), row.value2(), row.value3().equals("handed"), row.value4())));
  }

  /**
   * Adds visible executions in no particular order, with their step, assignment, progress, result
   * and re-run.
   *
   * @param condition on {@code execution}, {@code step} and the tables joined to them
   */
  void addExecutions(Condition condition) {
    dsl.select(ExecutionRows.FIELDS)
        .from(EXECUTION)
        .join(STEP)
        .on(StepStore.isStepOf(EXECUTION))
        .leftJoin(RESULT)
        .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
        .leftJoin(ASSIGNMENT)
        .on(ASSIGNMENT.EXECUTION_ID.eq(EXECUTION.ID))
        .leftJoin(OPEN_EXECUTION)
        .on(OPEN_EXECUTION.EXECUTION_ID.eq(EXECUTION.ID))
        .leftJoin(RERUN)
        .on(RERUN.EXECUTION_ID.eq(EXECUTION.ID))
        .where(condition)
        .and(isVisible(EXECUTION.WORKSPACE_ID))
        .forEach(row -> facts.add(rows.read(row)));
  }

  /**
   * Adds the steps of executions that visible calls refer to and that are not visible themselves:
   * the one statement that reads outside the chain. It says for which step to look from here, and
   * nothing of it is shown.
   *
   * @param callees sequence numbers; visible ones are left out
   */
  void addHiddenCallees(List<Long> callees) {
    dsl.select(EXECUTION.ID, EXECUTION.RUN_ID, EXECUTION.STEP_NUMBER, STEP.MEMO_KEY)
        .from(EXECUTION)
        .join(STEP)
        .on(StepStore.isStepOf(EXECUTION))
        .where(EXECUTION.ID.in(callees))
        .andNot(isVisible(EXECUTION.WORKSPACE_ID))
        .forEach(row ->
            facts.add(
                row.value1(),
                new HiddenCallee(
                    new StepId(new RunId(row.value2()), row.value3()),
                    ExecutionRows.hex(row.value4()))));
  }

  /** Whether that workspace is in the chain (W4). */
  Condition isVisible(Field<Long> workspace) {
    return VisibilityCondition.in(facts.viewpoint(), workspace);
  }
}

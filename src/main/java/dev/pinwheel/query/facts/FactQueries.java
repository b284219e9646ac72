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
import java.util.List;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * One statement for each kind of fact; what it reads is added to the facts. Every statement leaves
 * out what executed outside the chain (W4).
 */
public final class FactQueries {

  private final DSLContext dsl;
  private final Facts facts;
  private final ExecutionRows rows;

  FactQueries(DSLContext dsl, Facts facts, ExecutionRows rows) {
    this.dsl = dsl;
    this.facts = facts;
    this.rows = rows;
  }

  /** The runs with these ids. */
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

  /** The calls, by caller in their order. */
  void addCalls(Condition condition) {
    dsl.select(
            CALL.CALLER_ID,
            CALL.CALLEE_ID,
            CALL.NUMBER,
            CALL.KIND,
            CALL.TIMES,
            CALL.GROUP_TITLE,
            CALL.MEMO_KEY,
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
                    row.value8())));
  }

  public static CallKind kind(String word) {
    return CallKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** What executions wait for or were handed. */
  void addDependencies(Condition condition) {
    dsl.select(DEPENDENCY.EXECUTION_ID, DEPENDENCY.DEPENDENCY_ID, DEPENDENCY.KIND)
        .from(DEPENDENCY)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(DEPENDENCY.EXECUTION_ID))
        .where(condition)
        .and(isVisible(EXECUTION.WORKSPACE_ID))
        .orderBy(DEPENDENCY.EXECUTION_ID, DEPENDENCY.DEPENDENCY_ID)
        .forEach(row ->
            facts.add(
                new DependencyFact(row.value1(), row.value2(), row.value3().equals("handed"))));
  }

  /** The executions, with their steps and how they ended. */
  void addExecutions(Condition condition) {
    dsl.select(ExecutionRows.FIELDS)
        .from(EXECUTION)
        .join(STEP)
        .on(STEP.RUN_ID.eq(EXECUTION.RUN_ID))
        .and(STEP.NUMBER.eq(EXECUTION.STEP_NUMBER))
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
   * The steps of executions that visible calls refer to: the one statement that reads what is not
   * visible. It tells which step to look for from here, and nothing that is shown.
   */
  void addHiddenCallees(List<Long> callees) {
    dsl.select(EXECUTION.ID, EXECUTION.RUN_ID, EXECUTION.STEP_NUMBER, STEP.MEMO_KEY)
        .from(EXECUTION)
        .join(STEP)
        .on(STEP.RUN_ID.eq(EXECUTION.RUN_ID))
        .and(STEP.NUMBER.eq(EXECUTION.STEP_NUMBER))
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

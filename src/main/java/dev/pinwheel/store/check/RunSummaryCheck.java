package dev.pinwheel.store.check;

import static dev.pinwheel.store.RemovalConditions.notRemoved;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static org.jooq.impl.DSL.selectOne;

import dev.pinwheel.model.ResultKind;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Whether the counts of {@code run_summary} are those of executions and calls. */
final class RunSummaryCheck {

  private final Contradictions contradictions;

  RunSummaryCheck(Contradictions contradictions) {
    this.contradictions = contradictions;
  }

  void executionCounts() {
    Field<Integer> executions = DSL.count();
    Field<Integer> open = DSL.count(OPEN_EXECUTION.EXECUTION_ID);
    Field<Integer> well = countOf(kind -> !kind.staysInStep() && !isFailure(kind));
    Field<Integer> badly = countOf(RunSummaryCheck::isFailure);
    Field<Integer> cancelled = countOf(kind -> kind == ResultKind.CANCELLED);
    var counted =
        DSL.select(
                EXECUTION.RUN_ID,
                EXECUTION.WORKSPACE_ID,
                executions.as("executions"),
                open.as("open"),
                well.as("well"),
                badly.as("badly"),
                cancelled.as("cancelled"))
            .from(EXECUTION)
            .leftJoin(OPEN_EXECUTION)
            .on(OPEN_EXECUTION.EXECUTION_ID.eq(EXECUTION.ID))
            .leftJoin(RESULT)
            .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
            .where(notRemoved(EXECUTION.RUN_ID))
            .groupBy(EXECUTION.RUN_ID, EXECUTION.WORKSPACE_ID)
            .asTable("counted");
    contradictions.add(
        "runs have other numbers of executions than 'run_summary' says",
        selectOne()
            .from(counted)
            .leftJoin(RUN_SUMMARY)
            .on(RUN_SUMMARY.RUN_ID.eq(counted.field(EXECUTION.RUN_ID)))
            .and(RUN_SUMMARY.WORKSPACE_ID.eq(counted.field(EXECUTION.WORKSPACE_ID)))
            .where(differs(RUN_SUMMARY.EXECUTIONS, counted, "executions"))
            .or(differs(RUN_SUMMARY.OPEN_EXECUTIONS, counted, "open"))
            .or(differs(RUN_SUMMARY.ENDED_WELL, counted, "well"))
            .or(differs(RUN_SUMMARY.ENDED_BADLY, counted, "badly"))
            .or(differs(RUN_SUMMARY.CANCELLED, counted, "cancelled")));
  }

  void callCounts() {
    Field<Integer> reused = DSL.when(CALL.KIND.eq("reused"), CALL.TIMES).otherwise(0);
    var counted =
        DSL.select(
                EXECUTION.RUN_ID,
                EXECUTION.WORKSPACE_ID,
                DSL.sum(CALL.TIMES).cast(Integer.class).as("calls"),
                DSL.sum(reused).cast(Integer.class).as("reused"))
            .from(CALL)
            .join(EXECUTION)
            .on(EXECUTION.ID.eq(CALL.CALLER_ID))
            .groupBy(EXECUTION.RUN_ID, EXECUTION.WORKSPACE_ID)
            .asTable("counted");
    contradictions.add(
        "runs have other numbers of calls than 'run_summary' says",
        selectOne()
            .from(RUN_SUMMARY)
            .leftJoin(counted)
            .on(RUN_SUMMARY.RUN_ID.eq(counted.field(EXECUTION.RUN_ID)))
            .and(RUN_SUMMARY.WORKSPACE_ID.eq(counted.field(EXECUTION.WORKSPACE_ID)))
            .where(RUN_SUMMARY.CALLS.ne(orZero(counted, "calls")))
            .or(RUN_SUMMARY.REUSED_CALLS.ne(orZero(counted, "reused"))));
  }

  private static boolean isFailure(ResultKind kind) {
    return !kind.isForwarding() && kind != ResultKind.VALUE;
  }

  private static Field<Integer> orZero(Table<?> counted, String column) {
    return DSL.coalesce(counted.field(column, Integer.class), DSL.inline(0));
  }

  private static Field<Integer> countOf(Predicate<ResultKind> which) {
    return DSL.count(DSL.when(RESULT.KIND.in(DerivedRowsCheck.words(which)), 1));
  }

  private static Condition differs(Field<Integer> kept, Table<?> counted, String column) {
    return kept.isDistinctFrom(counted.field(column, Integer.class));
  }
}

package dev.pinwheel.query.plan;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.StepStore;
import dev.pinwheel.store.jooq.tables.Execution;
import dev.pinwheel.store.json.StoredPlanJson;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was predicted for a re-run, and counts what happened in it, as seen from the
 * viewpoint.
 */
final class PlanComparisons {

  private static final Execution CALLEE = EXECUTION.as("callee");

  private static final List<String> WITHIN_STEP =
      Arrays.stream(ResultKind.values())
          .filter(ResultKind::staysInStep)
          .map(ResultKind::word)
          .toList();

  private record Target(String module, String name) {}

  private record Counts(int ran, int reused) {
    Counts plus(Counts other) {
      return new Counts(ran + other.ran, reused + other.reused);
    }
  }

  private final DSLContext dsl;
  private final Viewpoint viewpoint;

  PlanComparisons(DSLContext dsl, Viewpoint viewpoint) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
  }

  /** Empty when the attempt is not visible, or does not belong to a planned re-run of its step. */
  Optional<PlanComparison> find(ExecutionId attempt) {
    Execution forced = EXECUTION.as("forced");
    return dsl.select(RERUN.EXECUTION_ID, forced.ATTEMPT, RERUN.PLAN)
        .from(EXECUTION)
        .join(RERUN)
        .on(RERUN.EXECUTION_ID.eq(EXECUTION.RERUN_ID))
        .join(forced)
        .on(forced.ID.eq(RERUN.EXECUTION_ID))
        .where(EXECUTION.RUN_ID.eq(attempt.run().number()))
        .and(EXECUTION.STEP_NUMBER.eq(attempt.step().number()))
        .and(EXECUTION.ATTEMPT.eq(attempt.attempt()))
        .and(forced.RUN_ID.eq(EXECUTION.RUN_ID))
        .and(forced.STEP_NUMBER.eq(EXECUTION.STEP_NUMBER))
        .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
        .and(RERUN.PLAN.isNotNull())
        .fetchOptional(row ->
            compare(
                new Rerunning(attempt.step(), row.value1()),
                new ExecutionId(attempt.step(), row.value2()),
                StoredPlanJson.read(row.value3())));
  }

  private record Rerunning(StepId step, long sequence) {}

  private PlanComparison compare(Rerunning rerun, ExecutionId forced, PlanSummary planned) {
    Map<Target, Counts> happened = new LinkedHashMap<>();
    countSteps(rerun, happened);
    countReuses(rerun, happened);
    Map<Target, PlanComparison.OfTarget> targets = new LinkedHashMap<>();
    for (PlanSummary.OfTarget target : planned.targets()) {
      Target key = new Target(target.module(), target.target());
      Counts counts = happened.getOrDefault(key, new Counts(0, 0));
      targets.put(key, new PlanComparison.OfTarget(target, counts.ran, counts.reused));
    }
    happened.forEach((key, counts) ->
        targets.putIfAbsent(
            key,
            new PlanComparison.OfTarget(
                new PlanSummary.OfTarget(key.module, key.name, 0, 0, 0),
                counts.ran,
                counts.reused)));
    return new PlanComparison(
        forced,
        planned,
        !isOpen(rerun),
        happened.values().stream().mapToInt(Counts::ran).sum(),
        happened.values().stream().mapToInt(Counts::reused).sum(),
        List.copyOf(targets.values()));
  }

  private Condition isOf(Rerunning rerun) {
    return EXECUTION
        .RUN_ID
        .eq(rerun.step().run().number())
        .and(EXECUTION.RERUN_ID.eq(rerun.sequence()))
        .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID));
  }

  /** What executed, and what the cache answered instead. */
  private void countSteps(Rerunning rerun, Map<Target, Counts> happened) {
    Field<Boolean> cached =
        DSL.field(
            RESULT.KIND.isNotNull().and(RESULT.KIND.eq(DSL.inline(ResultKind.CACHED.word()))));
    dsl.select(STEP.MODULE, STEP.TARGET, cached, DSL.countDistinct(EXECUTION.STEP_NUMBER))
        .from(EXECUTION)
        .join(STEP)
        .on(StepStore.isStepOf(EXECUTION))
        .leftJoin(RESULT)
        .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
        .where(isOf(rerun))
        .groupBy(STEP.MODULE, STEP.TARGET, cached)
        .forEach(row -> {
          int steps = row.value4();
          happened.merge(
              new Target(row.value1(), row.value2()),
              row.value3() ? new Counts(0, steps) : new Counts(steps, 0),
              Counts::plus);
        });
  }

  /** Calls of attempts that were retried are made again by the retry, and are not counted twice. */
  private void countReuses(Rerunning rerun, Map<Target, Counts> happened) {
    dsl.select(STEP.MODULE, STEP.TARGET, DSL.sum(CALL.TIMES))
        .from(CALL)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(CALL.CALLER_ID))
        .join(CALLEE)
        .on(CALLEE.ID.eq(CALL.CALLEE_ID))
        .join(STEP)
        .on(StepStore.isStepOf(CALLEE))
        .leftJoin(RESULT)
        .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
        .where(CALL.RUN_ID.eq(rerun.step().run().number()))
        .and(CALL.KIND.eq("reused"))
        .and(isOf(rerun))
        .and(VisibilityCondition.in(viewpoint, CALLEE.WORKSPACE_ID))
        .and(RESULT.KIND.isNull().or(RESULT.KIND.notIn(WITHIN_STEP)))
        .groupBy(STEP.MODULE, STEP.TARGET)
        .forEach(row -> {
          int reused = number(row.value3());
          happened.merge(
              new Target(row.value1(), row.value2()), new Counts(0, reused), Counts::plus);
        });
  }

  private static int number(@Nullable BigDecimal sum) {
    return sum == null ? 0 : sum.intValueExact();
  }

  private boolean isOpen(Rerunning rerun) {
    return dsl.fetchExists(
        DSL.selectOne()
            .from(OPEN_EXECUTION)
            .join(EXECUTION)
            .on(EXECUTION.ID.eq(OPEN_EXECUTION.EXECUTION_ID))
            .where(OPEN_EXECUTION.RUN_ID.eq(rerun.step().run().number()))
            .and(isOf(rerun)));
  }
}

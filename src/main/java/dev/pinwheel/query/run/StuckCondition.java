package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.Viewpoint;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Which queued executions nobody could start now, as a condition on {@code QUEUE}: the workspace is
 * paused, or no worker that is there has the target (D1).
 */
final class StuckCondition {

  /** Stands for all targets of a module when all workers declare the same. */
  private static final String ANY_TARGET = "";

  private final DSLContext dsl;
  private final WorkerSnapshot workers;

  private StuckCondition(DSLContext dsl) {
    this.dsl = dsl;
    this.workers = WorkerSnapshot.load(dsl);
  }

  static Condition of(DSLContext dsl, Viewpoint viewpoint) {
    StuckCondition condition = new StuckCondition(dsl);
    List<Condition> stuck = new ArrayList<>();
    dsl.selectDistinct(QUEUE.WORKSPACE_ID, QUEUE.MODULE)
        .from(QUEUE)
        .where(VisibilityCondition.in(viewpoint, QUEUE.WORKSPACE_ID))
        .forEach(row ->
            viewpoint
                .find(new WorkspaceId(row.value1()))
                .ifPresent(place -> stuck.addAll(condition.stuck(place, row.value2()))));
    return DSL.or(stuck);
  }

  private List<Condition> stuck(Workspace place, String module) {
    Condition here = QUEUE.WORKSPACE_ID.eq(place.id().value()).and(QUEUE.MODULE.eq(module));
    if (!workers.differ(place, module)) {
      return isStuck(place, module, ANY_TARGET)
          ? List.of(here.andNot(isTakenByLeaving(place, module, ANY_TARGET)))
          : List.of();
    }
    return dsl
        .selectDistinct(STEP.TARGET)
        .from(QUEUE)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(QUEUE.EXECUTION_ID))
        .join(STEP)
        .on(STEP.RUN_ID.eq(EXECUTION.RUN_ID))
        .and(STEP.NUMBER.eq(EXECUTION.STEP_NUMBER))
        .where(here)
        .fetch(STEP.TARGET)
        .stream()
        .filter(target -> isStuck(place, module, target))
        .map(target -> here.and(isOfTarget(target)).andNot(isTakenByLeaving(place, module, target)))
        .toList();
  }

  private boolean isStuck(Workspace place, String module, String target) {
    return !workers.canRunNow(place, module, target);
  }

  private Condition isTakenByLeaving(Workspace place, String module, String target) {
    return QUEUE.EXECUTION_ID.in(workers.takenByLeaving(place, module, target));
  }

  private static Condition isOfTarget(String target) {
    return DSL.exists(
        DSL.selectOne()
            .from(EXECUTION)
            .join(STEP)
            .on(STEP.RUN_ID.eq(EXECUTION.RUN_ID))
            .and(STEP.NUMBER.eq(EXECUTION.STEP_NUMBER))
            .where(EXECUTION.ID.eq(QUEUE.EXECUTION_ID))
            .and(STEP.TARGET.eq(target)));
  }
}

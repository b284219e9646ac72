package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * To which executions the arguments of steps hold handles, by sequence numbers. Few steps have any.
 *
 * @param ofSteps steps without handles are not there
 */
record HandedHandles(Map<StepId, Set<Long>> ofSteps) {

  static HandedHandles load(DSLContext dsl, Collection<RunId> runs) {
    Map<StepId, Set<Long>> handles = new HashMap<>();
    dsl.select(EXECUTION.RUN_ID, EXECUTION.STEP_NUMBER, DEPENDENCY.DEPENDENCY_ID)
        .from(DEPENDENCY)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(DEPENDENCY.EXECUTION_ID))
        .where(DEPENDENCY.RUN_ID.in(runs.stream().map(RunId::number).toList()))
        .and(DEPENDENCY.KIND.eq("handed"))
        .forEach(row ->
            handles
                .computeIfAbsent(
                    new StepId(new RunId(row.value1()), row.value2()), step -> new HashSet<>(1))
                .add(row.value3()));
    return new HandedHandles(handles);
  }

  boolean isEmpty() {
    return ofSteps.isEmpty();
  }

  Set<Long> of(StepId step) {
    return ofSteps.getOrDefault(step, Set.of());
  }
}

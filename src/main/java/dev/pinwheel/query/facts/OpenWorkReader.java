package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.RUN;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Reads what the open executions of runs do, without loading them (W7). */
public final class OpenWorkReader {

  private final Viewpoint viewpoint;
  private final Instant now;

  public OpenWorkReader(Viewpoint viewpoint, Instant now) {
    this.viewpoint = viewpoint;
    this.now = now;
  }

  /** By run; runs without visible open executions are left out. One statement. */
  public Map<RunId, OpenWork> read(DSLContext dsl, Collection<RunId> runs) {
    Map<RunId, OpenWork> work = new HashMap<>();
    if (runs.isEmpty()) {
      return work;
    }
    List<Long> ids = runs.stream().map(RunId::number).toList();
    Field<Boolean> computes = DSL.field(computes(RUN.ID));
    Field<Boolean> due = DSL.field(isDue(RUN.ID));
    Field<Instant> earliest = earliest(RUN.ID);
    dsl.select(RUN.ID, computes, due, earliest)
        .from(RUN)
        .where(RUN.ID.in(ids))
        .and(isOpen(RUN.ID))
        .forEach(row ->
            work.put(
                new RunId(row.value1()),
                new OpenWork(true, row.value2(), row.value3(), row.value4())));
    return work;
  }

  /** Anything visible of the run is open. */
  public Condition isOpen(Field<Long> run) {
    return DSL.exists(DSL.selectOne().from(OPEN_EXECUTION).where(isVisibleOf(run)));
  }

  /** A visible open execution of the run computes. */
  public Condition computes(Field<Long> run) {
    return DSL.exists(
        DSL.selectOne()
            .from(OPEN_EXECUTION)
            .where(isVisibleOf(run))
            .and(OpenExecutionConditions.isAssigned())
            .and(OpenExecutionConditions.isBlocked(OPEN_EXECUTION.EXECUTION_ID).not()));
  }

  /** A visible open execution of the run waits for a worker, although its time has come. */
  public Condition isDue(Field<Long> run) {
    return DSL.exists(queued(run).and(OpenExecutionConditions.isDue(now)));
  }

  /** A visible open execution of the run is scheduled. */
  public Condition isScheduled(Field<Long> run) {
    return DSL.exists(queued(run).and(OpenExecutionConditions.isDue(now).not()));
  }

  private Field<Instant> earliest(Field<Long> run) {
    return DSL.field(
        DSL.select(DSL.min(QUEUE.NOT_BEFORE))
            .from(QUEUE)
            .join(OPEN_EXECUTION)
            .on(OPEN_EXECUTION.EXECUTION_ID.eq(QUEUE.EXECUTION_ID))
            .where(isVisibleOf(run))
            .and(QUEUE.NOT_BEFORE.gt(now)));
  }

  private org.jooq.SelectConditionStep<?> queued(Field<Long> run) {
    return DSL.selectOne()
        .from(OPEN_EXECUTION)
        .join(QUEUE)
        .on(QUEUE.EXECUTION_ID.eq(OPEN_EXECUTION.EXECUTION_ID))
        .where(isVisibleOf(run));
  }

  private Condition isVisibleOf(Field<Long> run) {
    return OPEN_EXECUTION
        .RUN_ID
        .eq(run)
        .and(VisibilityCondition.in(viewpoint, OPEN_EXECUTION.WORKSPACE_ID));
  }
}

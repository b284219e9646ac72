package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN;

import dev.pinwheel.query.facts.CurrentAttemptField;
import dev.pinwheel.query.facts.OpenExecutionConditions;
import dev.pinwheel.query.facts.OpenWorkReader;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Which runs are in a state, as seen from a viewpoint (W7), as a condition on {@code RUN}. */
final class RunStateCondition {

  private final DSLContext dsl;
  private final Viewpoint viewpoint;
  private final Instant now;
  private final OpenWorkReader work;

  RunStateCondition(DSLContext dsl, Viewpoint viewpoint, Instant now) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
    this.now = now;
    this.work = new OpenWorkReader(viewpoint, now);
  }

  /** How the outcome of the current attempt ended; null while it is open. */
  private Field<String> outcome() {
    var own = RESULT.as("own_result");
    var end = RESULT.as("end_result");
    return DSL.field(
        DSL.select(
                DSL.case_()
                    .when(own.KIND.in("cached", "deferred", "spawned"), end.KIND)
                    .otherwise(own.KIND))
            .from(own)
            .leftJoin(OUTCOME)
            .on(OUTCOME.EXECUTION_ID.eq(own.EXECUTION_ID))
            .leftJoin(end)
            .on(end.EXECUTION_ID.eq(OUTCOME.END_ID))
            .where(own.EXECUTION_ID.eq(CurrentAttemptField.ofFirstStep(viewpoint))));
  }

  /** In one of the states, as {@code StateRule#ofRun} says it. */
  Condition isIn(Set<State> states) {
    List<Condition> any = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    Set<State> open = EnumSet.noneOf(State.class);
    for (State state : states) {
      switch (state) {
        case DONE -> kinds.add("value");
        case FAILED -> kinds.add("failed");
        case TIMED_OUT -> kinds.add("timedOut");
        case ABANDONED -> kinds.add("abandoned");
        case CANCELLED -> kinds.addAll(List.of("cancelled", "superseded"));
        case SUSPENDED -> kinds.add("suspended");
        case PART -> any.add(CurrentAttemptField.ofFirstStep(viewpoint).isNull());
        case RUNNING, BLOCKED -> open.add(State.RUNNING);
        case WAITING, QUEUED, SCHEDULED -> open.add(state);
      }
    }
    if (!kinds.isEmpty()) {
      any.add(outcome().in(kinds).andNot(work.isOpen(RUN.ID)));
    }
    if (!open.isEmpty()) {
      any.add(
          CurrentAttemptField.ofFirstStep(viewpoint)
              .isNotNull()
              .and(outcome().isNull().or(work.isOpen(RUN.ID)))
              .and(does(open)));
    }
    return DSL.or(any);
  }

  /** What the run does that is not over. */
  private Condition does(Set<State> open) {
    Condition computes = work.computes(RUN.ID);
    Condition due = work.isDue(RUN.ID);
    Condition scheduled = work.isScheduled(RUN.ID);
    List<Condition> any = new ArrayList<>();
    if (open.contains(State.RUNNING)) {
      any.add(computes.or(due.or(scheduled).not()));
    }
    if (open.contains(State.SCHEDULED)) {
      any.add(DSL.not(computes).andNot(due).and(scheduled));
    }
    if (open.contains(State.QUEUED) && open.contains(State.WAITING)) {
      any.add(DSL.not(computes).and(due));
    } else if (open.contains(State.QUEUED)) {
      any.add(DSL.not(computes).and(firstWaitsForASlot()));
    } else if (open.contains(State.WAITING)) {
      any.add(DSL.not(computes).and(due).andNot(firstWaitsForASlot()));
    }
    return DSL.or(any);
  }

  /** Step 1 itself is due, and a worker that is there will take it. */
  private Condition firstWaitsForASlot() {
    return DSL.exists(
        DSL.selectOne()
            .from(QUEUE)
            .where(QUEUE.EXECUTION_ID.eq(CurrentAttemptField.ofFirstStep(viewpoint)))
            .and(OpenExecutionConditions.isDue(now))
            .andNot(StuckCondition.of(dsl, viewpoint)));
  }
}

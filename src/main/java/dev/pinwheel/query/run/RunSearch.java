package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.facts.OpenExecutionConditions;
import dev.pinwheel.query.facts.StoredText;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Finds the runs that fit a filter, by what is visible from a viewpoint (V2, W4). */
final class RunSearch {

  /** A part of an id is looked for in so many of the newest visible runs. */
  private static final int IDS_SEARCHED = 20_000;

  private static final int IDS_FOUND = 500;

  private static final Set<State> WITHOUT_WORKER =
      EnumSet.of(State.WAITING, State.SCHEDULED, State.QUEUED);

  private final DSLContext dsl;
  private final Viewpoint viewpoint;
  private final RunFilter filter;
  private final Instant now;
  private final Field<Instant> activity = DSL.max(RUN_SUMMARY.LAST_ACTIVITY_AT);

  RunSearch(DSLContext dsl, Viewpoint viewpoint, RunFilter filter, Instant now) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
    this.filter = filter;
    this.now = now;
  }

  List<RunId> page(int offset, int limit) {
    return dsl.select(RUN_SUMMARY.RUN_ID)
        .from(RUN_SUMMARY)
        .join(RUN)
        .on(RUN.ID.eq(RUN_SUMMARY.RUN_ID))
        .where(fits())
        .groupBy(RUN_SUMMARY.RUN_ID)
        .orderBy(activity.desc(), RUN_SUMMARY.RUN_ID.desc())
        .limit(limit)
        .offset(offset)
        .fetch(row -> new RunId(row.value1()));
  }

  List<RunId> listAfter(RunList.@Nullable ListPosition after, int limit) {
    return dsl.select(RUN_SUMMARY.RUN_ID)
        .from(RUN_SUMMARY)
        .join(RUN)
        .on(RUN.ID.eq(RUN_SUMMARY.RUN_ID))
        .where(fits())
        .groupBy(RUN_SUMMARY.RUN_ID)
        .having(after == null ? DSL.noCondition() : isAfter(after))
        .orderBy(activity.desc(), RUN_SUMMARY.RUN_ID.desc())
        .limit(limit)
        .fetch(row -> new RunId(row.value1()));
  }

  private Condition isAfter(RunList.ListPosition position) {
    return activity
        .lt(position.lastActivityAt())
        .or(
            activity
                .eq(position.lastActivityAt())
                .and(RUN_SUMMARY.RUN_ID.lt(position.run().number())));
  }

  int count() {
    return count(fits());
  }

  int countActiveAfter(Instant moment) {
    return count(fits().and(RUN_SUMMARY.LAST_ACTIVITY_AT.gt(moment)));
  }

  private int count(Condition condition) {
    return dsl.select(DSL.countDistinct(RUN_SUMMARY.RUN_ID))
        .from(RUN_SUMMARY)
        .join(RUN)
        .on(RUN.ID.eq(RUN_SUMMARY.RUN_ID))
        .where(condition)
        .fetchSingle()
        .value1();
  }

  private Condition fits() {
    List<Condition> all = new ArrayList<>();
    all.add(VisibilityCondition.in(viewpoint, RUN_SUMMARY.WORKSPACE_ID));
    if (!filter.includeBases()) {
      all.add(touchesOwnWorkspace());
    }
    if (filter.activeSince() != null) {
      all.add(RUN_SUMMARY.LAST_ACTIVITY_AT.ge(filter.activeSince()));
    }
    if (filter.module() != null) {
      all.add(RUN.MODULE.eq(filter.module()));
    }
    if (filter.workflow() != null) {
      all.add(RUN.TARGET.eq(filter.workflow()));
    }
    if (!filter.statuses().isEmpty()) {
      all.add(hasStatus());
    }
    if (!filter.text().isEmpty()) {
      all.add(hasText());
    }
    return DSL.and(all);
  }

  /** V2: submitted here, or anything of it executed here. */
  private Condition touchesOwnWorkspace() {
    var own = RUN_SUMMARY.as("own");
    return DSL.exists(
        DSL.selectOne()
            .from(own)
            .where(own.RUN_ID.eq(RUN_SUMMARY.RUN_ID))
            .and(own.WORKSPACE_ID.eq(viewpoint.workspace().id().value())));
  }

  // ------------------------------------------------------------------ status

  /** The sequence number of step 1's current attempt (W5); null when none is visible (V1). */
  private Field<Long> current() {
    var first = EXECUTION.as("first_step");
    var place = WORKSPACE_ANCESTOR.as("place");
    return DSL.field(
        DSL.select(first.ID)
            .from(first)
            .join(place)
            .on(place.ANCESTOR_ID.eq(first.WORKSPACE_ID))
            .where(first.RUN_ID.eq(RUN.ID))
            .and(first.STEP_NUMBER.eq(1))
            .and(place.WORKSPACE_ID.eq(viewpoint.workspace().id().value()))
            .orderBy(place.DEPTH, first.ID.desc())
            .limit(1));
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
            .where(own.EXECUTION_ID.eq(current())));
  }

  private Condition hasStatus() {
    List<Condition> any = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    boolean withoutWorker = false;
    for (State state : filter.statuses()) {
      switch (state) {
        case DONE -> kinds.add("value");
        case FAILED -> kinds.add("failed");
        case TIMED_OUT -> kinds.add("timedOut");
        case ABANDONED -> kinds.add("abandoned");
        case CANCELLED -> kinds.addAll(List.of("cancelled", "superseded"));
        case SUSPENDED -> kinds.add("suspended");
        case RUNNING, BLOCKED ->
            any.add(current().isNotNull().and(outcome().isNull()).and(DSL.notExists(inQueue())));
        case PART -> any.add(current().isNull());
        case WAITING, QUEUED, SCHEDULED -> withoutWorker = true;
      }
    }
    if (!kinds.isEmpty()) {
      any.add(outcome().in(kinds));
    }
    if (withoutWorker) {
      any.add(DSL.exists(inQueue().and(isDueAsWished())));
    }
    return DSL.or(any);
  }

  private org.jooq.SelectConditionStep<?> inQueue() {
    return DSL.selectOne().from(QUEUE).where(QUEUE.EXECUTION_ID.eq(current()));
  }

  private Condition isDueAsWished() {
    Set<State> wished = EnumSet.copyOf(WITHOUT_WORKER);
    wished.retainAll(filter.statuses());
    List<Condition> any = new ArrayList<>();
    if (wished.contains(State.SCHEDULED)) {
      any.add(QUEUE.NOT_BEFORE.gt(now));
    }
    boolean waiting = wished.contains(State.WAITING);
    boolean queued = wished.contains(State.QUEUED);
    if (waiting || queued) {
      Condition due = OpenExecutionConditions.isDue(now);
      any.add(waiting && queued ? due : due.and(waiting ? isStuck() : isStuck().not()));
    }
    return DSL.or(any);
  }

  /** Nobody could start it now: the workspace is paused, or no worker that is there has it (D1). */
  private Condition isStuck() {
    WorkerSnapshot workers = WorkerSnapshot.load(dsl);
    List<Condition> stuck = new ArrayList<>();
    dsl.selectDistinct(QUEUE.WORKSPACE_ID, QUEUE.MODULE)
        .from(QUEUE)
        .where(VisibilityCondition.in(viewpoint, QUEUE.WORKSPACE_ID))
        .forEach(row ->
            viewpoint
                .find(new WorkspaceId(row.value1()))
                .filter(place -> !workers.canRunNow(place, row.value2()))
                .ifPresent(place ->
                    stuck.add(
                        QUEUE
                            .WORKSPACE_ID
                            .eq(row.value1())
                            .and(QUEUE.MODULE.eq(row.value2()))
                            .and(
                                QUEUE.EXECUTION_ID.notIn(
                                    workers.takenByLeaving(place, row.value2()))))));
    return DSL.or(stuck);
  }

  // ------------------------------------------------------------------ text

  private Condition hasText() {
    String part = filter.text().toLowerCase(Locale.ROOT);
    List<Condition> any = new ArrayList<>();
    any.add(DSL.position(DSL.lower(RUN.TARGET), part).gt(0));
    any.add(DSL.position(DSL.lower(RUN.MODULE), part).gt(0));
    any.add(
        DSL.exists(
            DSL.selectOne()
                .from(STEP)
                .where(STEP.RUN_ID.eq(RUN.ID))
                .and(STEP.NUMBER.eq(1))
                .and(StoredText.contains(dsl, STEP.ARGUMENTS, part))
                .and(current().isNotNull())));
    List<Long> runs = runsWithIdLike(filter.text().toUpperCase(Locale.ROOT));
    if (!runs.isEmpty()) {
      any.add(RUN.ID.in(runs));
    }
    return DSL.or(any);
  }

  /** Ids are numbers to the database, so those that people see are compared here. */
  private List<Long> runsWithIdLike(String part) {
    String id = part.contains(":") ? part.substring(0, part.indexOf(':')) : part;
    List<Long> found = new ArrayList<>();
    RunId.parse(id).ifPresent(run -> found.add(run.number()));
    if (!found.isEmpty() || !id.matches("[0-9A-Z]{2,12}")) {
      return found;
    }
    dsl
        .selectDistinct(RUN_SUMMARY.RUN_ID)
        .from(RUN_SUMMARY)
        .where(VisibilityCondition.in(viewpoint, RUN_SUMMARY.WORKSPACE_ID))
        .orderBy(RUN_SUMMARY.RUN_ID.desc())
        .limit(IDS_SEARCHED)
        .fetch(RUN_SUMMARY.RUN_ID)
        .stream()
        .filter(number -> new RunId(number).toString().contains(id))
        .limit(IDS_FOUND)
        .forEach(found::add);
    return found;
  }
}

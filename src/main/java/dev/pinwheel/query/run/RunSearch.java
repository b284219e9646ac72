package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.jooq.tables.RunSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.OrderField;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Finds the runs that fit a filter, by what is visible from a viewpoint (V2, W4). */
final class RunSearch {

  private final DSLContext dsl;
  private final Viewpoint viewpoint;
  private final RunFilter filter;
  private final Instant now;

  /** The runs of the group of errors that is asked for; null for all. */
  private final @Nullable List<RunId> only;

  RunSearch(DSLContext dsl, Viewpoint viewpoint, RunFilter filter, Instant now) {
    this(dsl, viewpoint, filter, now, null);
  }

  /**
   * @param only no other runs; null for all
   */
  RunSearch(
      DSLContext dsl,
      Viewpoint viewpoint,
      RunFilter filter,
      Instant now,
      @Nullable List<RunId> only) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
    this.filter = filter;
    this.now = now;
    this.only = only;
  }

  List<RunId> page(int offset, int limit) {
    return list(fitsFilter(), offset, limit);
  }

  List<RunId> listAfter(RunList.@Nullable ListPosition after, int limit) {
    return list(after == null ? fitsFilter() : fitsFilter().and(isAfter(after)), 0, limit);
  }

  /**
   * Reads in proportion to the end of the page: from each visible workspace its latest rows, in the
   * order of their index. A run that is among the first {@code n} is also among the first {@code n}
   * of the workspace of its latest activity.
   */
  private List<RunId> list(Condition wished, int offset, int limit) {
    Map<Long, Instant> latest = new HashMap<>();
    Comparator<Map.Entry<Long, Instant>> order = Map.Entry.comparingByKey();
    if (filter.order() == RunOrder.ACTIVITY) {
      order = Map.Entry.<Long, Instant>comparingByValue().thenComparing(order);
    }
    for (WorkspaceId workspace : viewpoint.chain().ids()) {
      latest(workspace, wished, offset + limit)
          .forEach(row -> latest.merge(row.value1(), row.value2(), RunSearch::later));
    }
    return latest.entrySet().stream()
        .sorted(order.reversed())
        .skip(offset)
        .limit(limit)
        .map(row -> new RunId(row.getKey()))
        .toList();
  }

  List<WorkspaceId> workspaces() {
    return viewpoint.chain().ids();
  }

  RunStateCondition states() {
    return new RunStateCondition(dsl, viewpoint, now);
  }

  /** The latest runs of one workspace that fit. */
  Select<Record2<Long, Instant>> latest(WorkspaceId workspace, Condition wished, int limit) {
    List<OrderField<?>> order = new ArrayList<>();
    if (filter.order() == RunOrder.ACTIVITY) {
      order.add(RUN_SUMMARY.WORKSPACE_ID.desc());
      order.add(RUN_SUMMARY.LAST_ACTIVITY_AT.desc());
    }
    order.add(RUN_SUMMARY.RUN_ID.desc());
    return dsl.select(RUN_SUMMARY.RUN_ID, RUN_SUMMARY.LAST_ACTIVITY_AT)
        .from(RUN_SUMMARY)
        .join(RUN)
        .on(RUN.ID.eq(RUN_SUMMARY.RUN_ID))
        .where(RUN_SUMMARY.WORKSPACE_ID.eq(workspace.value()))
        .and(wished)
        .orderBy(order)
        .limit(limit);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Its latest visible activity comes after the position in the list. */
  private Condition isAfter(RunList.ListPosition position) {
    var other = RUN_SUMMARY.as("other");
    return isAfter(RUN_SUMMARY, position)
        .andNotExists(
            DSL.selectOne()
                .from(other)
                .where(other.RUN_ID.eq(RUN_SUMMARY.RUN_ID))
                .and(VisibilityCondition.in(viewpoint, other.WORKSPACE_ID))
                .andNot(isAfter(other, position)));
  }

  private static Condition isAfter(RunSummary row, RunList.ListPosition position) {
    return row.LAST_ACTIVITY_AT
        .lt(position.lastActivityAt())
        .or(
            row.LAST_ACTIVITY_AT
                .eq(position.lastActivityAt())
                .and(row.RUN_ID.lt(position.run().number())));
  }

  /** How many there are, at most {@link RunList#MOST_COUNTED} + 1. */
  int count() {
    return count(fitsFilter(), RunList.MOST_COUNTED);
  }

  /** As {@link #count()}, of those with activity after a moment. */
  int countActiveAfter(Instant moment) {
    return count(fitsFilter().and(RUN_SUMMARY.LAST_ACTIVITY_AT.gt(moment)), RunList.MOST_COUNTED);
  }

  /**
   * Looks at no more rows of a workspace than are counted: a workspace that has more of them has
   * more runs than that.
   */
  int count(Condition wished, int most) {
    Select<Record1<Long>> counted = null;
    for (WorkspaceId workspace : viewpoint.chain().ids()) {
      Select<Record1<Long>> ids = ids(workspace, wished, most + 1);
      counted = counted == null ? ids : counted.union(ids);
    }
    return Math.min(dsl.fetchCount(Objects.requireNonNull(counted)), most + 1);
  }

  /** Some runs of one workspace that fit. */
  Select<Record1<Long>> ids(WorkspaceId workspace, Condition wished, int limit) {
    return dsl.select(RUN_SUMMARY.RUN_ID)
        .from(RUN_SUMMARY)
        .join(RUN)
        .on(RUN.ID.eq(RUN_SUMMARY.RUN_ID))
        .where(RUN_SUMMARY.WORKSPACE_ID.eq(workspace.value()))
        .and(wished)
        .limit(limit);
  }

  Condition fitsFilter() {
    List<Condition> all = new ArrayList<>();
    if (!filter.includeBases() && !viewpoint.bases().isEmpty()) {
      all.add(touchesOwnWorkspace());
    }
    if (filter.activeSince() != null) {
      all.add(RUN_SUMMARY.LAST_ACTIVITY_AT.ge(filter.activeSince()));
    }
    if (filter.activeUntil() != null) {
      all.add(RUN_SUMMARY.LAST_ACTIVITY_AT.lt(filter.activeUntil()));
      if (!viewpoint.bases().isEmpty()) {
        all.add(isQuietSince(filter.activeUntil()));
      }
    }
    if (filter.module() != null) {
      all.add(RUN.MODULE.eq(filter.module()));
    }
    if (filter.workflow() != null) {
      all.add(RUN.TARGET.eq(filter.workflow()));
    }
    if (!filter.statuses().isEmpty()) {
      all.add(states().isIn(filter.statuses()));
    }
    if (!filter.text().isEmpty()) {
      all.add(new RunTextCondition(dsl, viewpoint).has(filter.text()));
    }
    if (only != null) {
      all.add(RUN.ID.in(only.stream().map(RunId::number).toList()));
    }
    return DSL.and(all);
  }

  /** Nothing visible of it happened then or later, in any workspace. */
  private Condition isQuietSince(Instant moment) {
    var later = RUN_SUMMARY.as("later");
    return DSL.notExists(
        DSL.selectOne()
            .from(later)
            .where(later.RUN_ID.eq(RUN_SUMMARY.RUN_ID))
            .and(VisibilityCondition.in(viewpoint, later.WORKSPACE_ID))
            .and(later.LAST_ACTIVITY_AT.ge(moment)));
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
}

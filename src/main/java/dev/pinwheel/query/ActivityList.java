package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.ACTIVITY;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.WorkspaceStore;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/** Who did what (A6), the latest first. Thread-safe; blocks while it reads. */
public final class ActivityList {

  private final Database database;

  public ActivityList(Database database) {
    this.database = database;
  }

  /**
   * What was done in workspaces that somebody administers.
   *
   * @param administered those
   * @param withOthers whether entries of other workspaces are there as well, without saying where
   *     and about what, and those that belong to no workspace
   * @param before only entries with a lower id
   */
  public List<ActivityRow> list(
      ActivityFilter filter, Sight administered, boolean withOthers, long before, int limit) {
    return database.read(dsl -> {
      Set<Long> own =
          new WorkspaceStore()
              .listAll(dsl).stream()
                  .filter(administered::sees)
                  .map(workspace -> workspace.id().value())
                  .collect(Collectors.toSet());
      Condition condition = ACTIVITY.ID.lt(before).and(condition(dsl, filter, own));
      if (!withOthers) {
        condition = condition.and(ACTIVITY.WORKSPACE_ID.in(own));
      }
      return rows(dsl, condition, limit)
          .map(row -> {
            Long workspace = row.get(ACTIVITY.WORKSPACE_ID);
            return row(row, workspace != null && !own.contains(workspace));
          });
    });
  }

  /** Filters by what is hidden would tell what it is, so they find nothing that is hidden. */
  private static Condition condition(DSLContext dsl, ActivityFilter filter, Set<Long> own) {
    Condition condition = DSL.noCondition();
    if (filter.by() != null) {
      condition = condition.and(ACTIVITY.DONE_BY.eq(filter.by()));
    }
    if (filter.action() != null) {
      condition = condition.and(ACTIVITY.ACTION.eq(filter.action()));
    }
    if (filter.run() != null) {
      condition =
          condition
              .and(ACTIVITY.RUN_ID.eq(filter.run().number()))
              .and(ACTIVITY.WORKSPACE_ID.in(own));
    }
    if (filter.workspace() != null) {
      Set<Long> named =
          dsl.select(WORKSPACE.ID)
              .from(WORKSPACE)
              .where(WORKSPACE.NAME.eq(filter.workspace()))
              .fetchSet(WORKSPACE.ID);
      named.retainAll(own);
      condition = condition.and(ACTIVITY.WORKSPACE_ID.in(named));
    }
    return condition;
  }

  /**
   * What was done with a run, as far as it is visible (W4).
   *
   * @throws Rejection (not found) when nothing of the run is visible
   */
  public List<ActivityRow> ofRun(Viewpoint viewpoint, RunId run, int limit) {
    return database.read(dsl -> {
      if (!isVisible(dsl, viewpoint, run)) {
        throw Rejection.notFound("%s cannot see run %s.".formatted(viewpoint.name(), run));
      }
      return rows(
              dsl,
              ACTIVITY
                  .RUN_ID
                  .eq(run.number())
                  .and(VisibilityCondition.in(viewpoint, ACTIVITY.WORKSPACE_ID)),
              limit)
          .map(row -> row(row, false));
    });
  }

  private static boolean isVisible(DSLContext dsl, Viewpoint viewpoint, RunId run) {
    return dsl.fetchExists(
        dsl.selectOne()
            .from(RUN_SUMMARY)
            .where(RUN_SUMMARY.RUN_ID.eq(run.number()))
            .and(VisibilityCondition.in(viewpoint, RUN_SUMMARY.WORKSPACE_ID)));
  }

  private static Result<? extends Record> rows(DSLContext dsl, Condition condition, int limit) {
    return dsl.select(ACTIVITY.fields())
        .select(WORKSPACE.NAME)
        .from(ACTIVITY)
        .leftJoin(WORKSPACE)
        .on(WORKSPACE.ID.eq(ACTIVITY.WORKSPACE_ID))
        .where(condition)
        .orderBy(ACTIVITY.ID.desc())
        .limit(limit)
        .fetch();
  }

  private static ActivityRow row(Record row, boolean hidden) {
    String workspace = row.get(WORKSPACE.NAME);
    Long run = row.get(ACTIVITY.RUN_ID);
    return new ActivityRow(
        row.get(ACTIVITY.ID),
        row.get(ACTIVITY.DONE_AT),
        row.get(ACTIVITY.UNTIL_AT),
        row.get(ACTIVITY.DONE_BY),
        row.get(ACTIVITY.VIA),
        row.get(ACTIVITY.ACTION),
        row.get(ACTIVITY.REFUSED),
        row.get(ACTIVITY.OCCURRENCES),
        hidden || workspace == null ? null : new WorkspaceName(workspace),
        hidden || run == null ? null : new RunId(run),
        hidden ? null : row.get(ACTIVITY.SUBJECT),
        hidden);
  }
}

package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;

import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.view.Viewpoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The newest visible runs (W4) as a table for other statements, which it bounds: of each workspace
 * of the chain no more rows are read, in the order of their index.
 */
final class NewestRuns {

  private final Table<Record3<Long, Instant, BigDecimal>> table;
  private final Field<Long> run;
  private final Field<Instant> lastActivityAt;
  private final Field<BigDecimal> endedBadly;

  /**
   * @param most how many runs
   */
  NewestRuns(Viewpoint viewpoint, int most) {
    Select<Record3<Long, Instant, Integer>> all = null;
    for (WorkspaceId workspace : viewpoint.chain().ids()) {
      Select<Record3<Long, Instant, Integer>> latest = latest(workspace, most);
      all = all == null ? latest : all.unionAll(latest);
    }
    Table<Record3<Long, Instant, Integer>> rows = Objects.requireNonNull(all).asTable("latest");
    Field<Long> id = Objects.requireNonNull(rows.field(RUN_SUMMARY.RUN_ID));
    Field<Instant> at = DSL.max(rows.field(RUN_SUMMARY.LAST_ACTIVITY_AT));
    Field<BigDecimal> badly = DSL.sum(rows.field(RUN_SUMMARY.ENDED_BADLY));
    this.table =
        DSL.select(id, at.as(RUN_SUMMARY.LAST_ACTIVITY_AT), badly.as("badly"))
            .from(rows)
            .groupBy(id)
            .orderBy(at.desc(), id.desc())
            .limit(most)
            .asTable("newest");
    this.run = Objects.requireNonNull(table.field(RUN_SUMMARY.RUN_ID));
    this.lastActivityAt = Objects.requireNonNull(table.field(RUN_SUMMARY.LAST_ACTIVITY_AT));
    this.endedBadly = Objects.requireNonNull(table.field("badly", BigDecimal.class));
  }

  private static Select<Record3<Long, Instant, Integer>> latest(WorkspaceId workspace, int most) {
    return DSL.select(RUN_SUMMARY.RUN_ID, RUN_SUMMARY.LAST_ACTIVITY_AT, RUN_SUMMARY.ENDED_BADLY)
        .from(RUN_SUMMARY)
        .where(RUN_SUMMARY.WORKSPACE_ID.eq(workspace.value()))
        .orderBy(
            RUN_SUMMARY.WORKSPACE_ID.desc(),
            RUN_SUMMARY.LAST_ACTIVITY_AT.desc(),
            RUN_SUMMARY.RUN_ID.desc())
        .limit(most);
  }

  Table<?> table() {
    return table;
  }

  Field<Long> run() {
    return run;
  }

  Field<Instant> lastActivityAt() {
    return lastActivityAt;
  }

  /**
   * How many of the visible executions failed or were cancelled; those of a failed run are some.
   */
  Field<BigDecimal> endedBadly() {
    return endedBadly;
  }
}

package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;

import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Counts the runs of a list over time (V2), by the time after which the list is sorted. One
 * statement reads at most {@link #MOST_COUNTED} rows of each visible workspace, in the order of
 * their index, and counts each run once, where its latest visible activity is (W4). The runs of a
 * group of errors are found before it. Thread-safe.
 */
public final class RunHistograms {

  /** Of each workspace, so many of the latest runs are counted. */
  public static final int MOST_COUNTED = RunList.MOST_COUNTED;

  /** A picture has no more bars. */
  public static final int MOST_BARS = 60;

  private static final Set<State> FAILED = State.failures();

  private static final Field<Long> RUN_ID = DSL.field(DSL.name("latest", "run_id"), Long.class);
  private static final Field<Instant> AT = DSL.field(DSL.name("latest", "at"), Instant.class);

  private final Database database;
  private final InstantSource clock;
  private final RunList runs;

  public RunHistograms(Database database, InstantSource clock, RunList runs) {
    this.database = database;
    this.clock = clock;
    this.runs = runs;
  }

  /**
   * Counts the runs that fit a filter, from its beginning, or from the first of them, to its end,
   * or now.
   *
   * @param zone whose days and hours bars are
   */
  public RunHistogram load(Viewpoint viewpoint, RunFilter filter, ZoneId zone) {
    return database.read(dsl -> {
      Instant now = clock.instant();
      RunSearch search = runs.search(dsl, viewpoint, filter.withOrder(RunOrder.ACTIVITY));
      Instant from = filter.activeSince() == null ? first(dsl, search) : filter.activeSince();
      Instant to = filter.activeUntil() == null ? now : filter.activeUntil();
      if (from == null) {
        return new RunHistogram(List.of(), "", true);
      }
      TimeBuckets buckets = TimeBuckets.over(from, to, zone, MOST_BARS);
      return histogram(dsl, search, buckets);
    });
  }

  /** The latest activity of the first of them; null when there is none. */
  private static @Nullable Instant first(DSLContext dsl, RunSearch search) {
    return dsl.select(DSL.min(AT)).from(latest(search)).fetchSingle().value1();
  }

  private static RunHistogram histogram(DSLContext dsl, RunSearch search, TimeBuckets buckets) {
    Map<Integer, RunHistogram.Bar> counted = new HashMap<>();
    counts(dsl, search, buckets)
        .forEach(row -> {
          int bar = row.value1();
          counted.put(
              bar,
              new RunHistogram.Bar(
                  buckets.edges().get(bar),
                  buckets.edges().get(bar + 1),
                  row.value2(),
                  row.value3().intValue()));
        });
    List<RunHistogram.Bar> bars = new ArrayList<>();
    for (int i = 0; i < buckets.count(); i++) {
      bars.add(
          counted.getOrDefault(
              i, new RunHistogram.Bar(buckets.edges().get(i), buckets.edges().get(i + 1), 0, 0)));
    }
    int runs = bars.stream().mapToInt(RunHistogram.Bar::runs).sum();
    return new RunHistogram(bars, buckets.unit(), runs <= MOST_COUNTED);
  }

  /** Number of the bar, runs, and those of them that failed; bars without runs are left out. */
  static Select<Record3<Integer, Integer, BigDecimal>> counts(
      DSLContext dsl, RunSearch search, TimeBuckets buckets) {
    var failed =
        DSL.when(search.states().isIn(FAILED), DSL.inline(1)).otherwise(DSL.inline(0)).as("failed");
    var bar = bar(buckets.edges(), 0, buckets.count()).as("bar");
    var marked =
        dsl.select(bar, failed)
            .from(latest(search))
            .join(RUN)
            .on(RUN.ID.eq(RUN_ID))
            .asTable("marked");
    Field<Integer> number = Objects.requireNonNull(marked.field(bar));
    Field<Integer> bad = Objects.requireNonNull(marked.field(failed));
    return dsl.select(number, DSL.count(), DSL.sum(bad)).from(marked).groupBy(number);
  }

  /** The matching runs, each at its latest visible activity. */
  private static Table<Record2<Long, Instant>> latest(RunSearch search) {
    Select<Record2<Long, Instant>> rows = null;
    for (WorkspaceId workspace : search.workspaces()) {
      Select<Record2<Long, Instant>> some =
          search.latest(workspace, search.fitsFilter(), MOST_COUNTED + 1);
      rows = rows == null ? some : rows.unionAll(some);
    }
    var all = Objects.requireNonNull(rows).asTable("each");
    Field<Long> run = Objects.requireNonNull(all.field(RUN_SUMMARY.RUN_ID));
    Field<Instant> at = Objects.requireNonNull(all.field(RUN_SUMMARY.LAST_ACTIVITY_AT));
    return DSL.select(run.as("run_id"), DSL.max(at).as("at"))
        .from(all)
        .groupBy(run)
        .asTable("latest");
  }

  /** In which bar a moment is, found by halving. */
  private static Field<Integer> bar(List<Instant> edges, int from, int to) {
    if (to - from <= 1) {
      return DSL.inline(from);
    }
    int middle = (from + to) / 2;
    return DSL.when(AT.lt(edges.get(middle)), bar(edges, from, middle))
        .otherwise(bar(edges, middle, to));
  }
}

package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.OpenWork;
import dev.pinwheel.query.facts.OpenWorkReader;
import dev.pinwheel.query.facts.RunVersions;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a workspace (V2), latest visible activity first; among equals the newest run first. A
 * page takes a few statements, whatever the size of its runs. Thread-safe.
 */
public final class RunList {

  /** Up to so many, runs are counted exactly. */
  public static final int MOST_COUNTED = 10_000;

  /** So many of the newest failed runs are grouped by error. */
  public static final int MOST_GROUPED = 500;

  private static final int LARGEST_PAGE = 500;

  private static final Set<State> FAILURES = State.failures();

  private final Database database;
  private final InstantSource clock;
  private final RunRowReader rows;

  public RunList(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.rows = new RunRowReader(clock);
  }

  /**
   * Rows {@code offset} to {@code offset + limit} (exclusive).
   *
   * @param limit at most 500
   */
  public List<RunRow> page(Viewpoint viewpoint, RunFilter filter, int offset, int limit) {
    return database.read(dsl -> {
      RunSearch search = search(dsl, viewpoint, filter);
      return rows.read(dsl, viewpoint, search.page(offset, Math.min(limit, LARGEST_PAGE)));
    });
  }

  /**
   * At most {@code limit} runs after a position; The cost does not depend on the position. No run
   * is skipped or repeated unless it changed meanwhile.
   *
   * @param after null starts at the first
   * @param limit at most 500
   */
  public List<RunRow> listAfter(
      Viewpoint viewpoint, RunFilter filter, @Nullable ListPosition after, int limit) {
    return database.read(dsl -> {
      RunSearch search = search(dsl, viewpoint, filter);
      return rows.read(dsl, viewpoint, search.listAfter(after, Math.min(limit, LARGEST_PAGE)));
    });
  }

  /** The runs that fit; finds those of the group of errors that is asked for. */
  RunSearch search(DSLContext dsl, Viewpoint viewpoint, RunFilter filter) {
    String group = filter.errorGroup();
    List<RunId> only =
        group == null
            ? null
            : groups(dsl, viewpoint, filter)
                .find(group)
                .map(ErrorGroups.ErrorGroup::runs)
                .orElse(List.of());
    return new RunSearch(dsl, viewpoint, filter, clock.instant(), only);
  }

  /**
   * The runs that fit and failed, by error: of the newest {@link #MOST_GROUPED}, whatever their
   * group and whatever states the filter asks for.
   */
  public ErrorGroups groupByError(Viewpoint viewpoint, RunFilter filter) {
    return database.read(dsl -> groups(dsl, viewpoint, filter));
  }

  private ErrorGroups groups(DSLContext dsl, Viewpoint viewpoint, RunFilter filter) {
    RunFilter failed = filter.withStatuses(FAILURES).withErrorGroup(null);
    List<RunId> runs =
        new RunSearch(dsl, viewpoint, failed, clock.instant()).page(0, MOST_GROUPED + 1);
    List<RunId> newest = runs.subList(0, Math.min(runs.size(), MOST_GROUPED));
    return ErrorGroups.of(rows.read(dsl, viewpoint, newest), runs.size() > MOST_GROUPED);
  }

  /** The position of a run in the list, as seen from a viewpoint. */
  public record ListPosition(Instant lastActivityAt, RunId run) {

    public static ListPosition of(RunRow row) {
      return new ListPosition(row.lastActivityAt(), row.run());
    }
  }

  /** How many runs match: exact up to {@link #MOST_COUNTED}, one more when there are more. */
  public int count(Viewpoint viewpoint, RunFilter filter) {
    return database.read(dsl -> search(dsl, viewpoint, filter).count());
  }

  /** Whether anything visible from here has ever run. */
  public boolean hasAny(Viewpoint viewpoint) {
    return database.read(dsl ->
        dsl.fetchExists(
            dsl.selectOne()
                .from(RUN_SUMMARY)
                .where(VisibilityCondition.in(viewpoint, RUN_SUMMARY.WORKSPACE_ID))));
  }

  /**
   * How many matching runs had activity after this moment: "6 new or changed runs". Bounded like
   * {@link #count}.
   */
  public int countChangedSince(Viewpoint viewpoint, RunFilter filter, Instant moment) {
    return database.read(dsl -> search(dsl, viewpoint, filter).countActiveAfter(moment));
  }

  /** The rows of some runs, without those of which nothing is visible. */
  public List<RunRow> list(Viewpoint viewpoint, List<RunId> runs) {
    return database.read(dsl -> rows.read(dsl, viewpoint, runs));
  }

  /** The row of one run; empty when nothing of it is visible. */
  public Optional<RunRow> find(Viewpoint viewpoint, RunId run) {
    return database.read(dsl -> rows.read(dsl, viewpoint, List.of(run)).stream().findFirst());
  }

  /**
   * The status of step 1 of a run, whatever else of it is open; empty when nothing of it is
   * visible. The cost does not depend on the size of the run.
   */
  public Optional<RunStatus> findStatus(Viewpoint viewpoint, RunId run) {
    return database.read(dsl -> {
      Facts first = FactLoader.loadFirstSteps(dsl, viewpoint, List.of(run));
      boolean open = first.executions().stream().anyMatch(ExecutionFact::isOpen);
      WorkerSnapshot workers = open ? WorkerSnapshot.load(dsl) : new WorkerSnapshot(List.of());
      StateRule states = new StateRule(first, workers, clock.instant());
      ExecutionFact current = first.current(new StepId(run, 1)).orElse(null);
      if (current != null) {
        State own = states.of(current);
        OpenWork work =
            own.isOpen()
                ? new OpenWorkReader(viewpoint, clock.instant())
                    .read(dsl, List.of(run))
                    .getOrDefault(run, OpenWork.NONE)
                : OpenWork.NONE;
        return Optional.of(new RunStatus(run, current.id(), states.ofRun(current, work)));
      }
      return RunVersions.read(dsl, viewpoint, List.of(run)).isEmpty()
          ? Optional.empty()
          : Optional.of(new RunStatus(run, null, State.PART));
    });
  }

  /**
   * Like {@link #findStatus}.
   *
   * @throws Rejection (not found) when it is not visible from here
   */
  public RunStatus getStatus(Viewpoint viewpoint, RunId run) {
    return findStatus(viewpoint, run).orElseThrow(() -> RunTrees.notVisible(viewpoint, run));
  }

  /** Whether anything visible from here was re-run, in any workspace of the chain. */
  public boolean hasRerun(Viewpoint viewpoint) {
    return database.read(dsl ->
        dsl.fetchExists(
            dsl.selectOne()
                .from(RERUN)
                .join(EXECUTION)
                .on(EXECUTION.ID.eq(RERUN.EXECUTION_ID))
                .where(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))));
  }
}

package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
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
import org.jspecify.annotations.Nullable;

/**
 * The runs of a workspace (V2), latest visible activity first; among equals the newest run first. A
 * page costs a few statements, however large its runs are. Thread-safe.
 */
public final class RunList {

  private static final int LARGEST_PAGE = 500;

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
      RunSearch search = new RunSearch(dsl, viewpoint, filter, clock.instant());
      return rows.read(dsl, viewpoint, search.page(offset, Math.min(limit, LARGEST_PAGE)));
    });
  }

  /**
   * At most {@code limit} runs after a position; cheap at any depth, and no run is skipped or told
   * twice unless it changed meanwhile.
   *
   * @param after null starts at the first
   * @param limit at most 500
   */
  public List<RunRow> listAfter(
      Viewpoint viewpoint, RunFilter filter, @Nullable ListPosition after, int limit) {
    return database.read(dsl -> {
      RunSearch search = new RunSearch(dsl, viewpoint, filter, clock.instant());
      return rows.read(dsl, viewpoint, search.listAfter(after, Math.min(limit, LARGEST_PAGE)));
    });
  }

  /** Where a run stands in the list as seen from a viewpoint. */
  public record ListPosition(Instant lastActivityAt, RunId run) {

    public static ListPosition of(RunRow row) {
      return new ListPosition(row.lastActivityAt(), row.run());
    }
  }

  /** How many runs fit. */
  public int count(Viewpoint viewpoint, RunFilter filter) {
    return database.read(dsl -> new RunSearch(dsl, viewpoint, filter, clock.instant()).count());
  }

  /** How many fitting runs had activity after this moment: "6 new or changed runs". */
  public int countChangedSince(Viewpoint viewpoint, RunFilter filter, Instant moment) {
    return database.read(
        dsl -> new RunSearch(dsl, viewpoint, filter, clock.instant()).countActiveAfter(moment));
  }

  /** The row of one run; empty when nothing of it is visible. */
  public Optional<RunRow> find(Viewpoint viewpoint, RunId run) {
    return database.read(dsl -> rows.read(dsl, viewpoint, List.of(run)).stream().findFirst());
  }

  /**
   * How a run stands; empty when nothing of it is visible. As cheap for a large run as for a small
   * one.
   */
  public Optional<RunStatus> findStatus(Viewpoint viewpoint, RunId run) {
    return database.read(dsl -> {
      Facts first = FactLoader.loadFirstSteps(dsl, viewpoint, List.of(run));
      boolean open = first.executions().stream().anyMatch(ExecutionFact::isOpen);
      WorkerSnapshot workers = open ? WorkerSnapshot.load(dsl) : new WorkerSnapshot(List.of());
      StateRule states = new StateRule(first, workers, clock.instant());
      ExecutionFact current = first.current(new StepId(run, 1)).orElse(null);
      if (current != null) {
        return Optional.of(new RunStatus(run, current.id(), states.ofRun(current)));
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

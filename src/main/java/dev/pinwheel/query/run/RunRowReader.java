package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.RUN_KEEP;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.OpenWork;
import dev.pinwheel.query.facts.OpenWorkReader;
import dev.pinwheel.query.facts.RunFact;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.run.RunHeader.FirstError;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@link RunRow}s of given runs, in a number of statements that does not depend on how
 * many runs they are. Thread-safe.
 *
 * <p>The counts come from {@code run_summary}, one row for each run and workspace, summed over the
 * chain only (W4), so that a base never counts its children's work. These counters also count what
 * earlier attempts called. Therefore the counts of a run with at most {@value #MOST_EXECUTIONS}
 * visible executions come from its call tree when nothing visible of it is open, when it was re-run
 * or when only a part of it is visible; {@link RunCountsCache} keeps them.
 */
final class RunRowReader {

  /** Trees of larger runs are not walked for a list. */
  private static final int MOST_EXECUTIONS = 300;

  private final InstantSource clock;
  private final RunCountsCache cache = new RunCountsCache();

  RunRowReader(InstantSource clock) {
    this.clock = clock;
  }

  /** What the visible workspaces say of a run, summed up. */
  private static final class Sums {
    final List<WorkspaceId> places = new ArrayList<>();
    final Map<WorkspaceId, Integer> openBy = new HashMap<>();
    int executions;
    int open;
    int endedBadly;
    int cancelled;
    int calls;
    int reusedCalls;
    long version;
    Instant lastActivityAt = Instant.MIN;
  }

  /**
   * Reads the rows of these runs, as they are in the transaction of the context.
   *
   * @param runs those of one page; they need not be visible
   * @return in the same order; runs of which nothing is visible are left out
   */
  List<RunRow> read(DSLContext dsl, Viewpoint viewpoint, List<RunId> runs) {
    if (runs.isEmpty()) {
      return List.of();
    }
    Map<RunId, Sums> sums = sums(dsl, viewpoint, runs);
    Facts first = FactLoader.loadFirstSteps(dsl, viewpoint, runs);
    boolean anyOpen = first.executions().stream().anyMatch(ExecutionFact::isOpen);
    WorkerSnapshot workers = anyOpen ? WorkerSnapshot.load(dsl) : new WorkerSnapshot(List.of());
    StateRule states = new StateRule(first, workers, clock.instant());
    List<RunId> active = runs.stream().filter(run -> isOpen(sums.get(run))).toList();
    Map<RunId, OpenWork> open = new OpenWorkReader(viewpoint, clock.instant()).read(dsl, active);
    Map<RunId, RunCountsCache.Counts> exact = exactCounts(dsl, viewpoint, sums, first);
    Map<RunId, FailedSteps.FailedLeaf> leaves = leaves(runs, first, states, exact);
    Map<Long, Failure> failures =
        FailureReader.read(dsl, leaves.values().stream().map(FailedSteps.FailedLeaf::end).toList());
    Set<RunId> kept = kept(dsl, runs);
    List<RunRow> rows = new ArrayList<>();
    for (RunId run : runs) {
      Sums sum = sums.get(run);
      RunFact fact = first.run(run);
      Optional<ExecutionFact> current = first.current(new StepId(run, 1));
      if (sum != null && fact != null) {
        FailedSteps.FailedLeaf leaf = leaves.get(run);
        OpenWork work = open.getOrDefault(run, OpenWork.NONE);
        FirstError error = leaf == null ? null : leaf.with(failures.get(leaf.end()));
        rows.add(
            row(
                viewpoint,
                fact,
                current.orElse(null),
                sum,
                exact.get(run),
                kept.contains(run),
                states,
                work,
                error));
      }
    }
    return rows;
  }

  private static boolean isOpen(@Nullable Sums sum) {
    return sum != null && sum.open > 0;
  }

  /** Of the runs that failed, which step tells why. */
  private static Map<RunId, FailedSteps.FailedLeaf> leaves(
      List<RunId> runs, Facts first, StateRule states, Map<RunId, RunCountsCache.Counts> exact) {
    Map<RunId, FailedSteps.FailedLeaf> leaves = new HashMap<>();
    for (RunId run : runs) {
      ExecutionFact current = first.current(new StepId(run, 1)).orElse(null);
      if (current != null && states.of(current).isFailure()) {
        RunCountsCache.Counts counts = exact.get(run);
        ExecutionFact end = first.end(current);
        if (counts != null && counts.leaf() != null) {
          leaves.put(run, counts.leaf());
        } else if (end != null) {
          leaves.put(run, FailedSteps.FailedLeaf.of(current.step(), states.of(current), end));
        }
      }
    }
    return leaves;
  }

  /** The runs that somebody marked. */
  private static Set<RunId> kept(DSLContext dsl, List<RunId> runs) {
    return dsl.select(RUN_KEEP.RUN_ID)
        .from(RUN_KEEP)
        .where(RUN_KEEP.RUN_ID.in(runs.stream().map(RunId::number).toList()))
        .fetchSet(row -> new RunId(row.value1()));
  }

  private static RunRow row(
      Viewpoint viewpoint,
      RunFact run,
      @Nullable ExecutionFact current,
      Sums sum,
      RunCountsCache.@Nullable Counts exact,
      boolean kept,
      StateRule states,
      OpenWork work,
      @Nullable FirstError error) {
    return new RunRow(
        run.id(),
        run.module(),
        run.target(),
        current == null ? null : current.step().argumentLine(),
        current == null ? State.PART : states.ofRun(current, work),
        current == null ? null : work.scheduledAt(),
        error,
        sum.open > 0,
        sum.openBy.getOrDefault(viewpoint.workspace().id(), 0),
        names(viewpoint, sum.openBy.keySet().stream()),
        exact != null && exact.stale(),
        kept && viewpoint.find(run.workspace()).isPresent(),
        exact == null ? sum.endedBadly - sum.cancelled : exact.progress().failed(),
        exact == null ? sum.cancelled : exact.progress().cancelled(),
        sum.executions - sum.open,
        sum.executions,
        viewpoint.find(run.workspace()).map(Workspace::name).orElse(null),
        rerunIn(viewpoint, run, sum),
        run.submittedAt(),
        sum.lastActivityAt,
        current == null ? null : states.timing(current),
        exact == null ? sum.reusedCalls : exact.reusedCalls(),
        exact == null ? sum.calls : exact.calls(),
        run.submittedBy());
  }

  private static List<WorkspaceName> rerunIn(Viewpoint viewpoint, RunFact run, Sums sum) {
    return names(viewpoint, sum.places.stream().filter(place -> !place.equals(run.workspace())));
  }

  /** Nearest first. */
  private static List<WorkspaceName> names(Viewpoint viewpoint, Stream<WorkspaceId> places) {
    return places
        .sorted(Comparator.comparingInt(place -> viewpoint.chain().depthOf(place).orElse(0)))
        .flatMap(place -> viewpoint.find(place).stream())
        .map(Workspace::name)
        .toList();
  }

  private static Map<RunId, Sums> sums(DSLContext dsl, Viewpoint viewpoint, List<RunId> runs) {
    Map<RunId, Sums> sums = new HashMap<>();
    dsl.selectFrom(RUN_SUMMARY)
        .where(RUN_SUMMARY.RUN_ID.in(runs.stream().map(RunId::number).toList()))
        .and(VisibilityCondition.in(viewpoint, RUN_SUMMARY.WORKSPACE_ID))
        .forEach(row -> {
          Sums sum = sums.computeIfAbsent(new RunId(row.getRunId()), run -> new Sums());
          sum.places.add(new WorkspaceId(row.getWorkspaceId()));
          sum.executions += row.getExecutions();
          sum.open += row.getOpenExecutions();
          if (row.getOpenExecutions() > 0) {
            sum.openBy.put(new WorkspaceId(row.getWorkspaceId()), row.getOpenExecutions());
          }
          sum.endedBadly += row.getEndedBadly();
          sum.cancelled += row.getCancelled();
          sum.calls += row.getCalls();
          sum.reusedCalls += row.getReusedCalls();
          sum.version += row.getVersion();
          if (row.getLastActivityAt().isAfter(sum.lastActivityAt)) {
            sum.lastActivityAt = row.getLastActivityAt();
          }
        });
    return sums;
  }

  private Map<RunId, RunCountsCache.Counts> exactCounts(
      DSLContext dsl, Viewpoint viewpoint, Map<RunId, Sums> sums, Facts first) {
    Map<RunId, Long> small = new HashMap<>();
    sums.forEach((run, sum) -> {
      boolean againOrInPart =
          first.current(new StepId(run, 1)).filter(step -> step.id().attempt() == 1).isEmpty();
      if ((sum.open == 0 || againOrInPart) && sum.executions <= MOST_EXECUTIONS) {
        small.put(run, sum.version);
      }
    });
    return cache.get(viewpoint, small, missing -> count(dsl, viewpoint, missing));
  }

  private RunCountsCache.Loaded count(DSLContext dsl, Viewpoint viewpoint, List<RunId> runs) {
    Facts facts = FactLoader.load(dsl, viewpoint, runs);
    WorkerSnapshot workers = new WorkerSnapshot(List.of());
    Map<RunId, RunCountsCache.Counts> counts = new HashMap<>();
    for (RunId run : runs) {
      if (!facts.steps(run).isEmpty()) {
        CallTreeBuilder.TreeRequest request =
            new CallTreeBuilder.TreeRequest(run, PinnedAttempts.NONE, false);
        counts.put(run, new CallTreeBuilder(facts, workers, request, clock.instant()).counts());
      }
    }
    return new RunCountsCache.Loaded(counts, facts.runsThatSpawned());
  }
}

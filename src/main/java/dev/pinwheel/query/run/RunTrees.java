package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.RunVersions;
import dev.pinwheel.query.facts.ValueLoader;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.WorkspaceStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * Loads the call tree of a run as seen from a viewpoint (V1): the facts of the run and of the runs
 * that it spawned, from which {@link CallTreeBuilder} builds the tree. A handful of statements for
 * each run, whatever its size, in one transaction. Thread-safe; blocks while it reads. A tree of
 * which nothing changed is kept and shared between viewers with the same chain.
 *
 * <p>Every method throws a {@link Rejection} (unavailable) when the database cannot be reached.
 */
public final class RunTrees {

  /** The messages of so many failed steps are loaded; further ones show their type only. */
  private static final int FAILURES_SHOWN = 200;

  private final Database database;
  private final InstantSource clock;
  private final RunTreeCache cache = new RunTreeCache();

  public RunTrees(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * The tree as it is now, each step at its current execution (W5).
   *
   * @throws Rejection (not found) when nothing of the run is visible
   */
  public RunTree load(Viewpoint viewpoint, RunId run) {
    return load(viewpoint, run, PinnedAttempts.NONE);
  }

  /**
   * The tree with some steps at an earlier attempt. A pin on an attempt that is not visible is
   * ignored.
   *
   * @throws Rejection (not found) when nothing of the run is visible
   */
  public RunTree load(Viewpoint viewpoint, RunId run, PinnedAttempts pins) {
    return find(viewpoint, run, pins).orElseThrow(() -> notVisible(viewpoint, run));
  }

  /** Like {@link #load(Viewpoint, RunId, PinnedAttempts)}; empty when nothing is visible. */
  public Optional<RunTree> find(Viewpoint viewpoint, RunId run, PinnedAttempts pins) {
    return find(viewpoint, new CallTreeBuilder.TreeRequest(run, pins, false));
  }

  /** Like {@link #loadWithEarlierSteps}, with pins; empty when nothing is visible. */
  public Optional<RunTree> findWithEarlierSteps(
      Viewpoint viewpoint, RunId run, PinnedAttempts pins) {
    return find(viewpoint, new CallTreeBuilder.TreeRequest(run, pins, true));
  }

  /**
   * The tree, followed by the steps that only earlier attempts called, each with what it called:
   * several roots of depth 0.
   *
   * @throws Rejection (not found) when nothing of the run is visible
   */
  public RunTree loadWithEarlierSteps(Viewpoint viewpoint, RunId run) {
    return find(viewpoint, new CallTreeBuilder.TreeRequest(run, PinnedAttempts.NONE, true))
        .orElseThrow(() -> notVisible(viewpoint, run));
  }

  static Rejection notVisible(Viewpoint viewpoint, RunId run) {
    return Rejection.notFound("%s cannot see run %s.".formatted(viewpoint.name(), run));
  }

  private Optional<RunTree> find(Viewpoint viewpoint, CallTreeBuilder.TreeRequest request) {
    return database.read(dsl -> {
      Set<RunId> runs = cache.involvedRuns(request.run());
      Map<RunId, Long> versions = RunVersions.read(dsl, viewpoint, runs);
      if (!versions.containsKey(request.run())) {
        return Optional.empty();
      }
      long version = RunVersions.sum(versions);
      RunTree cached = cache.find(viewpoint, request, version);
      return cached == null ? load(dsl, viewpoint, request, version) : Optional.of(cached);
    });
  }

  private Optional<RunTree> load(
      DSLContext dsl, Viewpoint viewpoint, CallTreeBuilder.TreeRequest request, long version) {
    Facts facts = FactLoader.load(dsl, viewpoint, List.of(request.run()));
    if (facts.steps(request.run()).isEmpty()) {
      return Optional.empty();
    }
    RunTree tree = build(dsl, facts, request, version);
    cache.offer(viewpoint, request, tree, facts.runIds());
    return Optional.of(tree);
  }

  private RunTree build(
      DSLContext dsl, Facts facts, CallTreeBuilder.TreeRequest request, long version) {
    boolean open = facts.executions().stream().anyMatch(ExecutionFact::isOpen);
    WorkerSnapshot workers = open ? WorkerSnapshot.load(dsl) : new WorkerSnapshot(List.of());
    CallTreeBuilder builder = new CallTreeBuilder(facts, workers, request, clock.instant());
    Long resultEnd = builder.resultEnd();
    return builder.build(
        FailureReader.read(dsl, builder.failedEnds(FAILURES_SHOWN)),
        resultEnd == null ? null : ValueLoader.result(dsl, resultEnd).orElse(null),
        version);
  }

  /**
   * A number that differs when the tree may have changed, to compare with {@link RunTree#version};
   * cheap: it is read from {@code run_summary}. 0 when nothing of the run is visible. Runs that it
   * spawned count, too, once the tree has been loaded.
   */
  public long version(Viewpoint viewpoint, RunId run) {
    return database.read(dsl -> {
      Map<RunId, Long> versions = RunVersions.read(dsl, viewpoint, cache.involvedRuns(run));
      return versions.containsKey(run) ? RunVersions.sum(versions) : 0;
    });
  }

  /**
   * The workspaces from which anything of a run is visible, by name, for the page that says that it
   * cannot be seen from here; only those that exist for the reader. Empty when the run does not
   * exist.
   */
  public List<WorkspaceName> listWorkspacesSeeing(Sight sight, RunId run) {
    return database.read(dsl ->
        dsl
            .selectDistinct(WORKSPACE.fields())
            .from(RUN_SUMMARY)
            .join(WORKSPACE_ANCESTOR)
            .on(WORKSPACE_ANCESTOR.ANCESTOR_ID.eq(RUN_SUMMARY.WORKSPACE_ID))
            .join(WORKSPACE)
            .on(WORKSPACE.ID.eq(WORKSPACE_ANCESTOR.WORKSPACE_ID))
            .where(RUN_SUMMARY.RUN_ID.eq(run.number()))
            .and(WORKSPACE.ACTIVE_NAME.isNotNull())
            .fetch(WorkspaceStore::toWorkspace)
            .stream()
            .filter(sight::sees)
            .map(Workspace::name)
            .sorted()
            .toList());
  }
}

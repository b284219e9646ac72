package dev.pinwheel.query.plan;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/** Where a step may be re-run (F2), for the re-run dialog. Thread-safe. */
public final class RerunPlaces {

  private final Database database;

  public RerunPlaces(Database database) {
    this.database = database;
  }

  /**
   * The places for a step that is visible from here.
   *
   * @param permit where the viewer may re-run
   * @throws Rejection (not found) when nothing of the step is visible
   */
  public RerunChoice list(Viewpoint viewpoint, StepId step, Permit permit) {
    return database.read(dsl -> {
      Facts facts = FactLoader.loadAround(dsl, viewpoint, step);
      if (facts.attempts(step).isEmpty()) {
        throw Rejection.notFound("%s cannot see %s.".formatted(viewpoint.name(), step));
      }
      ServedWorkspaces served = new ServedWorkspaces(dsl, permit);
      return new RerunChoiceBuilder(served, viewpoint, facts, step, origin(dsl, step)).choice();
    });
  }

  /**
   * The places for re-running whole runs, all in one of them. Takes a handful of statements,
   * however many runs there are. Runs whose step 1 is not visible from here are left out.
   *
   * @throws Rejection (not found) when that leaves none
   */
  public BulkRerunChoice listForRuns(Viewpoint viewpoint, List<RunId> runs, Permit permit) {
    return database.read(dsl -> {
      Facts facts = FactLoader.loadFirstSteps(dsl, viewpoint, runs);
      ServedWorkspaces served = new ServedWorkspaces(dsl, permit);
      Map<RunId, WorkspaceId> origins = origins(dsl, runs);
      Map<RunId, RerunChoice> choices = new LinkedHashMap<>();
      for (RunId run : runs) {
        StepId step = new StepId(run, 1);
        WorkspaceId origin = origins.get(run);
        if (origin != null && !facts.attempts(step).isEmpty()) {
          choices.put(run, new RerunChoiceBuilder(served, viewpoint, facts, step, origin).choice());
        }
      }
      if (choices.isEmpty()) {
        throw Rejection.notFound(
            "%s sees none of these runs as a whole.".formatted(viewpoint.name()));
      }
      return BulkRerunChoice.of(choices);
    });
  }

  /** What somebody may do in workspaces (A3, A4). */
  public interface Permit {

    /** Of somebody who may do everything. */
    Permit EVERYTHING = workspace -> Optional.empty();

    /** Whether the workspace exists for them. */
    default boolean sees(Workspace workspace) {
      return true;
    }

    /**
     * Whether they may base a workspace on one.
     *
     * @param chain of the base
     */
    default boolean mayBase(WorkspaceChain chain) {
      return true;
    }

    /** Why they may not re-run there, in a sentence without its subject; empty when they may. */
    Optional<String> refusal(Workspace workspace);
  }

  /** The workspace of the step's first execution. Never shown to a viewer who cannot see it. */
  private static WorkspaceId origin(DSLContext dsl, StepId id) {
    return dsl.select(EXECUTION.WORKSPACE_ID)
        .from(EXECUTION)
        .where(EXECUTION.RUN_ID.eq(id.run().number()))
        .and(EXECUTION.STEP_NUMBER.eq(id.number()))
        .orderBy(EXECUTION.ID)
        .limit(1)
        .fetchSingle(row -> new WorkspaceId(row.value1()));
  }

  /** The same for step 1 of several runs. */
  private static Map<RunId, WorkspaceId> origins(DSLContext dsl, List<RunId> runs) {
    Map<RunId, WorkspaceId> origins = new HashMap<>();
    dsl.select(EXECUTION.RUN_ID, EXECUTION.WORKSPACE_ID)
        .from(EXECUTION)
        .where(EXECUTION.RUN_ID.in(runs.stream().map(RunId::number).toList()))
        .and(EXECUTION.STEP_NUMBER.eq(1))
        .orderBy(EXECUTION.ID)
        .forEach(
            row -> origins.putIfAbsent(new RunId(row.value1()), new WorkspaceId(row.value2())));
    return origins;
  }
}

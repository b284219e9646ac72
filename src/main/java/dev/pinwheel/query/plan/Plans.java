package dev.pinwheel.query.plan;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;

import dev.pinwheel.engine.reuse.RerunRule;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.facts.RemovedRuns;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.WorkspaceStore;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Predicts what a re-run would do, without executing or writing anything. Takes a handful of
 * statements, whatever the size of the run. Thread-safe.
 */
public final class Plans {

  private final Database database;
  private final Payloads payloads;
  private final InstantSource clock;

  public Plans(Database database, Payloads payloads, InstantSource clock) {
    this.database = database;
    this.payloads = payloads;
    this.clock = clock;
  }

  /**
   * As {@link #plan(Viewpoint, StepId, PlanChoices, Sight)}, of somebody for whom only the
   * workspaces of the chain exist.
   */
  public RerunPlan plan(Viewpoint place, StepId step, PlanChoices choices) {
    return plan(place, step, choices, workspace -> false);
  }

  /**
   * What re-running the step in a workspace would do now.
   *
   * @param place the viewpoint of that workspace, which may not exist yet ({@link
   *     Viewpoint#newChild})
   * @param sight of the requesting user: a refusal names no workspace outside of it
   * @throws Rejection the same that the re-run itself would be refused with
   */
  public RerunPlan plan(Viewpoint place, StepId step, PlanChoices choices, Sight sight) {
    if (place.workspace().state() == WorkspaceState.ARCHIVED) {
      throw Rejection.invalidState(
          "'%s' is archived and takes no re-runs. Use another workspace, such as a child of it."
              .formatted(place.name()));
    }
    return database.read(dsl -> {
      check(dsl, place, step, sight);
      for (StepId forced : choices.alsoForce()) {
        RerunRule.checkSameRun(step, forced);
        check(dsl, place, forced, sight);
      }
      return new PlanLoader(dsl, payloads, place, step.run(), choices, clock.instant()).plan(step);
    });
  }

  /**
   * What was predicted for the re-run that made this attempt, and what happened; empty when the
   * attempt is not visible, or does not belong to a planned re-run.
   */
  public Optional<PlanComparison> find(Viewpoint viewpoint, ExecutionId attempt) {
    return database.read(dsl -> new PlanComparisons(dsl, viewpoint).find(attempt));
  }

  /** F2. */
  private static void check(DSLContext dsl, Viewpoint place, StepId step, Sight sight) {
    Map<WorkspaceId, Workspace> executed = new LinkedHashMap<>();
    dsl.select(WORKSPACE.fields())
        .from(EXECUTION)
        .join(WORKSPACE)
        .on(WORKSPACE.ID.eq(EXECUTION.WORKSPACE_ID))
        .where(EXECUTION.RUN_ID.in(RemovedRuns.without(dsl, List.of(step.run().number()))))
        .and(EXECUTION.STEP_NUMBER.eq(step.number()))
        .orderBy(EXECUTION.ID)
        .fetch(WorkspaceStore::toWorkspace)
        .forEach(workspace -> executed.putIfAbsent(workspace.id(), workspace));
    RerunRule.check(
        step,
        place.chain(),
        List.copyOf(executed.keySet()),
        id -> Optional.ofNullable(executed.get(id)).filter(sight::sees).map(Workspace::name));
  }
}

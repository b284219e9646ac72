package dev.pinwheel.query.plan;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.SessionFact;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.WorkspaceStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

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
      return new ChoiceBuilder(served, viewpoint, facts, step, origin(dsl, step)).choice();
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
          choices.put(run, new ChoiceBuilder(served, viewpoint, facts, step, origin).choice());
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

  /** The workspaces and who serves them. */
  private static final class ServedWorkspaces {

    private final WorkerSnapshot workers;
    private final Map<WorkspaceId, Workspace> all = new HashMap<>();
    private final Map<WorkspaceId, Set<WorkspaceId>> chains = new HashMap<>();
    private final Map<WorkspaceId, Integer> descendants = new HashMap<>();
    private final Permit permit;

    ServedWorkspaces(DSLContext dsl, Permit permit) {
      this.permit = permit;
      this.workers = WorkerSnapshot.load(dsl);
      new WorkspaceStore().listAll(dsl).forEach(place -> all.put(place.id(), place));
      dsl.select(WORKSPACE_ANCESTOR.WORKSPACE_ID, WORKSPACE_ANCESTOR.ANCESTOR_ID)
          .from(WORKSPACE_ANCESTOR)
          .forEach(row ->
              chains
                  .computeIfAbsent(new WorkspaceId(row.value1()), place -> new HashSet<>())
                  .add(new WorkspaceId(row.value2())));
    }

    WorkspaceChain chain(Workspace place) {
      List<Workspace> nearestFirst = new ArrayList<>();
      for (Workspace at = place; at != null; at = at.base() == null ? null : all.get(at.base())) {
        nearestFirst.add(at);
      }
      return new WorkspaceChain(nearestFirst);
    }

    boolean isInChain(WorkspaceId ancestor, Workspace place) {
      return chains.getOrDefault(place.id(), Set.of()).contains(ancestor);
    }

    int descendants(Workspace place) {
      return descendants.computeIfAbsent(
          place.id(),
          id ->
              (int)
                  all.values().stream()
                      .filter(other -> !other.id().equals(id))
                      .filter(other -> other.state() != WorkspaceState.ARCHIVED)
                      .filter(permit::sees)
                      .filter(other -> isInChain(id, other))
                      .count());
    }
  }

  /** The workspaces, and whether the step may be re-run in them. */
  private static final class ChoiceBuilder {

    private final ServedWorkspaces served;
    private final Viewpoint viewpoint;
    private final Facts facts;
    private final StepFact step;
    private final WorkspaceId origin;

    ChoiceBuilder(
        ServedWorkspaces served, Viewpoint viewpoint, Facts facts, StepId id, WorkspaceId origin) {
      this.served = served;
      this.viewpoint = viewpoint;
      this.facts = facts;
      this.step = facts.attempts(id).getFirst().step();
      this.origin = origin;
    }

    RerunChoice choice() {
      List<RerunPlace> places =
          served.all.values().stream()
              .filter(this::isOfInterest)
              .map(this::place)
              .sorted(
                  Comparator.comparing((RerunPlace place) -> !place.current())
                      .thenComparing(place -> !(place.origin() && place.isAllowed()))
                      .thenComparing(place -> !place.isAllowed())
                      .thenComparing(RerunPlace::name))
              .toList();
      boolean called =
          facts.attempts(step.id()).stream()
              .anyMatch(attempt -> facts.isCalled(attempt.sequence()));
      return new RerunChoice(
          step.id(),
          step.module(),
          step.target(),
          step.memoKey() != null,
          called,
          places,
          childBase());
    }

    private boolean isOfInterest(Workspace place) {
      return (place.state() != WorkspaceState.ARCHIVED || viewpoint.isOwn(place.id()))
          && served.permit.sees(place);
    }

    private RerunPlace place(Workspace place) {
      List<SessionFact> eligible = served.workers.eligible(place, step.module(), step.target());
      Workspace base = place.base() == null ? null : served.all.get(place.base());
      return new RerunPlace(
          place,
          base == null ? null : base.name(),
          viewpoint.isOwn(place.id()),
          place.id().equals(origin) && viewpoint.sees(origin),
          canBeBase(place),
          refusal(place),
          served.descendants(place),
          served.workers.presence(place),
          !eligible.isEmpty(),
          switch (eligible.size()) {
            case 0 ->
                served
                    .workers
                    .away(place, step.module(), step.target())
                    .map(away -> "worker %s, when it comes back".formatted(away.worker()))
                    .orElse("");
            case 1 -> eligible.getFirst().words();
            default -> eligible.size() + " workers";
          },
          openAttempt(place));
    }

    private @Nullable String refusal(Workspace place) {
      if (place.state() == WorkspaceState.ARCHIVED) {
        return "is archived: nothing can be re-run there";
      }
      if (isAllowed(place)) {
        return served.permit.refusal(place).orElse(null);
      }
      Workspace from = served.all.get(origin);
      return viewpoint.sees(origin) && from != null
          ? "does not descend from %s, where this step was called".formatted(from.name())
          : "does not descend from the workspace where this step was called";
    }

    private boolean canBeBase(Workspace place) {
      return isAllowed(place) && served.permit.mayBase(served.chain(place));
    }

    /** F2. */
    private boolean isAllowed(Workspace place) {
      return served.isInChain(origin, place);
    }

    /** Only in visible workspaces (W4). */
    private @Nullable ExecutionId openAttempt(Workspace place) {
      for (ExecutionFact attempt : facts.attempts(step.id())) {
        if (attempt.isOpen() && attempt.workspace().id().equals(place.id())) {
          return attempt.id();
        }
      }
      return null;
    }

    private @Nullable WorkspaceName childBase() {
      Workspace own = viewpoint.workspace();
      if (canBeBase(own)) {
        return own.name();
      }
      Workspace from = served.all.get(origin);
      return viewpoint.sees(origin) && from != null && served.permit.sees(from) && canBeBase(from)
          ? from.name()
          : null;
    }
  }
}

package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.query.TargetView.LastRun;
import dev.pinwheel.query.facts.EffectiveManifests;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.step.MemoAdvice;
import dev.pinwheel.query.step.MemoAdviceReader;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The modules as declared for a workspace through its chain (W6). Thread-safe. */
public final class ModuleList {

  private static final int LAST_RUNS = 5;

  private final Database database;
  private final Payloads payloads;
  private final RunList runs;

  public ModuleList(Database database, Payloads payloads, RunList runs) {
    this.database = database;
    this.payloads = payloads;
    this.runs = runs;
  }

  /** All modules, by name; last runs are filled in for workflows only. */
  public List<ModuleView> list(Viewpoint viewpoint) {
    return list(viewpoint, true);
  }

  /**
   * Like {@link #list(Viewpoint)}.
   *
   * @param includeBases whether last runs include those of which nothing is in the viewer's own
   *     workspace (V2)
   */
  public List<ModuleView> list(Viewpoint viewpoint, boolean includeBases) {
    WorkerSnapshot workers = database.read(WorkerSnapshot::load);
    Map<String, MemoAdvice> advice =
        database.read(dsl -> new MemoAdviceReader(dsl, viewpoint).ofLatestRuns());
    return database
        .read(dsl -> EffectiveManifests.list(dsl, viewpoint, workers.candidates()))
        .stream()
        .map(declared -> view(new Asked(viewpoint, includeBases), workers, declared, advice))
        .toList();
  }

  /** {@code module/workflow} of all workflows, by name. */
  public List<String> listWorkflowNames(Viewpoint viewpoint) {
    return listTargetNames(viewpoint).stream()
        .filter(TargetName::isWorkflow)
        .map(target -> target.module() + "/" + target.name())
        .toList();
  }

  /** A target by its name alone. */
  public record TargetName(String module, String name, TargetKind kind) {

    public boolean isWorkflow() {
      return kind == TargetKind.WORKFLOW;
    }
  }

  /** All workflows and tasks, by module. */
  public List<TargetName> listTargetNames(Viewpoint viewpoint) {
    return database
        .read(dsl -> EffectiveManifests.list(dsl, viewpoint, WorkerSnapshot.load(dsl).candidates()))
        .stream()
        .map(EffectiveManifests.Declared::manifest)
        .flatMap(manifest ->
            manifest.targets().stream()
                .map(target -> new TargetName(manifest.module(), target.name(), target.kind())))
        .toList();
  }

  /** A target as seen from the viewpoint, without advice. */
  public Optional<TargetView> findTarget(Viewpoint viewpoint, String module, String target) {
    return database
        .read(dsl -> EffectiveManifests.list(dsl, viewpoint, WorkerSnapshot.load(dsl).candidates()))
        .stream()
        .filter(declared -> declared.manifest().module().equals(module))
        .findFirst()
        .flatMap(declared ->
            declared
                .manifest()
                .findTarget(target)
                .map(found -> view(new Asked(viewpoint, true), declared, found, Map.of())));
  }

  /** From where one looks, and whether last runs include those of bases. */
  private record Asked(Viewpoint viewpoint, boolean includeBases) {}

  private ModuleView view(
      Asked asked,
      WorkerSnapshot workers,
      EffectiveManifests.Declared declared,
      Map<String, MemoAdvice> advice) {
    Manifest manifest = declared.manifest();
    return new ModuleView(
        manifest.module(),
        declared.workspace() == null ? null : declared.workspace().name(),
        declared.worker(),
        manifest.codeVersion(),
        declared.at(),
        workers.canRun(asked.viewpoint().workspace(), manifest.module()),
        manifest.targets().stream()
            .sorted(Comparator.comparing(target -> target.kind() != TargetKind.WORKFLOW))
            .map(target -> view(asked, declared, target, advice))
            .toList());
  }

  private TargetView view(
      Asked asked,
      EffectiveManifests.Declared declared,
      Manifest.Target target,
      Map<String, MemoAdvice> advice) {
    String module = declared.manifest().module();
    List<LastRun> lastRuns =
        target.kind() == TargetKind.WORKFLOW ? lastRuns(asked, module, target.name()) : List.of();
    return new TargetView(
        module,
        target,
        TargetOptionText.of(target.options()),
        lastRuns,
        older(declared, target.name()),
        advice.get(module + ":" + target.name()));
  }

  private static TargetView.@Nullable OlderDeclaration older(
      EffectiveManifests.Declared declared, String target) {
    return declared.older().stream()
        .filter(older -> older.targets().contains(target))
        .map(older ->
            new TargetView.OlderDeclaration(older.worker(), older.codeVersion(), older.at()))
        .findFirst()
        .orElse(null);
  }

  private List<LastRun> lastRuns(Asked asked, String module, String workflow) {
    RunFilter filter =
        RunFilter.ALL.withIncludeBases(asked.includeBases()).withWorkflow(module, workflow);
    return runs.page(asked.viewpoint(), filter, 0, LAST_RUNS).stream()
        .map(row ->
            new LastRun(
                row.run(), row.status(), row.submittedAt(), row.submittedIn(), row.argumentLine()))
        .toList();
  }

  /** The arguments of the last visible run of a workflow, for "same as last run". */
  public Optional<LastArguments> findLastArguments(
      Viewpoint viewpoint, String module, String workflow) {
    return database.read(dsl ->
        dsl.select(DSL.max(RUN.ID))
            .from(RUN)
            .join(RUN_SUMMARY)
            .on(RUN_SUMMARY.RUN_ID.eq(RUN.ID))
            .where(RUN.MODULE.eq(module))
            .and(RUN.TARGET.eq(workflow))
            .and(VisibilityCondition.in(viewpoint, RUN_SUMMARY.WORKSPACE_ID))
            .and(seesFirstStep(viewpoint))
            .fetchOptional()
            .flatMap(row -> Optional.ofNullable(row.value1()))
            .flatMap(run -> arguments(dsl, viewpoint, new RunId(run))));
  }

  /** The arguments of a run, for "new run with these arguments". */
  public Optional<LastArguments> findArguments(Viewpoint viewpoint, RunId run) {
    return database.read(dsl -> arguments(dsl, viewpoint, run));
  }

  /** W4: the arguments of a run are those of its step 1. */
  private static Condition seesFirstStep(Viewpoint viewpoint) {
    return DSL.exists(
        DSL.selectOne()
            .from(EXECUTION)
            .where(EXECUTION.RUN_ID.eq(RUN.ID))
            .and(EXECUTION.STEP_NUMBER.eq(1))
            .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID)));
  }

  private Optional<LastArguments> arguments(DSLContext dsl, Viewpoint viewpoint, RunId run) {
    return dsl.select(STEP.ARGUMENTS, STEP.ARGUMENTS_BLOB_ID)
        .from(STEP)
        .join(RUN)
        .on(RUN.ID.eq(STEP.RUN_ID))
        .where(STEP.RUN_ID.eq(run.number()))
        .and(STEP.NUMBER.eq(1))
        .and(seesFirstStep(viewpoint))
        .fetchOptional()
        .map(row -> payloads.load(dsl, row.value1(), row.value2()))
        .map(array -> new LastArguments(run, JsonArray.split(array)));
  }

  /**
   * Arguments of a run.
   *
   * @param arguments one value per parameter
   */
  public record LastArguments(RunId run, List<Json> arguments) {
    public LastArguments {
      arguments = List.copyOf(arguments);
    }
  }
}

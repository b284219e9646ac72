package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.MANIFEST;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.TargetView.LastRun;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.ManifestJson;
import dev.pinwheel.store.Payloads;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * A manifest and where it was declared.
   *
   * @param depth in the chain; the embedded worker's come last
   */
  private record Declared(
      @Nullable Workspace workspace, int depth, long id, Instant at, Manifest manifest) {

    boolean isNearerOrNewerThan(Declared other) {
      return depth != other.depth ? depth < other.depth : id > other.id;
    }
  }

  /** All modules, by name; last runs are filled in for workflows only. */
  public List<ModuleView> list(Viewpoint viewpoint) {
    WorkersNow workers = database.read(WorkersNow::load);
    return database.read(dsl -> declared(dsl, viewpoint)).values().stream()
        .sorted(Comparator.comparing(declared -> declared.manifest().module()))
        .map(declared -> view(viewpoint, workers, declared))
        .toList();
  }

  /** A target as seen from here. */
  public Optional<TargetView> findTarget(Viewpoint viewpoint, String module, String target) {
    Declared declared = database.read(dsl -> declared(dsl, viewpoint)).get(module);
    return declared == null
        ? Optional.empty()
        : declared.manifest().findTarget(target).map(found -> view(viewpoint, module, found));
  }

  private static Map<String, Declared> declared(DSLContext dsl, Viewpoint viewpoint) {
    var newest =
        DSL.select(DSL.max(MANIFEST.ID))
            .from(MANIFEST)
            .where(MANIFEST.WORKSPACE_ID.isNull().or(Visible.in(viewpoint, MANIFEST.WORKSPACE_ID)))
            .groupBy(MANIFEST.WORKSPACE_ID, MANIFEST.MODULE);
    Map<String, Declared> nearest = new HashMap<>();
    dsl.selectFrom(MANIFEST)
        .where(MANIFEST.ID.in(newest))
        .forEach(row -> {
          Long place = row.getWorkspaceId();
          Workspace workspace =
              place == null ? null : viewpoint.find(new WorkspaceId(place)).orElse(null);
          Declared declared =
              new Declared(
                  workspace,
                  workspace == null
                      ? Integer.MAX_VALUE
                      : viewpoint.chain().depthOf(workspace.id()).orElseThrow(),
                  row.getId(),
                  row.getDeclaredAt(),
                  ManifestJson.read(row.getModule(), row.getCodeVersion(), row.getDeclaration()));
          nearest.merge(
              row.getModule(),
              declared,
              (one, other) -> one.isNearerOrNewerThan(other) ? one : other);
        });
    return nearest;
  }

  private ModuleView view(Viewpoint viewpoint, WorkersNow workers, Declared declared) {
    Manifest manifest = declared.manifest();
    return new ModuleView(
        manifest.module(),
        declared.workspace() == null ? null : declared.workspace().name(),
        manifest.codeVersion(),
        declared.at(),
        workers.canRun(viewpoint.workspace(), manifest.module()),
        manifest.targets().stream()
            .sorted(Comparator.comparing(target -> target.kind() != TargetKind.WORKFLOW))
            .map(target -> view(viewpoint, manifest.module(), target))
            .toList());
  }

  private TargetView view(Viewpoint viewpoint, String module, Manifest.Target target) {
    List<LastRun> lastRuns =
        target.kind() == TargetKind.WORKFLOW
            ? lastRuns(viewpoint, module, target.name())
            : List.of();
    return new TargetView(module, target, OptionsInWords.of(target.options()), lastRuns);
  }

  private List<LastRun> lastRuns(Viewpoint viewpoint, String module, String workflow) {
    return runs.page(viewpoint, RunFilter.ALL.withWorkflow(module, workflow), 0, LAST_RUNS).stream()
        .map(row -> new LastRun(row.run(), row.status(), row.submittedAt(), row.submittedIn()))
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
            .and(Visible.in(viewpoint, RUN_SUMMARY.WORKSPACE_ID))
            .fetchOptional()
            .flatMap(row -> Optional.ofNullable(row.value1()))
            .flatMap(run -> arguments(dsl, viewpoint, new RunId(run))));
  }

  /** The arguments with which a run was submitted, for "start a new run". */
  public Optional<LastArguments> findArguments(Viewpoint viewpoint, RunId run) {
    return database.read(dsl -> arguments(dsl, viewpoint, run));
  }

  private Optional<LastArguments> arguments(DSLContext dsl, Viewpoint viewpoint, RunId run) {
    if (Versions.read(dsl, viewpoint, List.of(run)).isEmpty()) {
      return Optional.empty();
    }
    return dsl.select(STEP.ARGUMENTS, STEP.ARGUMENTS_BLOB_ID)
        .from(STEP)
        .where(STEP.RUN_ID.eq(run.number()))
        .and(STEP.NUMBER.eq(1))
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

package dev.pinwheel.engine;

import dev.pinwheel.engine.manifest.BoundArguments;
import dev.pinwheel.engine.manifest.OptionsResolver;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.ExecutionCause;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.RerunRow;
import dev.pinwheel.store.RunStore;
import dev.pinwheel.store.StepRow;
import dev.pinwheel.store.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Forces a new execution of a step that exists (F1, F3, F10). */
final class ExecutionForcer {

  private final Stores stores;
  private final EngineState state;
  private final Outcomes outcomes;
  private final ExecutionLifecycle lifecycle;
  private final RunSpawner spawning;
  private final ExecutionEnder endings;
  private final CancelSet cancelSet;

  ExecutionForcer(
      Stores stores,
      EngineState state,
      Outcomes outcomes,
      ExecutionLifecycle lifecycle,
      RunSpawner spawning,
      ExecutionEnder endings,
      CancelSet cancelSet) {
    this.stores = stores;
    this.state = state;
    this.outcomes = outcomes;
    this.lifecycle = lifecycle;
    this.spawning = spawning;
    this.endings = endings;
    this.cancelSet = cancelSet;
  }

  /**
   * What to force.
   *
   * @param rerun the re-run it belongs to
   */
  record Order(StepId step, WorkspaceId workspace, ExecutionCause cause, RerunRow rerun) {}

  /** Whether a call that landed on the step executes it once in this re-run (F10). */
  boolean isDue(Tx tx, RerunRow rerun, StepId step, WorkspaceId workspace) {
    if (!rerun.alsoForce().contains(step)) {
      return false;
    }
    List<ExecutionRow> executions = stores.executions().listOfStep(tx, step);
    return executions.stream().noneMatch(execution -> isOf(rerun, execution))
        && state.workspaces().chain(workspace).contains(executions.getFirst().workspace());
  }

  /**
   * The execution that a listed step got in this re-run, for the calls that land on it after the
   * first (F10); empty when it ended badly or waits for the caller, or the step is not listed.
   */
  Optional<ExecutionRow> findForced(Tx tx, RerunRow rerun, StepId step, OpenExecution caller) {
    if (!rerun.alsoForce().contains(step)) {
      return Optional.empty();
    }
    return stores.executions().listOfStep(tx, step).stream()
        .filter(execution -> isOf(rerun, execution))
        .max(Comparator.comparingLong(ExecutionRow::sequence))
        .filter(execution -> {
          OpenExecution end = state.findOpenEnd(execution.sequence());
          return end == null
              ? outcomes.isValue(tx, execution.sequence())
              : !state.waits().reaches(end.sequence(), caller.sequence());
        });
  }

  private static boolean isOf(RerunRow rerun, ExecutionRow execution) {
    return Objects.equals(execution.rerun(), rerun.execution())
        && execution.cause() != ExecutionCause.CALL;
  }

  /** Creates the execution; open ones of the step in the workspace are superseded (F3). */
  OpenExecution force(Tx tx, Order order) {
    long sequence = order.rerun().execution();
    boolean own = order.cause() == ExecutionCause.RERUN;
    StepRow step = stores.steps().find(tx, order.step()).orElseThrow();
    WorkspaceChain chain = state.workspaces().chain(order.workspace());
    Optional<Manifest.Target> target =
        state
            .manifests()
            .find(chain, step.module())
            .flatMap(manifest -> manifest.findTarget(step.target()));
    boolean spawns = step.kind() == TargetKind.WORKFLOW && step.id().number() > 1;
    if (spawns && target.isEmpty()) {
      throw Rejection.notFound(
          "No worker declares the workflow %s.%s for '%s' any more, so %s cannot start it."
              .formatted(step.module(), step.target(), chain.self().name(), step.id()));
    }
    MemoOption memoDefault = memoDefault(tx, step, chain, target.orElse(null));
    StepOptions options =
        target.map(found -> afresh(step, found, order.rerun(), memoDefault)).orElse(step.options());
    List<OpenExecution> superseded =
        state.open().stream()
            .filter(open -> open.id().step().equals(step.id()))
            .filter(open -> open.workspace().equals(order.workspace()))
            .toList();
    List<OpenExecution> below = cancelSet.below(tx, superseded);
    OpenExecution forced =
        lifecycle.create(
            tx,
            own ? sequence : tx.nextId(),
            new ExecutionLifecycle.NewExecution(
                step,
                stores.executions().nextAttempt(tx, step.id()),
                order.workspace(),
                order.cause(),
                1,
                options,
                ExecutionLifecycle.cacheKey(step, options),
                memoDefault,
                order.rerun(),
                null));
    endings.supersede(tx, superseded, below, forced);
    if (spawns) {
      List<Json> values = JsonArray.split(step.arguments());
      spawning.spawn(
          tx,
          forced,
          target.orElseThrow(),
          new BoundArguments(values, BoundArguments.canonical(values)));
    }
    return forced;
  }

  /** Options are resolved afresh from the workspace of the re-run (W6); the memo key stays. */
  private static StepOptions afresh(
      StepRow step, Manifest.Target target, RerunRow rerun, @Nullable MemoOption memoDefault) {
    return step.id().number() == 1
        ? RunStarter.workflowOptions(target, step.options().callSite())
        : OptionsResolver.resolve(target, step.options().callSite(), rerun.memo(), memoDefault);
  }

  private @Nullable MemoOption memoDefault(
      Tx tx, StepRow step, WorkspaceChain chain, Manifest.@Nullable Target target) {
    if (step.id().number() == 1) {
      MemoOption submitted =
          stores.runs().find(tx, step.id().run()).map(RunStore.RunRow::memoDefault).orElse(null);
      return target == null ? submitted : RunStarter.memoDefault(submitted, target);
    }
    return current(tx, new StepId(step.id().run(), 1), chain)
        .map(ExecutionRow::memoDefault)
        .orElse(null);
  }

  /** The current execution of a step seen from the chain (W5). */
  private Optional<ExecutionRow> current(Tx tx, StepId step, WorkspaceChain chain) {
    return stores.executions().listOfStep(tx, step).stream()
        .filter(execution -> chain.contains(execution.workspace()))
        .min(
            Comparator.<ExecutionRow>comparingInt(
                    execution -> chain.depthOf(execution.workspace()).orElseThrow())
                .thenComparing(Comparator.comparingLong(ExecutionRow::sequence).reversed()));
  }
}

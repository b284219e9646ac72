package dev.pinwheel.engine;

import dev.pinwheel.engine.index.RootRuns;
import dev.pinwheel.engine.index.StepNumbers;
import dev.pinwheel.engine.manifest.BoundArguments;
import dev.pinwheel.engine.manifest.OptionsResolver;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.key.ArgumentsHash;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.store.ExecutionCause;
import dev.pinwheel.store.RerunRow;
import dev.pinwheel.store.RunStore.RunRow;
import dev.pinwheel.store.StepRow;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts runs: submitted ones and those spawned by a call of a workflow (M12). */
final class RunStarter {

  private final Stores stores;
  private final StepNumbers numbers;
  private final RootRuns roots;
  private final ExecutionLifecycle lifecycle;

  RunStarter(Stores stores, StepNumbers numbers, RootRuns roots, ExecutionLifecycle lifecycle) {
    this.stores = stores;
    this.roots = roots;
    this.numbers = numbers;
    this.lifecycle = lifecycle;
  }

  /** The id of a run that is submitted. */
  RunId nextId(Tx tx) {
    RunId id = stores.runs().nextId(tx);
    roots.put(id, id);
    return id;
  }

  /** The id of a run that is spawned. */
  RunId nextId(Tx tx, RunId rootRun) {
    RunId id = stores.runs().nextId(tx);
    roots.put(id, rootRun);
    return id;
  }

  /**
   * Starts the run: its row, step 1 and the first execution of that.
   *
   * @param callSite options of the call that spawned it
   * @param rerun the re-run that a spawned run belongs to, or null
   */
  OpenExecution start(
      Tx tx,
      RunRow run,
      Manifest.Target target,
      BoundArguments arguments,
      TargetOptions callSite,
      @Nullable RerunRow rerun) {
    stores.runs().insert(tx, run);
    numbers.startAtZero(run.id());
    StepOptions options = workflowOptions(target, callSite);
    StepRow step =
        new StepRow(
            numbers.next(tx, run.id()),
            run.module(),
            run.target(),
            TargetKind.WORKFLOW,
            JsonArray.join(arguments.values()),
            ArgumentsHash.of(run.module(), run.target(), arguments.canonical()).bytes(),
            null,
            options,
            arguments.line(options));
    stores.steps().insert(tx, step);
    tx.emit(new EngineEvent.RunSubmitted(run.id(), run.workspace()));
    Duration delay = options.effective().delay();
    return lifecycle.create(
        tx,
        tx.nextId(),
        new ExecutionLifecycle.NewExecution(
            step,
            1,
            run.workspace(),
            ExecutionCause.SUBMIT,
            1,
            options,
            null,
            memoDefault(run.memoDefault(), target),
            rerun,
            delay == null ? null : tx.now().plus(delay)));
  }

  /**
   * Options of step 1 itself: it is not called, so it is neither memoized nor cached.
   *
   * @param callSite of the call that started the run
   */
  static StepOptions workflowOptions(Manifest.Target target, TargetOptions callSite) {
    TargetOptions called = ofExecution(callSite);
    return new StepOptions(
        ofExecution(OptionsResolver.resolve(target, called, null, null).effective()),
        called,
        MemoOrigin.NONE,
        target.parameterNames());
  }

  private static TargetOptions ofExecution(TargetOptions options) {
    return new TargetOptions(null, null, options.retry(), options.timeout(), options.delay());
  }

  /** What was given at submit counts, else the workflow's own memo (M2). */
  static @Nullable MemoOption memoDefault(@Nullable MemoOption submitted, Manifest.Target target) {
    return submitted != null ? submitted : target.options().memo();
  }
}

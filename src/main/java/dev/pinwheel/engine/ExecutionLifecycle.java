package dev.pinwheel.engine;

import dev.pinwheel.engine.Timers.Timer;
import dev.pinwheel.engine.index.RootRuns;
import dev.pinwheel.engine.manifest.OptionsResolver;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.ExecutionCause;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.RerunRow;
import dev.pinwheel.store.ResultStore.ResultRow;
import dev.pinwheel.store.StepRow;
import dev.pinwheel.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates executions and records how they end: the only class that does either. It also keeps the
 * derived rows; {@link OutcomeNotifier} notifies the waiters.
 */
final class ExecutionLifecycle {

  private final Stores stores;
  private final EngineState state;
  private final OutcomeNotifier notifier;
  private final MemoMapRegistry memoMaps;
  private final RootRuns roots;
  private final List<OpenExecution> fresh = new ArrayList<>();

  ExecutionLifecycle(
      Stores stores,
      EngineState state,
      Outcomes outcomes,
      MemoMapRegistry memoMaps,
      RootRuns roots) {
    this.memoMaps = memoMaps;
    this.roots = roots;
    this.stores = stores;
    this.state = state;
    this.notifier = new OutcomeNotifier(stores, state, outcomes);
  }

  /**
   * What an execution is made with.
   *
   * @param options those resolved for it; may differ from the step's
   * @param cacheKey null when caching is not enabled
   * @param rerun the re-run it belongs to, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  record NewExecution(
      StepRow step,
      int attempt,
      WorkspaceId workspace,
      ExecutionCause cause,
      int seriesAttempt,
      StepOptions options,
      byte @Nullable [] cacheKey,
      @Nullable MemoOption memoDefault,
      @Nullable RerunRow rerun,
      @Nullable Instant notBefore) {}

  /** Creates an execution; {@link Dispatcher} takes it from here. */
  OpenExecution create(Tx tx, long sequence, NewExecution created) {
    StepRow step = created.step();
    StepOptions own = created.options().equals(step.options()) ? null : created.options();
    RerunRow rerun = created.rerun();
    ExecutionRow row =
        new ExecutionRow(
            sequence,
            new ExecutionId(step.id(), created.attempt()),
            created.workspace(),
            created.cause(),
            created.seriesAttempt(),
            rerun == null ? null : rerun.execution(),
            created.cacheKey(),
            created.memoDefault(),
            own,
            created.notBefore(),
            tx.now());
    stores.executions().insert(tx, row);
    if (step.memoKey() != null) {
      stores
          .candidates()
          .insertMemo(tx, step.id().run(), step.memoKey(), row.workspace(), sequence);
      memoMaps.candidateCreated(step.id().run());
      if (created.attempt() > 1) {
        memoMaps.forced(tx, step.id().run(), step.memoKey(), row.workspace());
      }
    }
    if (created.cacheKey() != null) {
      stores
          .candidates()
          .insertCache(tx, created.cacheKey(), row.workspace(), step.id().run(), sequence);
    }
    stores.runs().countCreated(tx, step.id().run(), row.workspace());
    OpenExecution execution =
        new OpenExecution(row, step, created.options(), rerun, roots.of(tx, step.id().run()));
    state.put(execution);
    fresh.add(execution);
    tx.emit(new EngineEvent.RunChanged(step.id().run(), row.workspace()));
    return execution;
  }

  /** Executions created by the command under way; taken once, at its end. */
  List<OpenExecution> takeFresh() {
    List<OpenExecution> taken = List.copyOf(fresh);
    fresh.clear();
    return taken;
  }

  /** Marks a created execution as due, or as due later. */
  void schedule(Tx tx, OpenExecution execution) {
    Instant notBefore = execution.row().notBefore();
    if (notBefore == null || !notBefore.isAfter(tx.now())) {
      state.ready().add(execution.entry());
    } else {
      state.timers().add(new Timer.Due(notBefore, execution.sequence()));
    }
  }

  /**
   * Records the result of an open execution; its waiters are notified, or wait for its successor
   * (E2).
   */
  void end(Tx tx, OpenExecution execution, Ending ending) {
    Transitions.check(execution, ending.kind());
    long sequence = execution.sequence();
    stores.results().insert(tx, row(sequence, ending));
    state.remove(execution);
    if (execution.recordedOpen) {
      stores.open().delete(tx, sequence, execution.queued);
    }
    release(tx, execution, ending);
    tx.afterCommit(() -> state.meter().ended(ending.kind()));
    stores.runs().countEnded(tx, execution.id().run(), execution.workspace(), ending.kind());
    endCandidates(tx, execution, ending);
    tx.emit(new EngineEvent.RunChanged(execution.id().run(), execution.workspace()));
    if (execution.id().step().number() == 1) {
      // Who waits for the run reads its result.
      tx.showNow();
    }
    switch (ending) {
      case Ending.Value value ->
          notifier.settle(
              tx, execution, new Outcome(execution.id(), ResultKind.VALUE, value.json(), null));
      case Ending.Unsuccessful unsuccessful ->
          notifier.settle(
              tx,
              execution,
              new Outcome(execution.id(), unsuccessful.kind(), null, unsuccessful.failure()));
      case Ending.Forwarded forwarded -> notifier.forward(tx, sequence, forwarded.successor());
      case Ending.Retried retried -> notifier.forward(tx, sequence, retried.successor());
    }
  }

  private void release(Tx tx, OpenExecution execution, Ending ending) {
    state.waits().stop(tx, execution.sequence());
    WorkerSession session = execution.session;
    if (session == null) {
      return;
    }
    session.release(execution.sequence());
    memoMaps.release(tx, execution);
    boolean endedByWorker = ending.kind() == ResultKind.VALUE || cause(ending) == ResultKind.FAILED;
    if (!endedByWorker) {
      String reason = "%s ended on the server: %s".formatted(execution.id(), ending.kind().word());
      tx.afterCommit(() -> session.link().stop(execution.id(), reason));
    }
  }

  private static ResultKind cause(Ending ending) {
    return ending instanceof Ending.Retried retried ? retried.cause().kind() : ending.kind();
  }

  private static ResultRow row(long sequence, Ending ending) {
    return switch (ending) {
      case Ending.Value value ->
          new ResultRow(
              sequence, ending.kind(), null, value.json(), value.hash(), null, null, null, null);
      case Ending.Unsuccessful unsuccessful ->
          unsuccessfulRow(sequence, ending.kind(), null, unsuccessful, null);
      case Ending.Retried retried ->
          unsuccessfulRow(
              sequence,
              ending.kind(),
              retried.cause().kind(),
              retried.cause(),
              retried.successor());
      case Ending.Forwarded forwarded ->
          new ResultRow(
              sequence, ending.kind(), null, null, null, null, null, forwarded.successor(), null);
    };
  }

  private static ResultRow unsuccessfulRow(
      long sequence,
      ResultKind kind,
      @Nullable ResultKind cause,
      Ending.Unsuccessful unsuccessful,
      @Nullable Long successor) {
    return new ResultRow(
        sequence,
        kind,
        cause,
        null,
        null,
        unsuccessful.failure(),
        Hashes.ofFailure(unsuccessful.kind(), unsuccessful.failure()),
        successor,
        unsuccessful.endedBy());
  }

  /** Only what is open or ended in a value by its outcome stays a candidate (M4, M9, C3). */
  private void endCandidates(Tx tx, OpenExecution execution, Ending ending) {
    long sequence = execution.sequence();
    boolean crossesSteps = ending.kind().isForwarding() && !ending.kind().staysInStep();
    boolean value = ending.kind() == ResultKind.VALUE;
    if (execution.step().memoKey() != null && !value && !crossesSteps) {
      stores.candidates().deleteMemo(tx, sequence);
    }
    byte[] cacheKey = execution.row().cacheKey();
    if (cacheKey != null) {
      if (value) {
        CacheOption cache = execution.options().effective().cache();
        stores
            .candidates()
            .settleCache(
                tx,
                cacheKey,
                execution.workspace(),
                sequence,
                cache == null ? null : cache.maxAge());
      } else {
        stores.candidates().deleteCache(tx, cacheKey, execution.workspace(), sequence);
      }
    }
  }

  /** The key by which executions of this step with these options are cached; null when not. */
  static byte @Nullable [] cacheKey(StepRow step, StepOptions options) {
    if (options.effective().cache() == null) {
      return null;
    }
    CanonicalArguments arguments =
        CanonicalArguments.of(
            JsonArray.split(step.arguments()).stream().map(json -> json.utf8()).toList());
    return OptionsResolver.cacheKey(step.module(), step.target(), options, arguments);
  }
}

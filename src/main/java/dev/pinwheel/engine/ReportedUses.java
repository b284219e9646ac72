package dev.pinwheel.engine;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.manifest.BoundArguments;
import dev.pinwheel.engine.manifest.OptionsResolver;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.key.ArgumentsHash;
import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.store.CallStore.CallRow;
import dev.pinwheel.store.StepRow;
import dev.pinwheel.store.Tx;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Records what executions used without a request. The server accepts it as facts (M14): the worker
 * had what it used from the server, and staleness shows what has moved since.
 */
final class ReportedUses {

  private final Stores stores;
  private final EngineState state;
  private final MemoMapRegistry memoMaps;
  private final HandleResolver handles;
  private final OutcomeAwaiter waiting;

  ReportedUses(
      Stores stores,
      EngineState state,
      MemoMapRegistry memoMaps,
      HandleResolver handles,
      OutcomeAwaiter waiting) {
    this.stores = stores;
    this.state = state;
    this.memoMaps = memoMaps;
    this.handles = handles;
    this.waiting = waiting;
  }

  /**
   * Returns how many facts are new.
   *
   * @throws Rejection before anything is written
   */
  int record(Tx tx, OpenExecution user, WorkerCommand.ReportUse command) {
    Map<ExecutionId, MemoMap.Entry> reused = new HashMap<>();
    for (WorkerCommand.Reuse reuse : command.reused()) {
      reused.computeIfAbsent(reuse.execution(), id -> find(tx, user, id));
    }
    Map<Long, RunId> awaited = new LinkedHashMap<>();
    for (ExecutionId id : command.awaited()) {
      MemoMap.Entry entry = reused.get(id);
      awaited.put(entry != null ? entry.execution() : handles.resolve(tx, user, id), id.run());
    }
    int facts = waiting.use(tx, user, awaited);
    for (WorkerCommand.Reuse reuse : command.reused()) {
      // A worker that lost its connection resends what it does not know to be recorded.
      if (reuse.number() > user.lastCall) {
        call(tx, user, reuse, Objects.requireNonNull(reused.get(reuse.execution())));
        facts++;
      }
    }
    return facts;
  }

  /**
   * Why a reported reuse cannot have happened (A5): what was reused is not memoized in the run, is
   * out of sight, or has another memo key than the reported arguments; empty when all can.
   */
  Optional<String> findForged(Tx tx, OpenExecution user, WorkerCommand.ReportUse command) {
    for (WorkerCommand.Reuse reuse : command.reused()) {
      if (reuse.number() <= user.lastCall) {
        continue;
      }
      try {
        MemoMap.Entry entry = find(tx, user, reuse.execution());
        if (!hasKey(tx, reuse, entry)) {
          return Optional.of(
              "%s reported that call %d reused %s, but the reported arguments give another memo key."
                  .formatted(user.id(), reuse.number(), reuse.execution()));
        }
      } catch (Rejection rejection) {
        return Optional.of(rejection.getMessage());
      }
    }
    return Optional.empty();
  }

  private boolean hasKey(Tx tx, WorkerCommand.Reuse reuse, MemoMap.Entry entry) {
    CanonicalArguments arguments = BoundArguments.canonical(reuse.arguments());
    MemoMap.Why why = entry.why();
    return why != null && hasKey(entry, why.options(), arguments)
        || hasKey(
            entry,
            stores.steps().find(tx, reuse.execution().step()).orElseThrow().options(),
            arguments);
  }

  private static boolean hasKey(
      MemoMap.Entry entry, StepOptions options, CanonicalArguments arguments) {
    return Arrays.equals(
        entry.memoKey(),
        OptionsResolver.memoKey(entry.module(), entry.target(), options, arguments));
  }

  private MemoMap.Entry find(Tx tx, OpenExecution user, ExecutionId reused) {
    return memoMaps.find(user, reused).orElseGet(() -> findForgotten(tx, user, reused));
  }

  /** It was taken out of the map while the worker used it. */
  private MemoMap.Entry findForgotten(Tx tx, OpenExecution user, ExecutionId reused) {
    long execution = handles.resolve(tx, user, reused);
    StepRow step = stores.steps().find(tx, reused.step()).orElseThrow();
    byte[] memoKey = step.memoKey();
    if (memoKey == null || !reused.run().equals(user.id().run())) {
      throw Rejection.invalidArgument(
          "%s cannot have reused %s, which is not memoized in its run."
              .formatted(user.id(), reused));
    }
    waiting.checkSettled(user, execution);
    return new MemoMap.Entry(
        execution, step.module(), step.target(), memoKey, step.argumentsHash(), null);
  }

  private void call(Tx tx, OpenExecution user, WorkerCommand.Reuse reuse, MemoMap.Entry entry) {
    byte[] hash =
        ArgumentsHash.of(
                entry.module(), entry.target(), BoundArguments.canonical(reuse.arguments()))
            .bytes();
    Long earlier = user.findHit(entry.execution(), hash);
    if (earlier != null) {
      stores.calls().repeat(tx, earlier);
    } else {
      boolean same = Arrays.equals(hash, entry.argumentsHash());
      long row =
          stores
              .calls()
              .insert(
                  tx,
                  new CallRow(
                      user.id().run(),
                      user.sequence(),
                      reuse.number(),
                      entry.execution(),
                      CallKind.REUSED,
                      reuse.group(),
                      same ? null : JsonArray.join(reuse.arguments()),
                      same ? null : line(tx, reuse, entry),
                      entry.memoKey(),
                      entry.explain()));
      user.rememberHit(entry.execution(), hash, row);
    }
    user.lastCall = reuse.number();
    stores.runs().countCall(tx, user.id().run(), user.workspace(), true);
    tx.afterCommit(() -> state.meter().memoHit());
    tx.emit(new EngineEvent.RunChanged(user.id().run(), user.workspace()));
  }

  private String line(Tx tx, WorkerCommand.Reuse reuse, MemoMap.Entry entry) {
    MemoMap.Why why = entry.why();
    StepOptions options =
        why != null
            ? why.options()
            : stores.steps().find(tx, reuse.execution().step()).orElseThrow().options();
    return BoundArguments.line(options, reuse.arguments());
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.index.StepNumbers;
import dev.pinwheel.engine.manifest.BoundArguments;
import dev.pinwheel.engine.manifest.OptionsResolver;
import dev.pinwheel.engine.reuse.MemoRule;
import dev.pinwheel.engine.reuse.MemoRule.Decision;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.store.ExecutionCause;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.RerunRow;
import dev.pinwheel.store.RunReferenceStore.Kind;
import dev.pinwheel.store.StepRow;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call: looks for an execution to reuse, and makes a step when there is none. Lookup and creation
 * are one act, because commands are applied one after another (M8).
 */
final class CallTargetHandler {

  private final Stores stores;
  private final EngineState state;
  private final CandidateLookup lookup;
  private final HandleResolver handles;
  private final ExecutionForcer forcing;
  private final RunSpawner spawning;
  private final ExecutionLifecycle lifecycle;
  private final StepNumbers numbers;
  private final OutcomeAwaiter waiting;

  CallTargetHandler(
      Stores stores,
      EngineState state,
      CandidateLookup lookup,
      HandleResolver handles,
      ExecutionForcer forcing,
      RunSpawner spawning,
      ExecutionLifecycle lifecycle,
      StepNumbers numbers,
      OutcomeAwaiter waiting) {
    this.stores = stores;
    this.state = state;
    this.lookup = lookup;
    this.handles = handles;
    this.forcing = forcing;
    this.spawning = spawning;
    this.lifecycle = lifecycle;
    this.numbers = numbers;
    this.waiting = waiting;
  }

  WorkerCommand.Called apply(Tx tx, Request<?> request, WorkerCommand.CallTarget command) {
    OpenExecution caller = state.getOpen(command.caller(), "call " + command.target());
    if (command.number() <= caller.lastCall) {
      Optional<WorkerCommand.Called> recorded = repeated(tx, caller, command);
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
    ResolvedCall call = ResolvedCall.of(tx, request, command, caller, state, handles);
    Decision decision = look(tx, call);
    return switch (decision) {
      case null -> make(tx, call, null);
      case Decision.Hit hit -> hit(tx, call, hit);
      case Decision.Miss miss ->
          make(tx, call, LookupExplanation.ofMiss(call.rule(), call.chain(), miss));
      case Decision.Cycle cycle -> throw cycle(tx, call, cycle.open());
    };
  }

  /** What was recorded when this call came first: its answer may have been lost. */
  private Optional<WorkerCommand.Called> repeated(
      Tx tx, OpenExecution caller, WorkerCommand.CallTarget command) {
    return stores
        .calls()
        .find(tx, caller.sequence(), command.number())
        .map(recorded -> {
          ExecutionId callee = stores.executions().getId(tx, recorded.callee());
          StepRow step = stores.steps().find(tx, callee.step()).orElseThrow();
          if (!step.module().equals(command.module()) || !step.target().equals(command.target())) {
            throw Rejection.conflict(
                "Expected call %d of %s to call %s.%s as before, but it calls %s.%s. Give each call a number of its own."
                    .formatted(
                        command.number(),
                        caller.id(),
                        step.module(),
                        step.target(),
                        command.module(),
                        command.target()));
          }
          boolean reused = recorded.kind() == CallKind.REUSED;
          return command.blocking()
              ? new WorkerCommand.Called(
                  callee, reused, waiting.await(tx, caller, callee, recorded.callee()).outcome())
              : new WorkerCommand.Called(callee, reused, null);
        });
  }

  /** Null when the call is neither memoized nor looked up for another reason. */
  private @Nullable Decision look(Tx tx, ResolvedCall call) {
    byte[] memoKey = call.memoKey();
    if (memoKey != null) {
      return lookup.byKey(tx, call.caller(), memoKey);
    }
    RerunRow rerun = call.caller().rerun();
    return rerun != null && rerun.reuseSuccesses()
        ? lookup.bySuccess(
            tx,
            call.caller(),
            call.command().module(),
            call.command().target(),
            call.argumentsHash())
        : null;
  }

  private WorkerCommand.Called hit(Tx tx, ResolvedCall call, Decision.Hit hit) {
    ExecutionId taken = stores.executions().getId(tx, hit.taken().execution());
    RerunRow rerun = call.caller().rerun();
    if (rerun != null && forcing.isDue(tx, rerun, taken.step(), call.caller().workspace())) {
      OpenExecution forced =
          forcing.force(
              tx,
              new ExecutionForcer.Order(
                  taken.step(), call.caller().workspace(), ExecutionCause.FORCE, rerun));
      record(
          tx,
          call,
          forced.sequence(),
          CallKind.MADE,
          call.arguments(),
          LookupExplanation.ofHit(LookupExplanation.Rule.FORCE, call.chain(), hit, call.options()));
      stores.runs().countCall(tx, call.caller().id().run(), call.caller().workspace(), false);
      return answer(tx, call, forced.sequence(), forced.id(), false);
    }
    ExecutionRow forced =
        rerun == null
            ? null
            : forcing.findForced(tx, rerun, taken.step(), call.caller()).orElse(null);
    long callee = forced == null ? hit.taken().execution() : forced.sequence();
    ExecutionId calleeId = forced == null ? taken : forced.id();
    Long earlier = call.caller().findHit(callee, call.argumentsHash());
    if (earlier != null) {
      stores.calls().repeat(tx, earlier);
    } else {
      LookupExplanation.Rule rule = forced == null ? call.rule() : LookupExplanation.Rule.FORCED;
      BoundArguments own = isSameAsStep(tx, calleeId, call) ? null : call.arguments();
      Json why = LookupExplanation.ofHit(rule, call.chain(), hit, call.options());
      long row = record(tx, call, callee, CallKind.REUSED, own, why);
      call.caller().rememberHit(callee, call.argumentsHash(), row);
    }
    stores.runs().countCall(tx, call.caller().id().run(), call.caller().workspace(), true);
    if (call.memoKey() != null) {
      tx.afterCommit(() -> state.meter().memoHit());
    }
    return answer(tx, call, callee, calleeId, true);
  }

  /** With all parameters in the key, equal keys mean equal arguments. */
  private boolean isSameAsStep(Tx tx, ExecutionId callee, ResolvedCall call) {
    return !(call.options().effective().memo() instanceof MemoOption.Parameters)
        || stores
            .steps()
            .find(tx, callee.step())
            .map(step -> Arrays.equals(step.argumentsHash(), call.argumentsHash()))
            .orElse(false);
  }

  private WorkerCommand.Called make(Tx tx, ResolvedCall call, @Nullable Json why) {
    if (call.memoKey() != null) {
      tx.afterCommit(() -> state.meter().memoMiss());
    }
    WorkerCommand.CallTarget command = call.command();
    OpenExecution caller = call.caller();
    StepRow step = call.step(numbers.next(tx, caller.id().run()));
    stores.steps().insert(tx, step);
    Duration delay = call.options().effective().delay();
    ExecutionLifecycle.NewExecution created =
        new ExecutionLifecycle.NewExecution(
            step,
            1,
            caller.workspace(),
            ExecutionCause.CALL,
            1,
            call.options(),
            OptionsResolver.cacheKey(
                command.module(), command.target(), call.options(), call.arguments().canonical()),
            caller.row().memoDefault(),
            caller.rerun(),
            delay == null ? null : tx.now().plus(delay));
    OpenExecution made = lifecycle.create(tx, tx.nextId(), created);
    record(tx, call, made.sequence(), CallKind.MADE, null, why);
    stores.runs().countCall(tx, caller.id().run(), caller.workspace(), false);
    call.handed()
        .forEach((handed, run) -> {
          made.dependencies.add(handed);
          stores.calls().insertHanded(tx, made.id().run(), made.sequence(), handed);
          stores.references().refer(tx, made.id().run(), run, Kind.HANDLE);
        });
    if (call.target().kind() == TargetKind.WORKFLOW) {
      spawning.spawn(tx, made, call.target(), call.arguments());
    }
    return answer(tx, call, made.sequence(), made.id(), false);
  }

  private long record(
      Tx tx,
      ResolvedCall call,
      long callee,
      CallKind kind,
      @Nullable BoundArguments own,
      @Nullable Json why) {
    tx.emit(new EngineEvent.RunChanged(call.caller().id().run(), call.caller().workspace()));
    call.caller().lastCall = Math.max(call.caller().lastCall, call.command().number());
    return stores.calls().insert(tx, call.row(callee, kind, own, why));
  }

  private WorkerCommand.Called answer(
      Tx tx, ResolvedCall call, long callee, ExecutionId calleeId, boolean reused) {
    if (!call.command().blocking()) {
      OpenExecution open = state.findOpen(callee);
      if (open != null) {
        open.submitters.add(call.caller().sequence());
      }
      call.caller().submitted.add(callee);
      return new WorkerCommand.Called(calleeId, reused, null);
    }
    return new WorkerCommand.Called(
        calleeId, reused, waiting.await(tx, call.caller(), calleeId, callee).outcome());
  }

  private Rejection cycle(Tx tx, ResolvedCall call, MemoRule.Candidate open) {
    return waiting.cycle(
        call.caller(), stores.executions().getId(tx, open.execution()), open.execution());
  }
}

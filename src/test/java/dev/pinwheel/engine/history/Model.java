package dev.pinwheel.engine.history;

import static dev.pinwheel.model.Rejection.Kind.CONFLICT;
import static dev.pinwheel.model.Rejection.Kind.CYCLE;
import static dev.pinwheel.model.Rejection.Kind.FORBIDDEN;
import static dev.pinwheel.model.Rejection.Kind.INVALID_ARGUMENT;
import static dev.pinwheel.model.Rejection.Kind.INVALID_STATE;
import static dev.pinwheel.model.Rejection.Kind.NOT_FOUND;
import static dev.pinwheel.model.WorkspaceState.ACTIVE;
import static dev.pinwheel.model.WorkspaceState.ARCHIVED;

import dev.pinwheel.engine.history.HistoryTarget.Memo;
import dev.pinwheel.engine.history.ModelState.Call;
import dev.pinwheel.engine.history.ModelState.Exec;
import dev.pinwheel.engine.history.ModelState.Rerun;
import dev.pinwheel.engine.history.ModelState.Run;
import dev.pinwheel.engine.history.ModelState.Space;
import dev.pinwheel.engine.history.ModelState.Step;
import dev.pinwheel.model.ResultKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules once more, as simply as possible: does a move and says what is to be expected of it.
 */
final class Model {

  private final ModelState modelState;
  private final ModelLookup lookup;
  private final Cancellation cancellation;

  Model(ModelState modelState) {
    this.modelState = modelState;
    this.lookup = new ModelLookup(modelState);
    this.cancellation = new Cancellation(modelState);
  }

  /** Does the move, lets everything be dispatched that may be, and answers. */
  Expected play(Move move) {
    Expected answer =
        switch (move) {
          case Move.CreateSpace create -> {
            modelState.spaces.add(new Space(create.name(), create.base()));
            yield new Expected.Done();
          }
          case Move.ChangeBase change -> changeBase(change);
          case Move.Pause pause ->
              setState(pause.space(), dev.pinwheel.model.WorkspaceState.PAUSED);
          case Move.Resume resume -> setState(resume.space(), ACTIVE);
          case Move.Archive archive -> archive(archive.space());
          case Move.Submit submit -> submit(submit);
          case Move.MakeCall call -> call(call);
          case Move.Await await -> await(await);
          case Move.Return value -> end(value.exec(), ResultKind.VALUE, value.value());
          case Move.Throw failure -> end(failure.exec(), ResultKind.FAILED, 0);
          case Move.RerunStep rerun -> rerun(rerun);
          case Move.CancelRun cancel -> cancelRun(cancel);
          case Move.CancelExec cancel -> cancelExec(cancel);
          case Move.Advance advance -> advance(advance.seconds());
        };
    dispatch();
    return answer;
  }

  // ---------------------------------------------------------------- workspaces

  private static Expected changeBase(Move.ChangeBase change) {
    if (change.space().state == ARCHIVED) {
      return Expected.Refused.as(INVALID_STATE);
    }
    if (change.base() != null && change.base().chain().contains(change.space())) {
      return Expected.Refused.as(INVALID_STATE, INVALID_ARGUMENT, CONFLICT, CYCLE);
    }
    change.space().base = change.base();
    return new Expected.Done();
  }

  private static Expected setState(Space space, dev.pinwheel.model.WorkspaceState state) {
    if (space.state == ARCHIVED) {
      return Expected.Refused.as(INVALID_STATE);
    }
    space.state = state;
    return new Expected.Done();
  }

  private Expected archive(Space space) {
    cancel(openIn(space).toList());
    space.state = ARCHIVED;
    return new Expected.Done();
  }

  private Stream<Exec> openIn(Space space) {
    return modelState.execs.stream().filter(exec -> exec.isOpen() && exec.space == space);
  }

  // ---------------------------------------------------------------- runs

  private Expected submit(Move.Submit submit) {
    if (submit.space().state == ARCHIVED) {
      return Expected.Refused.as(INVALID_STATE);
    }
    Memo memo = submit.memo() == null ? submit.workflow().memo : submit.memo();
    Exec first = startRun(submit.space(), submit.workflow(), submit.arguments(), memo, null);
    return new Expected.Referred(first, false);
  }

  /** A started run belongs to the re-run of what started it: "everything it makes" (F10). */
  private Exec startRun(
      Space space,
      HistoryTarget workflow,
      List<Integer> arguments,
      @Nullable Memo memo,
      @Nullable Exec startedBy) {
    Run run = new Run(modelState.runs.size() + 1, workflow, memo);
    modelState.runs.add(run);
    Step step = addStep(run, workflow, arguments, null);
    return startedBy == null
        ? addExec(step, space, 1, null, null, false, false)
        : addExec(step, space, 1, startedBy.rerun, startedBy, false, startedBy.underTimed);
  }

  private static Step addStep(
      Run run, HistoryTarget target, List<Integer> arguments, @Nullable List<Object> memoKey) {
    Step step = new Step(run, run.steps.size() + 1, target, arguments, memoKey);
    run.steps.add(step);
    return step;
  }

  private Exec addExec(
      Step step,
      Space space,
      int series,
      @Nullable Rerun rerun,
      @Nullable Exec predecessor,
      boolean asksCache,
      boolean underTimed) {
    Exec exec =
        new Exec(
            modelState.execs.size(),
            step,
            space,
            series,
            rerun,
            predecessor,
            asksCache,
            underTimed);
    modelState.execs.add(exec);
    step.execs.add(exec);
    return exec;
  }

  // ---------------------------------------------------------------- calls

  private Expected call(Move.MakeCall call) {
    Exec caller = call.caller();
    if (!caller.isOpen()) {
      return Expected.Refused.as(INVALID_STATE);
    }
    List<Object> key = memoKey(call);
    Exec found = null;
    if (key != null) {
      ModelLookup.Found memo = lookup.memo(caller, key);
      if (memo.cycle()) {
        return Expected.Refused.as(CYCLE);
      }
      found = memo.found();
    } else if (caller.rerun != null && caller.rerun.reuseSuccesses) {
      found = lookup.success(caller, call.target(), call.arguments());
    }
    boolean reused = found != null;
    Exec callee;
    if (found == null) {
      Step step = addStep(caller.step.run, call.target(), call.arguments(), key);
      callee = start(step, caller);
    } else if (caller.rerun != null && caller.rerun.alsoForce.contains(found.step)) {
      Exec forced = caller.rerun.forced.get(found.step);
      reused = forced != null;
      callee = forced == null ? force(found.step, caller) : fitting(forced, found, caller);
    } else {
      callee = found;
    }
    caller.calls.add(new Call(callee, reused));
    if (call.blocking()) {
      caller.awaited.add(callee);
    }
    return new Expected.Referred(callee, reused);
  }

  /** M2, M3. */
  private static @Nullable List<Object> memoKey(Move.MakeCall call) {
    Rerun rerun = call.caller().rerun;
    HistoryTarget target = call.target();
    Memo memo = rerun == null ? null : rerun.memo;
    memo = memo != null ? memo : call.memo();
    memo = memo != null || target.isWorkflow() ? memo : target.memo;
    memo = memo != null ? memo : call.caller().step.run.memoDefault;
    return switch (memo) {
      case null -> null;
      case OFF -> null;
      case ALL -> List.of(target, call.arguments());
      case FIRST -> List.of(target, call.arguments().getFirst());
      case NONE -> List.of(target);
    };
  }

  /** M7: a first execution; a workflow starts another run (M12). */
  private Exec start(Step step, Exec caller) {
    boolean underTimed = caller.underTimed || caller.step.target == HistoryTarget.TIMED;
    Exec exec = addExec(step, caller.space, 1, caller.rerun, null, true, underTimed);
    startRunOfWorkflow(exec);
    return exec;
  }

  private void startRunOfWorkflow(Exec exec) {
    HistoryTarget target = exec.step.target;
    if (target.isWorkflow() && exec.step.number > 1) {
      Exec first = startRun(exec.space, target, exec.step.arguments, target.memo, exec);
      forward(exec, ResultKind.SPAWNED, first);
    }
  }

  /** F10, once in a re-run. */
  private Exec force(Step step, Exec caller) {
    Rerun rerun = Objects.requireNonNull(caller.rerun);
    Exec forced = attempt(step, caller.space, rerun);
    rerun.forced.put(step, forced);
    return forced;
  }

  /**
   * F10: a later call refers to what was forced, unless that ended badly or waits for the caller.
   */
  private static Exec fitting(Exec forced, Exec found, Exec caller) {
    Exec newest = forced;
    while (newest.successor != null && newest.result != null && newest.result.staysInStep()) {
      newest = newest.successor;
    }
    boolean fits =
        (!newest.isSettled() || newest.hasValue()) && !ModelLookup.waitsFor(newest, caller);
    return fits ? newest : found;
  }

  private static Expected await(Move.Await await) {
    Exec exec = await.exec();
    if (!exec.isOpen()) {
      return Expected.Refused.as(INVALID_STATE);
    }
    if (!await.awaited().isSettled() && ModelLookup.waitsFor(await.awaited(), exec)) {
      return Expected.Refused.as(CYCLE);
    }
    exec.awaited.add(await.awaited());
    return new Expected.Done();
  }

  // ---------------------------------------------------------------- re-runs

  private Expected rerun(Move.RerunStep move) {
    Step step = move.step();
    Space space = move.space();
    boolean visible = step.execs.stream().anyMatch(space::sees);
    if (space.state == ARCHIVED) {
      return visible
          ? Expected.Refused.as(INVALID_STATE)
          : Expected.Refused.as(INVALID_STATE, NOT_FOUND);
    }
    if (!visible) {
      return Expected.Refused.as(NOT_FOUND);
    }
    if (!space.chain().contains(step.origin())) {
      return Expected.Refused.as(INVALID_STATE, FORBIDDEN);
    }
    Rerun rerun = new Rerun(move.reuseSuccesses(), move.alsoForce(), move.memo());
    Exec forced = attempt(step, space, rerun);
    rerun.forced.put(step, forced);
    return new Expected.Referred(forced, false);
  }

  /** F1, F3. */
  private Exec attempt(Step step, Space space, Rerun rerun) {
    List<Exec> open =
        step.execs.stream().filter(exec -> exec.isOpen() && exec.space == space).toList();
    boolean underTimed = step.execs.stream().anyMatch(exec -> exec.underTimed);
    Exec forced = addExec(step, space, 1, rerun, null, false, underTimed);
    for (Exec old : open) {
      List<Exec> made = new ArrayList<>(cancellation.closure(List.of(old)));
      made.remove(old);
      forward(old, ResultKind.SUPERSEDED, forced);
      made.forEach(exec -> settle(exec, ResultKind.CANCELLED));
    }
    startRunOfWorkflow(forced);
    return forced;
  }

  // ---------------------------------------------------------------- ends

  private Expected end(Exec exec, ResultKind kind, int value) {
    if (!exec.isOpen()) {
      return new Expected.Accepted(false);
    }
    exec.value = value;
    endOrRetry(exec, kind);
    return new Expected.Accepted(true);
  }

  /** E3. */
  private void endOrRetry(Exec exec, ResultKind kind) {
    if (kind != ResultKind.VALUE && exec.series <= exec.step.target.retryLimit()) {
      Exec retry =
          addExec(exec.step, exec.space, exec.series + 1, exec.rerun, exec, false, exec.underTimed);
      forward(exec, ResultKind.RETRIED, retry);
    } else {
      settle(exec, kind);
    }
  }

  private void settle(Exec exec, ResultKind kind) {
    exec.result = kind;
    exec.endedAt = modelState.nowSeconds;
  }

  private void forward(Exec exec, ResultKind kind, Exec successor) {
    exec.successor = successor;
    settle(exec, kind);
  }

  private int cancel(Collection<Exec> roots) {
    Collection<Exec> closure = cancellation.closure(roots);
    closure.forEach(exec -> settle(exec, ResultKind.CANCELLED));
    return closure.size();
  }

  private Expected cancelRun(Move.CancelRun cancel) {
    boolean visible =
        modelState.execs.stream()
            .anyMatch(exec -> exec.step.run == cancel.run() && cancel.space().sees(exec));
    return visible
        ? new Expected.Count(
            cancel(openIn(cancel.space()).filter(exec -> exec.step.run == cancel.run()).toList()))
        : Expected.Refused.as(NOT_FOUND);
  }

  private Expected cancelExec(Move.CancelExec cancel) {
    Exec exec = cancel.exec();
    if (!cancel.space().sees(exec)) {
      return Expected.Refused.as(NOT_FOUND);
    }
    if (exec.space != cancel.space()) {
      return Expected.Refused.as(INVALID_STATE, FORBIDDEN);
    }
    return new Expected.Count(exec.isOpen() ? cancel(List.of(exec)) : 0);
  }

  private Expected advance(int seconds) {
    modelState.nowSeconds += seconds;
    List<Exec> late =
        modelState.execs.stream()
            .filter(exec -> exec.isOpen() && exec.deadline <= modelState.nowSeconds)
            .toList();
    for (Exec exec : late) {
      List<Exec> made = new ArrayList<>(cancellation.closure(List.of(exec)));
      made.remove(exec);
      endOrRetry(exec, ResultKind.TIMED_OUT);
      made.forEach(each -> settle(each, ResultKind.CANCELLED));
    }
    return new Expected.Done();
  }

  // ---------------------------------------------------------------- dispatch

  /** W3, C2: oldest first; there is always a free worker. */
  private void dispatch() {
    for (Exec exec : List.copyOf(modelState.execs)) {
      if (exec.isOpen() && !exec.assigned && exec.space.state == ACTIVE) {
        Exec answer = lookup.cache(exec);
        if (answer != null) {
          forward(exec, ResultKind.CACHED, answer);
        } else {
          exec.assigned = true;
          if (exec.step.target == HistoryTarget.TIMED) {
            exec.deadline = modelState.nowSeconds + HistoryTarget.TIMEOUT_SECONDS;
          }
        }
      }
    }
  }
}

package dev.pinwheel.query.facts;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.query.view.WaitReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an execution is doing, and why it waits. Pure. */
public final class StateRule {

  private final Facts facts;
  private final WorkerSnapshot workers;
  private final Instant now;

  public StateRule(Facts facts, WorkerSnapshot workers, Instant now) {
    this.facts = facts;
    this.workers = workers;
    this.now = now;
  }

  /**
   * The state of the outcome. A superseded or retried attempt has the state in which it ended
   * itself; other forwarding is followed (E2).
   */
  public State of(ExecutionFact execution) {
    ResultFact result = execution.result();
    if (result == null) {
      return openState(execution);
    }
    if (!result.kind().isForwarding() || result.kind().staysInStep()) {
      return ended(result);
    }
    ExecutionFact end = facts.end(execution);
    if (end == null) {
      return State.DONE;
    }
    return end.result() == null ? openState(end) : ended(end.result());
  }

  /** The state of a run whose step 1 this is (W7); never {@link State#BLOCKED}. */
  public State ofRun(ExecutionFact first, OpenWork open) {
    State state = of(first);
    if (!open.any()) {
      return state == State.BLOCKED ? State.RUNNING : state;
    }
    if (open.computes()) {
      return State.RUNNING;
    }
    if (state == State.WAITING || state == State.QUEUED) {
      return state;
    }
    if (open.due()) {
      return State.WAITING;
    }
    return open.earliest() == null ? State.RUNNING : State.SCHEDULED;
  }

  /** What the loaded open executions of a run do. */
  public OpenWork openWork(RunId run) {
    OpenWork work = OpenWork.NONE;
    for (ExecutionFact execution : facts.executions()) {
      if (execution.isOpen() && execution.id().run().equals(run)) {
        work = with(work, execution);
      }
    }
    return work;
  }

  private OpenWork with(OpenWork work, ExecutionFact execution) {
    return switch (openState(execution)) {
      case RUNNING -> new OpenWork(true, true, work.due(), work.earliest());
      case WAITING, QUEUED -> new OpenWork(true, work.computes(), true, work.earliest());
      case SCHEDULED -> {
        Instant at = execution.notBefore();
        Instant earliest = work.earliest();
        yield new OpenWork(
            true,
            work.computes(),
            work.due(),
            earliest == null || at != null && at.isBefore(earliest) ? at : earliest);
      }
      default -> new OpenWork(true, work.computes(), work.due(), work.earliest());
    };
  }

  public static State ended(ResultFact result) {
    return switch (result.kind()) {
      case VALUE, RECURRED -> State.DONE;
      case FAILED -> State.FAILED;
      case TIMED_OUT -> State.TIMED_OUT;
      case ABANDONED -> State.ABANDONED;
      case CANCELLED, SUPERSEDED -> State.CANCELLED;
      case SUSPENDED -> State.SUSPENDED;
      case RETRIED -> ofCause(result.cause());
      case CACHED, DEFERRED, SPAWNED ->
          throw new IllegalArgumentException(result.kind() + " does not say how it ended");
    };
  }

  private static State ofCause(@Nullable ResultKind cause) {
    return cause == ResultKind.TIMED_OUT
        ? State.TIMED_OUT
        : cause == ResultKind.ABANDONED ? State.ABANDONED : State.FAILED;
  }

  private State openState(ExecutionFact execution) {
    if (execution.assignedAt() != null) {
      return awaited(execution).isPresent() ? State.BLOCKED : State.RUNNING;
    }
    Instant notBefore = execution.notBefore();
    if (notBefore != null && notBefore.isAfter(now)) {
      return State.SCHEDULED;
    }
    return isPaused(execution) || !workers.isTaken(execution) ? State.WAITING : State.QUEUED;
  }

  private static boolean isPaused(ExecutionFact execution) {
    return execution.workspace().state() == WorkspaceState.PAUSED;
  }

  /** Why it, or the execution that it forwards to, waits; null when it does not. */
  public @Nullable WaitReason waiting(ExecutionFact execution) {
    ResultFact result = execution.result();
    if (result == null) {
      return reason(execution);
    }
    if (result.kind().staysInStep()) {
      return null;
    }
    ExecutionFact end = facts.end(execution);
    return end != null && end.isOpen() ? reason(end) : null;
  }

  private @Nullable WaitReason reason(ExecutionFact execution) {
    return switch (openState(execution)) {
      case BLOCKED -> awaited(execution).map(awaited -> blocked(execution, awaited)).orElse(null);
      case SCHEDULED -> scheduled(execution);
      case WAITING ->
          isPaused(execution)
              ? new WaitReason.Paused(execution.workspace().name())
              : workers.reason(execution);
      case QUEUED -> workers.reason(execution);
      case RUNNING, DONE, FAILED, TIMED_OUT, ABANDONED, CANCELLED, SUSPENDED, PART -> null;
    };
  }

  private WaitReason blocked(ExecutionFact execution, ExecutionFact awaited) {
    State state = of(awaited);
    StepFact step = awaited.step();
    boolean joined =
        !awaited.workspace().id().equals(execution.workspace().id())
            && facts.calls(execution.sequence()).stream()
                .anyMatch(
                    call -> call.callee() == awaited.sequence() && call.kind() == CallKind.REUSED);
    return joined
        ? new WaitReason.Joined(step.id(), step.target(), awaited.workspace().name(), state)
        : new WaitReason.Dependency(step.id(), step.target(), state, awaited.assignedAt());
  }

  private @Nullable WaitReason scheduled(ExecutionFact execution) {
    Instant at = execution.notBefore();
    if (at == null) {
      return null;
    }
    RetryOption retry = execution.step().options().effective().retry();
    if (execution.cause() != Attempt.Cause.RETRY || retry == null) {
      return new WaitReason.Delayed(at);
    }
    return new WaitReason.Retry(
        at, execution.seriesAttempt() - 1, retry.limit(), failureBefore(execution));
  }

  private String failureBefore(ExecutionFact execution) {
    for (ExecutionFact attempt : facts.attempts(execution.step().id())) {
      Long successor = attempt.successor();
      ResultFact result = attempt.result();
      if (result != null && successor != null && successor == execution.sequence()) {
        return result.failureType() == null
            ? ended(result).word()
            : simpleType(result.failureType());
      }
    }
    return "an earlier failure";
  }

  /** The class name without its package. */
  public static String simpleType(String type) {
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }

  /** The first execution that it waits for and that has no outcome yet; empty when it computes. */
  private Optional<ExecutionFact> awaited(ExecutionFact execution) {
    for (DependencyFact dependency : facts.dependencies(execution.sequence())) {
      ExecutionFact awaited = facts.execution(dependency.dependency());
      if (!dependency.handed() && awaited != null) {
        ExecutionFact end = facts.end(awaited);
        if (end != null && end.isOpen()) {
          return Optional.of(facts.endInStep(awaited));
        }
      }
    }
    return Optional.empty();
  }

  /** The times to show for it. */
  public Timing timing(ExecutionFact execution) {
    ResultFact result = execution.result();
    Instant ended = result == null ? null : result.recordedAt();
    if (result != null && result.kind().isForwarding() && !result.kind().staysInStep()) {
      ResultFact outcome = facts.outcome(execution);
      ended =
          outcome == null
              ? null
              : outcome.recordedAt().isAfter(result.recordedAt())
                  ? outcome.recordedAt()
                  : result.recordedAt();
    }
    return new Timing(execution.createdAt(), execution.assignedAt(), ended);
  }

  /** The visible attempts of a step, by number. */
  public List<Attempt> attempts(StepId step) {
    ExecutionFact current = facts.current(step).orElse(null);
    List<Attempt> attempts = new ArrayList<>();
    for (ExecutionFact execution : facts.attempts(step)) {
      ResultFact outcome = facts.outcome(execution);
      attempts.add(
          new Attempt(
              execution.id(),
              execution.workspace(),
              execution.cause(),
              current != null && current.sequence() == execution.sequence(),
              of(execution),
              timing(execution),
              forwarding(execution),
              execution.rerun(),
              outcome == null ? null : outcome.comparable()));
    }
    return attempts;
  }

  /** Where its result comes from; null when it is its own. */
  public @Nullable Forwarding forwarding(ExecutionFact execution) {
    ResultFact result = execution.result();
    if (result == null || !result.kind().isForwarding()) {
      return null;
    }
    ExecutionFact to = facts.successor(execution);
    return new Forwarding(result.kind(), to == null ? null : to.id());
  }
}

package dev.pinwheel.query.step;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.Rerun;
import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.query.view.WaitReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution, seen from a workspace.
 *
 * @param argumentLine the arguments of its step in one line of at most 120 characters; null for a
 *     step recorded by a version without those lines
 * @param segments what it did when, from its creation to its result; waits older than their record
 *     count as executing
 * @param waitsRecorded false when it waited before the starts of waits were recorded
 * @param attempts all visible ones of the step, by number
 * @param arguments in the order of the parameters
 * @param result of the outcome; null while open, after a failure, or when it is not visible
 * @param failure of the outcome, with frames; null when it did not fail or is not visible
 * @param forwarding from this execution to the end of its outcome; empty when it ended by itself
 * @param ranOn null when it was never assigned
 * @param endedBy who cancelled it; null when it was not cancelled
 * @param rerun who forced it; null when it was not forced
 * @param callers calls that refer to it, by visible executions, in the order in which they were
 *     made
 * @param otherCalledAttempts where nothing visible refers to it: the attempts of its step to which
 *     visible calls refer, by number; else empty
 * @param callees its own calls, by number
 */
public record ExecutionView(
    ExecutionId id,
    String module,
    String target,
    @Nullable String argumentLine,
    TargetKind kind,
    Workspace workspace,
    boolean ownWorkspace,
    Attempt.Cause cause,
    State state,
    @Nullable WaitReason waiting,
    Timing timing,
    List<Segment> segments,
    boolean waitsRecorded,
    @Nullable Double progress,
    List<Attempt> attempts,
    List<Argument> arguments,
    @Nullable Value result,
    @Nullable Failure failure,
    List<Forwarding> forwarding,
    @Nullable RanOn ranOn,
    @Nullable String endedBy,
    @Nullable Rerun rerun,
    List<CallLine> callers,
    List<CalledAttempt> otherCalledAttempts,
    List<CallLine> callees,
    List<DependencyLine> dependencies,
    List<DependencyLine> dependents,
    MemoFacts memo) {

  public ExecutionView {
    segments = List.copyOf(segments);
    attempts = List.copyOf(attempts);
    arguments = List.copyOf(arguments);
    forwarding = List.copyOf(forwarding);
    callers = List.copyOf(callers);
    otherCalledAttempts = List.copyOf(otherCalledAttempts);
    callees = List.copyOf(callees);
    dependencies = List.copyOf(dependencies);
    dependents = List.copyOf(dependents);
  }

  public StepId step() {
    return id.step();
  }

  /** Whether it is the current attempt as seen from here (W5). */
  public boolean isCurrent() {
    return attempts.stream().anyMatch(a -> a.current() && a.execution().equals(id));
  }

  /**
   * An argument.
   *
   * @param name of the parameter, {@code #1} … when the declaration is not known any more
   * @param inKey whether it is part of the memo key
   */
  public record Argument(String name, Value value, boolean inKey) {}

  /**
   * The worker that executed it.
   *
   * @param worker its name; for the embedded one {@code embedded worker}
   */
  public record RanOn(String worker, boolean embedded, String codeVersion) {}

  /**
   * A call, from the side of the caller or of the callee.
   *
   * @param execution the other end
   * @param target of the other end
   * @param argumentLine the arguments of the other end's step in one line; among its own calls,
   *     those of the call where they differ (M6); null when there is none
   * @param workspace of the other end
   * @param state of the other end's outcome
   * @param explanation why it was reused, or why nothing fitted; empty when there is nothing to say
   */
  public record CallLine(
      ExecutionId execution,
      String module,
      String target,
      @Nullable String argumentLine,
      WorkspaceName workspace,
      State state,
      CallKind kind,
      int number,
      int times,
      @Nullable String group,
      Instant calledAt,
      String explanation) {}

  /**
   * An attempt that is called.
   *
   * @param callers as in {@link ExecutionView#callers}, without explanations
   */
  public record CalledAttempt(ExecutionId execution, List<CallLine> callers) {
    public CalledAttempt {
      callers = List.copyOf(callers);
    }
  }

  /**
   * The other end of a dependency.
   *
   * @param argumentLine the arguments of its step in one line; null when there is none
   * @param handed true when it came as a handle in the arguments, false when it was waited for
   */
  public record DependencyLine(
      ExecutionId execution,
      String target,
      @Nullable String argumentLine,
      WorkspaceName workspace,
      State state,
      boolean handed) {}
}

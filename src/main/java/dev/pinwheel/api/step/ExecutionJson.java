package dev.pinwheel.api.step;

import dev.pinwheel.api.value.FailureJson;
import dev.pinwheel.api.value.ForwardingJson;
import dev.pinwheel.api.value.TimingJson;
import dev.pinwheel.api.value.VerbatimJson;
import dev.pinwheel.api.value.WaitingJson;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Value;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one execution, seen from a workspace.
 *
 * @param cause submit, call, rerun, force or retry
 * @param current whether it is the current attempt as seen from here
 * @param attempts the visible ones of its step, by number
 * @param value of its outcome; absent while it is open, when it failed, and when it is large
 * @param valueBytes size of the value; a large one is at {@code …/value}
 * @param forwarding from this execution to the end of its outcome
 * @param ranOn the worker that had it; absent before
 * @param endedBy who cancelled it
 * @param rerun who forced it; absent when it was not forced
 * @param callers the visible calls that refer to it
 * @param callees its own calls, by number
 * @param dependencies what it waited for, or was handed
 * @param dependents what waited for it, or was handed it
 * @param memo whether and how it is memoized
 */
@Schema(name = "Execution")
record ExecutionJson(
    @Schema(example = "R7K2:3:2") String execution,
    @Schema(example = "R7K2:3") String step,
    String module,
    String target,
    TargetKind kind,
    String workspace,
    Attempt.Cause cause,
    boolean current,
    State state,
    @Nullable WaitingJson waiting,
    TimingJson timing,
    @Nullable Double progress,
    List<AttemptJson> attempts,
    List<ArgumentJson> arguments,
    @Nullable VerbatimJson value,
    @Nullable Long valueBytes,
    @Nullable FailureJson failure,
    List<ForwardingJson> forwarding,
    @Nullable RanOnJson ranOn,
    @Nullable String endedBy,
    AttemptJson.@Nullable RerunJson rerun,
    List<CallLineJson> callers,
    List<CallLineJson> callees,
    List<DependencyLineJson> dependencies,
    List<DependencyLineJson> dependents,
    MemoDecisionJson memo) {

  static ExecutionJson of(ExecutionView view, Instant now) {
    Value result = view.result();
    return new ExecutionJson(
        view.id().toString(),
        view.step().toString(),
        view.module(),
        view.target(),
        view.kind(),
        view.workspace().name().value(),
        view.cause(),
        view.isCurrent(),
        view.state(),
        WaitingJson.of(view.waiting(), now),
        TimingJson.of(view.timing()),
        view.progress(),
        view.attempts().stream().map(AttemptJson::of).toList(),
        view.arguments().stream().map(ArgumentJson::of).toList(),
        text(result),
        result == null ? null : result.size(),
        FailureJson.of(view.failure()),
        view.forwarding().stream().map(ForwardingJson::of).filter(Objects::nonNull).toList(),
        RanOnJson.of(view.ranOn()),
        view.endedBy(),
        AttemptJson.RerunJson.of(view.rerun()),
        view.callers().stream().map(CallLineJson::of).toList(),
        view.callees().stream().map(CallLineJson::of).toList(),
        view.dependencies().stream().map(DependencyLineJson::of).toList(),
        view.dependents().stream().map(DependencyLineJson::of).toList(),
        MemoDecisionJson.of(view));
  }

  static @Nullable VerbatimJson text(@Nullable Value value) {
    return value == null || value.json() == null ? null : VerbatimJson.of(value.json());
  }

  /**
   * An argument.
   *
   * @param name the name of the parameter
   * @param value absent when it is large; then it is at {@code …/arguments/{position}}
   * @param bytes its size
   * @param inKey whether it is part of the memo key
   */
  @Schema(name = "Argument")
  record ArgumentJson(String name, @Nullable VerbatimJson value, long bytes, boolean inKey) {

    static ArgumentJson of(ExecutionView.Argument argument) {
      return new ArgumentJson(
          argument.name(), text(argument.value()), argument.value().size(), argument.inKey());
    }
  }

  /** The worker that had it. */
  @Schema(name = "RanOn")
  record RanOnJson(String worker, boolean embedded, String codeVersion) {

    static @Nullable RanOnJson of(ExecutionView.@Nullable RanOn ranOn) {
      return ranOn == null
          ? null
          : new RanOnJson(ranOn.worker(), ranOn.embedded(), ranOn.codeVersion());
    }
  }

  /**
   * A call, from the side of the caller or of the callee.
   *
   * @param execution the other end, like target, workspace and state
   * @param kind made or reused
   * @param explanation why it was reused, or why nothing fitted; absent when there is nothing to
   *     say
   */
  @Schema(name = "CallLine")
  record CallLineJson(
      String execution,
      String module,
      String target,
      String workspace,
      State state,
      CallKind kind,
      int number,
      int times,
      @Nullable String group,
      Instant calledAt,
      @Nullable String explanation) {

    static CallLineJson of(ExecutionView.CallLine line) {
      return new CallLineJson(
          line.execution().toString(),
          line.module(),
          line.target(),
          line.workspace().value(),
          line.state(),
          line.kind(),
          line.number(),
          line.times(),
          line.group(),
          line.calledAt(),
          line.explanation().isEmpty() ? null : line.explanation());
    }
  }

  /** The other end of a dependency. */
  @Schema(name = "DependencyLine")
  record DependencyLineJson(
      String execution, String target, String workspace, State state, boolean handed) {

    static DependencyLineJson of(ExecutionView.DependencyLine line) {
      return new DependencyLineJson(
          line.execution().toString(),
          line.target(),
          line.workspace().value(),
          line.state(),
          line.handed());
    }
  }
}

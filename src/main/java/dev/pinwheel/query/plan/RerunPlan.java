package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.model.PlanSummary.OfTarget;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.WaitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a re-run is predicted to do, based on the last call tree of its step. Making a plan executes
 * and writes nothing.
 *
 * @param workspace in which the step would be re-run, and from which all lookups were made
 * @param calls in call order, the forced step first; calls under reused ones are not reached
 * @param workNotRepeated durations of the executions that the calls certain to be reused refer to,
 *     and of what those called, each once
 * @param obstacles why calls that will run would wait there: no worker, or a pause; empty when they
 *     can run
 * @param unfinished an attempt that did not end by itself, so that more may be called than is
 *     known; null when there is none
 * @param expiry the cached result of the plan that will be too old first; null for none
 * @param cut whether there are more calls than a plan covers
 */
public record RerunPlan(
    StepId step,
    String target,
    WorkspaceName workspace,
    PlanChoices choices,
    List<PlannedCall> calls,
    Duration workNotRepeated,
    List<WaitReason> obstacles,
    @Nullable Unfinished unfinished,
    @Nullable Expiry expiry,
    boolean cut) {

  /** How many targets a summary lists. Its totals cover all calls. */
  private static final int MAX_TARGETS = 50;

  public RerunPlan {
    calls = List.copyOf(calls);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * An attempt on which a plan is based although it made only part of its calls.
   *
   * @param state how it ended, or what it does; null when the cache answered it
   */
  public record Unfinished(ExecutionId execution, String target, @Nullable State state) {

    /** E.g. {@code Attempt 2 of summarise failed: if it gets further, it may call more.}. */
    public String sentence() {
      String attempt = "Attempt %d of %s".formatted(execution.attempt(), target);
      if (state == null) {
        return attempt + " was answered from the cache: what it calls is not known.";
      }
      return switch (state) {
        case FAILED, TIMED_OUT ->
            "%s %s: if it gets further, it may call more.".formatted(attempt, state.word());
        case ABANDONED, CANCELLED, SUSPENDED, PART ->
            "%s was %s: if it gets further, it may call more.".formatted(attempt, state.word());
        case WAITING, SCHEDULED, BLOCKED, QUEUED, RUNNING ->
            attempt + " has not ended yet: it may call more.";
        case DONE -> throw new IllegalStateException(execution + " is finished");
      };
    }
  }

  /**
   * A cached result that will be too old after a while.
   *
   * @param target of the call that it answers
   * @param left how long it answers from now on
   */
  public record Expiry(String target, Duration left) {

    /** E.g. {@code The cache answers rates for another 4 min; after that it will run.}. */
    public String sentence() {
      return "The cache answers %s for another %s; after that it will run."
          .formatted(target, TextFormat.duration(left));
    }
  }

  /** How many calls are in a class, repeated ones counted. */
  public int count(PlanClass planned) {
    return calls.stream()
        .filter(call -> call.planned() == planned)
        .mapToInt(PlannedCall::times)
        .sum();
  }

  /** The calls of a class by target, in call order. */
  public List<PlanLine> lines(PlanClass planned) {
    return PlanLine.of(planned, calls);
  }

  /** Why the re-run may differ from the plan, in sentences; empty when there is no reason. */
  public Optional<String> note() {
    List<String> notes = new ArrayList<>();
    if (cut) {
      notes.add("The plan is incomplete: there are too many calls.");
    } else if (unfinished != null) {
      notes.add(unfinished.sentence());
    }
    if (expiry != null) {
      notes.add(expiry.sentence());
    }
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", notes));
  }

  /** What is recorded with the re-run. */
  public PlanSummary summary() {
    Map<List<String>, OfTarget> targets = new LinkedHashMap<>();
    for (PlannedCall call : calls) {
      if (call.isVisible()) {
        targets.merge(
            List.of(call.module(), call.target()), ofTarget(call), (one, other) -> sum(one, other));
      }
    }
    return new PlanSummary(
        count(PlanClass.WILL_RUN),
        count(PlanClass.WILL_BE_REUSED),
        count(PlanClass.REUSED_IF_EQUAL),
        workNotRepeated,
        targets.values().stream().limit(MAX_TARGETS).toList());
  }

  private static OfTarget ofTarget(PlannedCall call) {
    return new OfTarget(
        call.module(),
        call.target(),
        call.planned() == PlanClass.WILL_RUN ? call.times() : 0,
        call.planned() == PlanClass.WILL_BE_REUSED ? call.times() : 0,
        call.planned() == PlanClass.REUSED_IF_EQUAL ? call.times() : 0);
  }

  private static OfTarget sum(OfTarget one, OfTarget other) {
    return new OfTarget(
        one.module(),
        one.target(),
        one.willRun() + other.willRun(),
        one.willBeReused() + other.willBeReused(),
        one.reusedIfEqual() + other.reusedIfEqual());
  }

  /** Whether the workspace is active and has workers for everything that will run. */
  public boolean canRun() {
    return obstacles.isEmpty();
  }
}

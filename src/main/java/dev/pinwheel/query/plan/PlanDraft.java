package dev.pinwheel.query.plan;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.WorkNotRepeated;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.plan.RerunPlan.Unfinished;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link Planner} finds, and makes the {@link RerunPlan} of it. Used once. */
final class PlanDraft {

  /** What the cache keeps for less may be too old before the re-run gets there. */
  private static final Duration SOON = Duration.ofMinutes(10);

  private final Facts facts;
  private final WorkerSnapshot workers;
  private final Instant now;
  private final WorkNotRepeated notRepeated;
  private final Map<String, Set<String>> targets = new LinkedHashMap<>();
  private final List<PlannedCall> calls = new ArrayList<>();
  private @Nullable Unfinished unfinished;
  private RerunPlan.@Nullable Expiry expiry;

  PlanDraft(Facts facts, WorkerSnapshot workers, Instant now) {
    this.facts = facts;
    this.workers = workers;
    this.now = now;
    this.notRepeated = new WorkNotRepeated(facts);
  }

  int size() {
    return calls.size();
  }

  /**
   * A step will run.
   *
   * @param step null when nothing of it is visible; then {@code last} is null, too
   * @param last the attempt that shows what it does
   * @param after the earlier call that may change its arguments; null when they are certain
   */
  void runs(
      @Nullable StepFact step, @Nullable ExecutionFact last, Cause cause, @Nullable String after) {
    if (step != null) {
      targets.computeIfAbsent(step.module(), module -> new LinkedHashSet<>()).add(step.target());
    }
    add(PlanClass.WILL_RUN, step, cause, 1, null, last, after);
  }

  /**
   * A call will reuse something.
   *
   * @param step null when nothing of it is visible
   * @param found what it reuses; null when that is something the re-run itself makes
   * @param after the earlier call that may change its arguments; null when they are certain
   */
  void reuses(
      @Nullable StepFact step,
      @Nullable ExecutionFact found,
      Cause cause,
      int times,
      @Nullable String after) {
    if (found != null && after == null) {
      notRepeated.addWork(found);
    }
    PlanClass planned = after == null ? PlanClass.WILL_BE_REUSED : PlanClass.REUSED_IF_EQUAL;
    add(planned, step, cause, times, found, found, after);
  }

  private void add(
      PlanClass planned,
      @Nullable StepFact step,
      Cause cause,
      int times,
      @Nullable ExecutionFact reused,
      @Nullable ExecutionFact timed,
      @Nullable String after) {
    calls.add(
        new PlannedCall(
            planned,
            cause,
            step == null ? null : step.id(),
            step == null ? "" : step.module(),
            step == null ? "" : step.target(),
            step == null ? null : step.argumentLine(),
            times,
            reused == null ? null : reused.id(),
            reused == null || reused.depth() == 0 ? null : reused.workspace().name(),
            timed == null ? null : took(timed),
            after));
  }

  private static @Nullable Duration took(ExecutionFact execution) {
    ResultFact result = execution.result();
    return result == null || execution.assignedAt() == null
        ? null
        : Duration.between(execution.assignedAt(), result.recordedAt());
  }

  /**
   * The cache answers a step.
   *
   * @param until when the answer is too old; null: never
   */
  void expires(@Nullable StepFact step, @Nullable Instant until) {
    if (step == null || until == null) {
      return;
    }
    Duration left = Duration.between(now, until);
    if (left.compareTo(expiry == null ? SOON : expiry.left()) < 0) {
      expiry = new RerunPlan.Expiry(step.target(), left);
    }
  }

  /** The calls of this attempt are followed; it may have made only part of them. */
  void follows(ExecutionFact last) {
    ResultFact result = last.result();
    boolean cached = PlanBaseline.isCached(last);
    State state =
        result == null
            ? State.RUNNING
            : result.kind().staysInStep() || !result.kind().isForwarding()
                ? StateRule.ended(result)
                : null;
    if (unfinished == null && (cached || (state != null && state != State.DONE))) {
      unfinished = new Unfinished(last.id(), last.step().target(), state);
    }
  }

  /**
   * The plan.
   *
   * @param forced the step that is re-run
   * @param cut whether there were more calls than a plan covers
   */
  RerunPlan plan(StepFact forced, PlanChoices choices, boolean cut) {
    return new RerunPlan(
        forced.id(),
        forced.target(),
        facts.viewpoint().name(),
        choices,
        calls,
        notRepeated.sum().workNotRepeated(),
        obstacles(),
        unfinished,
        expiry,
        cut);
  }

  private List<WaitReason> obstacles() {
    Workspace place = facts.viewpoint().workspace();
    Set<WaitReason> obstacles = new LinkedHashSet<>();
    if (place.state() == WorkspaceState.PAUSED) {
      obstacles.add(new WaitReason.Paused(place.name()));
    }
    targets.forEach((module, names) ->
        names.forEach(target -> {
          WaitReason reason = workers.reason(place, module, target);
          if (reason != null && !(reason instanceof WaitReason.Slots)) {
            obstacles.add(reason);
          }
        }));
    return List.copyOf(obstacles);
  }
}

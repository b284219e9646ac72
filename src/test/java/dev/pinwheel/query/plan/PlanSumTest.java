package dev.pinwheel.query.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.WaitReason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The plan of many re-runs is the sum of their plans. */
final class PlanSumTest {

  private static final WorkspaceName STAGING = new WorkspaceName("staging");
  private static final WaitReason NO_WORKER = new WaitReason.NoWorker(STAGING, "users");

  @Test
  void ofNothingThereIsNothing() {
    assertThat(PlanSum.NONE.count(PlanClass.WILL_RUN)).isZero();
    assertThat(PlanSum.NONE.lines(PlanClass.WILL_RUN)).isEmpty();
    assertThat(PlanSum.NONE.canRun()).isTrue();
    assertThat(PlanSum.NONE.notes()).isEmpty();
  }

  @Test
  void callsAndWorkAreAdded() {
    PlanSum sum =
        PlanSum.NONE
            .plus(plan(1, List.of(forced(1), reused(1, 1, 3), perhaps(1))))
            .plus(plan(2, List.of(forced(2), reused(2, 1, 4))));

    assertThat(sum.count(PlanClass.WILL_RUN)).isEqualTo(2);
    assertThat(sum.count(PlanClass.WILL_BE_REUSED)).isEqualTo(7);
    assertThat(sum.count(PlanClass.REUSED_IF_EQUAL)).isEqualTo(1);
    assertThat(sum.workNotRepeated()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void theSameTargetIsOneLineAndAttemptsThatDifferAreNotNamed() {
    PlanSum same =
        PlanSum.NONE
            .plus(plan(1, List.of(reused(1, 1, 3))))
            .plus(plan(2, List.of(reused(2, 1, 4))));
    PlanSum different = same.plus(plan(3, List.of(reused(3, 2, 1))));

    assertThat(same.lines(PlanClass.WILL_BE_REUSED))
        .singleElement()
        .extracting(PlanLine::calls, PlanLine::took, PlanLine::attempt)
        .containsExactly(7, Duration.ofSeconds(2), 1);
    assertThat(different.lines(PlanClass.WILL_BE_REUSED))
        .singleElement()
        .extracting(PlanLine::calls, PlanLine::attempt)
        .containsExactly(8, null);
  }

  @Test
  void aReasonToWaitIsSaidOnce() {
    PlanSum sum =
        PlanSum.NONE
            .plus(plan(1, List.of(), List.of(NO_WORKER), false, null))
            .plus(plan(2, List.of(), List.of(NO_WORKER), false, null));

    assertThat(sum.obstacles()).containsExactly(NO_WORKER);
    assertThat(sum.canRun()).isFalse();
  }

  @Test
  void whatIsUncertainIsCountedAndTheFirstToExpireIsNamed() {
    RerunPlan.Expiry late = new RerunPlan.Expiry("rates", Duration.ofMinutes(9));
    RerunPlan.Expiry soon = new RerunPlan.Expiry("stations", Duration.ofMinutes(4));
    PlanSum one = PlanSum.NONE.plus(plan(1, List.of(), List.of(), true, late));

    assertThat(one.notes())
        .containsExactly(
            "The plan is incomplete: one run has too many calls.",
            "One run did not get to its end: if it gets further, it may call more.",
            late.sentence());
    assertThat(
            one.plus(plan(2, List.of(), List.of(), true, soon))
                .plus(plan(3, List.of(), List.of(), false, null))
                .notes())
        .containsExactly(
            "The plan is incomplete: 2 runs have too many calls.",
            "2 runs did not get to their end: if they get further, they may call more.",
            soon.sentence());
  }

  private static RerunPlan plan(int run, List<PlannedCall> calls) {
    return plan(run, calls, List.of(), false, null);
  }

  private static RerunPlan plan(
      int run,
      List<PlannedCall> calls,
      List<WaitReason> obstacles,
      boolean uncertain,
      RerunPlan.@Nullable Expiry expiry) {
    StepId step = new StepId(new RunId(run), 1);
    return new RerunPlan(
        step,
        "welcome",
        STAGING,
        PlanChoices.PLAIN,
        calls,
        Duration.ofSeconds(10),
        obstacles,
        uncertain
            ? new RerunPlan.Unfinished(new ExecutionId(step, 1), "welcome", State.FAILED)
            : null,
        expiry,
        uncertain);
  }

  private static PlannedCall forced(int run) {
    return new PlannedCall(
        PlanClass.WILL_RUN,
        Cause.FORCED,
        new StepId(new RunId(run), 1),
        "users",
        "welcome",
        null,
        1,
        null,
        null,
        null,
        null);
  }

  private static PlannedCall reused(int run, int attempt, int times) {
    return new PlannedCall(
        PlanClass.WILL_BE_REUSED,
        Cause.MEMOIZED,
        null,
        "users",
        "fetchUser",
        null,
        times,
        new ExecutionId(new StepId(new RunId(run), 2), attempt),
        null,
        Duration.ofSeconds(1),
        null);
  }

  private static PlannedCall perhaps(int run) {
    return new PlannedCall(
        PlanClass.REUSED_IF_EQUAL,
        Cause.MEMOIZED,
        null,
        "users",
        "notifyOnce",
        null,
        1,
        new ExecutionId(new StepId(new RunId(run), 3), 1),
        null,
        null,
        "sendEmail");
  }
}

package dev.pinwheel.studio.run.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.WaitReason;
import dev.pinwheel.studio.run.RunTreeBuilder;
import dev.pinwheel.studio.run.RunTreeBuilder.Parts;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class StepLabelsTest {

  @Test
  void theLabelNamesEverySlotOfTheCard() {
    assertThat(label(step -> step.pin(1, null)))
        .isEqualTo("fetchUser, done, memoized, reused by 1 call");
    assertThat(label(step -> step.pin(2, null)))
        .isEqualTo("fetchUser, done, memoized, reused by 2 calls");
    assertThat(label(step -> step.pin(0, null)))
        .isEqualTo("fetchUser, done, memoized, not reused yet");
    assertThat(label(step -> step)).isEqualTo("fetchUser, done");
    assertThat(
            label(step ->
                step.in(RunTreeBuilder.DEVELOPMENT)
                    .attempts(1, 2)
                    .stale(Staleness.STALE)
                    .failed("IOException")
                    .pin(1, 1)))
        .isEqualTo(
            "fetchUser, attempt 2, failed, stale, in development, memoized, reused by 1 call,"
                + " calls use attempt 1");
  }

  @Test
  void argumentsFollowTheNameAndLongOnesLoseTheirMiddle() {
    assertThat(label(step -> step.arguments("userId \"u1\"")))
        .isEqualTo("fetchUser, userId u1, done");
    assertThat(label(step -> step.arguments("text \"" + "x".repeat(110) + "\"")))
        .startsWith("fetchUser, text xxx")
        .contains("x…x")
        .hasSize("fetchUser, ".length() + 80 + ", done".length());
  }

  @Test
  void theStateStandsBesideTimeOrReason() {
    assertThat(state(step -> step)).isEqualTo("Done 1.2 s");
    assertThat(state(step -> step.failed("NumberFormatException")))
        .isEqualTo("NumberFormatException 1.2 s");
    assertThat(state(step -> step.state(State.TIMED_OUT))).isEqualTo("Timed out 1.2 s");
    assertThat(state(step -> step.failed("IOException").pin(1, 1)))
        .isEqualTo("Failed; calls use #1");
    assertThat(state(step -> step.waiting(State.QUEUED, new WaitReason.Slots(8, 8))))
        .isEqualTo("8 of 8 slots busy");
    assertThat(state(step -> step.state(State.RUNNING))).isEqualTo("Running");
    assertThat(
            state(step ->
                step.state(State.CANCELLED)
                    .forwarding(
                        new Forwarding(ResultKind.SUPERSEDED, RunTreeBuilder.execution(2, 2)))))
        .isEqualTo("Superseded 1.2 s");
  }

  @Test
  void staleAndCachedAreSaidBehindTheState() {
    StepNode stale = node(step -> step.stale(Staleness.STALE));

    assertThat(StepLabels.remark(stale, 1)).isEqualTo("stale, used #1");
    assertThat(StepLabels.remark(stale, null)).isEqualTo("stale");
    assertThat(StepLabels.remark(node(step -> step.stale(Staleness.STALE_BELOW)), null))
        .isEqualTo("stale below");
    assertThat(
            StepLabels.remark(
                node(step ->
                    step.forwarding(
                        new Forwarding(ResultKind.CACHED, RunTreeBuilder.execution(4, 1)))),
                null))
        .isEqualTo("cached from " + RunTreeBuilder.step(4));
    assertThat(StepLabels.remark(node(step -> step), null)).isEmpty();
  }

  private static String label(UnaryOperator<Parts> change) {
    return StepLabels.label(node(change));
  }

  private static String state(UnaryOperator<Parts> change) {
    return StepLabels.state(node(change), ZoneOffset.UTC);
  }

  private static StepNode node(UnaryOperator<Parts> change) {
    return new RunTreeBuilder().add(2, "fetchUser", change).tree().nodes().getFirst();
  }
}

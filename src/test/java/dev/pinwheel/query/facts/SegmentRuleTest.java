package dev.pinwheel.query.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.Segment.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The segments of an attempt, written as {@code queued 0-2, executing 2-9}, in seconds. */
class SegmentRuleTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void whatNobodyHasIsQueued() {
    assertThat(segments(null, null, 5)).isEqualTo("queued 0-5");
  }

  @Test
  void whatIsAssignedExecutes() {
    assertThat(segments(null, 2, 9)).isEqualTo("queued 0-2, executing 2-9");
    assertThat(segments(null, 0, 9)).isEqualTo("executing 0-9");
  }

  @Test
  void untilItIsDueItIsScheduledAndNotQueued() {
    assertThat(segments(3, 4, 9)).isEqualTo("scheduled 0-3, queued 3-4, executing 4-9");
    assertThat(segments(30, null, 9)).as("cancelled before").isEqualTo("scheduled 0-9");
    assertThat(segments(-5, 1, 2)).as("due at once").isEqualTo("queued 0-1, executing 1-2");
  }

  @Test
  void waitsAreTakenOutOfTheExecution() {
    assertThat(segments(null, 1, 9, waited(2, 5)))
        .isEqualTo("queued 0-1, executing 1-2, waiting 2-5, executing 5-9");
  }

  @Test
  void waitsAtTheSameTimeCountOnce() {
    assertThat(segments(null, 0, 9, waited(2, 5), waited(3, 7), waited(4, 6)))
        .isEqualTo("executing 0-2, waiting 2-7, executing 7-9");
    assertThat(segments(null, 0, 9, waited(5, 7), waited(1, 5)))
        .as("one after another, in any order")
        .isEqualTo("executing 0-1, waiting 1-7, executing 7-9");
  }

  @Test
  void waitForWhatWasThereAlreadyTakesNoTime() {
    assertThat(segments(null, 0, 9, waited(5, 3), waited(6, 6))).isEqualTo("executing 0-9");
  }

  @Test
  void openWaitLastsUntilTheEnd() {
    assertThat(segments(null, 0, 9, waited(4, null))).isEqualTo("executing 0-4, waiting 4-9");
    assertThat(segments(null, 0, 9, waited(4, 20))).isEqualTo("executing 0-4, waiting 4-9");
  }

  @Test
  void whatTookNoTimeStillHasItsPlace() {
    assertThat(segments(null, null, 0)).as("answered from the cache").isEqualTo("queued 0-0");
    assertThat(segments(null, 0, 0)).isEqualTo("executing 0-0");
  }

  @Test
  void sumsAreByKind() {
    List<Segment> segments =
        SegmentRule.segments(
            START, null, at(1), at(9), List.of(new SegmentRule.Wait(1, at(2), at(5))));

    assertThat(SegmentRule.sum(segments, Kind.EXECUTING)).isEqualTo(Duration.ofSeconds(5));
    assertThat(SegmentRule.sum(segments, Kind.SCHEDULED)).isZero();
  }

  private static SegmentRule.Wait waited(int from, @Nullable Integer to) {
    return new SegmentRule.Wait(1, at(from), to == null ? null : at(to));
  }

  private static String segments(
      @Nullable Integer notBefore, @Nullable Integer assigned, int end, SegmentRule.Wait... waits) {
    return SegmentRule.segments(
            START,
            notBefore == null ? null : at(notBefore),
            assigned == null ? null : at(assigned),
            at(end),
            List.of(waits))
        .stream()
        .map(one -> "%s %d-%d".formatted(one.kind().word(), second(one.from()), second(one.to())))
        .collect(Collectors.joining(", "));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static long second(Instant moment) {
    return Duration.between(START, moment).toSeconds();
  }
}

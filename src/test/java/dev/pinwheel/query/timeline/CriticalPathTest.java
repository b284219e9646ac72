package dev.pinwheel.query.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.timeline.CriticalPath.Before;
import dev.pinwheel.query.timeline.CriticalPath.Piece;
import dev.pinwheel.query.timeline.CriticalPath.Wait;
import dev.pinwheel.query.timeline.CriticalPath.Work;
import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.Segment.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Paths as {@code 1 executing 0-2, 2 queued 2-3}: the execution, what it did, seconds. */
class CriticalPathTest {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final Map<Long, Work> works = new HashMap<>();

  @Test
  void oneExecutionAlone() {
    add(1, null, queued(0, 1), executing(1, 5));

    assertThat(path(5)).isEqualTo("1 queued 0-1, 1 executing 1-5");
  }

  @Test
  void waitLeadsToWhatWasWaitedForAndBackToTheCall() {
    add(1, null, executing(0, 2), waiting(2, 9), executing(9, 10));
    waits(1, new Wait(2, at(2), at(9)));
    add(2, new Before(1, at(2)), queued(2, 6), executing(6, 9));

    assertThat(path(10))
        .isEqualTo("1 executing 0-2, 2 queued 2-6, 2 executing 6-9, 1 executing 9-10");
  }

  @Test
  void ofParallelCallsTheOneThatEndedLastCounts() {
    add(1, null, executing(0, 1), waiting(1, 8));
    waits(1, new Wait(2, at(1), at(5)), new Wait(3, at(1), at(8)));
    add(2, new Before(1, at(0)), executing(0, 5));
    add(3, new Before(1, at(1)), executing(1, 8));

    assertThat(path(8)).isEqualTo("1 executing 0-1, 3 executing 1-8");
  }

  @Test
  void callsOneAfterAnotherAreAllOnThePath() {
    add(1, null, waiting(0, 9));
    for (int i = 0; i < 3; i++) {
      add(2 + i, new Before(1, at(3 * i)), executing(3 * i, 3 * i + 3));
    }
    waits(1, new Wait(2, at(0), at(3)), new Wait(3, at(3), at(6)), new Wait(4, at(6), at(9)));

    assertThat(path(9)).isEqualTo("2 executing 0-3, 3 executing 3-6, 4 executing 6-9");
  }

  @Test
  void whatWasReusedAndStillRanLeadsToTheOneThatMadeIt() {
    add(1, null, waiting(0, 9));
    add(2, new Before(1, at(0)), executing(0, 9));
    add(4, new Before(2, at(4)), executing(4, 9));
    waits(1, new Wait(4, at(5), at(9)));

    assertThat(path(9)).isEqualTo("2 executing 0-4, 4 executing 4-9");
  }

  @Test
  void retryLeadsToTheAttemptBefore() {
    add(1, null, executing(0, 2));
    add(2, new Before(1, at(2)), scheduled(2, 5), executing(5, 7));

    assertThat(CriticalPath.find(works, 2, at(7)).stream().map(Piece::execution))
        .containsExactly(1L, 2L, 2L);
  }

  @Test
  void waitForAnUnknownExecutionIsTimeOfItsOwn() {
    add(1, null, executing(0, 2), waiting(2, 9));
    waits(1, new Wait(99, at(2), at(9)));

    assertThat(path(9)).isEqualTo("1 executing 0-2, 1 waiting 2-9");
  }

  @Test
  void manyCallsOfOneCallerAreFoundInTime() {
    List<Wait> waits = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      add(2 + i, new Before(1, at(i)), executing(i, i + 1));
      waits.add(new Wait(2 + i, at(i), at(i + 1)));
    }
    add(1, null, waiting(0, 20_000));
    waits(1, waits.toArray(Wait[]::new));

    assertThat(CriticalPath.find(works, 1, at(20_000))).hasSize(20_000);
  }

  @Test
  void adviceNamesSlotsTheLongestOrSubmit() {
    assertThat(
            advice(
                new Piece(1, Kind.QUEUED, at(0), at(66)),
                new Piece(1, Kind.EXECUTING, at(66), at(70))))
        .isEqualTo(
            "1 min 6 s of 1 min 10 s were spent waiting for a free slot: more slots would make this"
                + " faster.");
    assertThat(
            advice(
                new Piece(2, Kind.EXECUTING, at(0), at(6)),
                new Piece(1, Kind.EXECUTING, at(6), at(9))))
        .isEqualTo(
            "check month 2 executed for 6 s of 9 s: it dominates the run: speed it up first.");
    assertThat(
            advice(
                new Piece(2, Kind.EXECUTING, at(0), at(3)),
                new Piece(3, Kind.EXECUTING, at(3), at(6)),
                new Piece(4, Kind.EXECUTING, at(6), at(9))))
        .isEqualTo(
            "nightly called check 3 times, one after another: with submit they could execute at the"
                + " same time.");
    assertThat(
            advice(
                new Piece(2, Kind.EXECUTING, at(0), at(4)),
                new Piece(3, Kind.EXECUTING, at(4), at(8)),
                new Piece(1, Kind.EXECUTING, at(8), at(10))))
        .isNull();
  }

  @Test
  void gapsAreWhereNothingExecutesOrQueuesForLong() {
    List<Segment> segments =
        List.of(
            executing(0, 10),
            waiting(10, 90),
            scheduled(10, 80),
            queued(80, 85),
            executing(90, 100));

    assertThat(IdleGaps.find(START, at(100), segments))
        .containsExactly(new Timeline.Gap(at(10), at(80)));
    assertThat(IdleGaps.find(START, at(8), List.of(executing(0, 1), executing(5, 8))))
        .as("four seconds are never folded")
        .isEmpty();
    assertThat(IdleGaps.find(START, at(100), List.of(executing(0, 45), executing(54, 100))))
        .as("nine of a hundred")
        .isEmpty();
  }

  private @Nullable String advice(Piece... pieces) {
    Map<Long, SpeedAdvice.Named> names = new HashMap<>();
    names.put(1L, new SpeedAdvice.Named("nightly", "nightly", null));
    for (long i = 2; i <= 4; i++) {
      names.put(i, new SpeedAdvice.Named("check", "check month " + i, 1L));
    }
    return SpeedAdvice.of(
            List.of(pieces), names, Duration.between(START, pieces[pieces.length - 1].to()))
        .orElse(null);
  }

  private void add(long execution, @Nullable Before before, Segment... segments) {
    works.put(execution, new Work(execution, List.of(segments), List.of(), before));
  }

  private void waits(long execution, Wait... waits) {
    Work work = Objects.requireNonNull(works.get(execution));
    works.put(execution, new Work(execution, work.segments(), List.of(waits), work.before()));
  }

  private String path(int end) {
    return CriticalPath.find(works, 1, at(end)).stream()
        .map(piece ->
            "%d %s %d-%d"
                .formatted(
                    piece.execution(),
                    piece.kind().word(),
                    Duration.between(START, piece.from()).toSeconds(),
                    Duration.between(START, piece.to()).toSeconds()))
        .collect(Collectors.joining(", "));
  }

  private static Segment queued(int from, int to) {
    return new Segment(Kind.QUEUED, at(from), at(to));
  }

  private static Segment executing(int from, int to) {
    return new Segment(Kind.EXECUTING, at(from), at(to));
  }

  private static Segment waiting(int from, int to) {
    return new Segment(Kind.WAITING, at(from), at(to));
  }

  private static Segment scheduled(int from, int to) {
    return new Segment(Kind.SCHEDULED, at(from), at(to));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}

package dev.pinwheel.query.timeline;

import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.Segment.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where nothing executes or queues for long, so that the axis can be folded there. Pure. */
final class IdleGaps {

  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final int PARTS_OF_AXIS = 10;

  private IdleGaps() {}

  /** The gaps within {@code [start, end]}, in order. */
  static List<Timeline.Gap> find(Instant start, Instant end, List<Segment> segments) {
    Duration tenth = Duration.between(start, end).dividedBy(PARTS_OF_AXIS);
    Duration longerThan = tenth.compareTo(SHORTEST) > 0 ? tenth : SHORTEST;
    List<Segment> busy =
        segments.stream()
            .filter(one -> one.kind() == Kind.EXECUTING || one.kind() == Kind.QUEUED)
            .sorted(Comparator.comparing(Segment::from))
            .toList();
    List<Timeline.Gap> gaps = new ArrayList<>();
    Instant at = start;
    for (Segment segment : busy) {
      add(gaps, at, segment.from(), longerThan);
      if (segment.to().isAfter(at)) {
        at = segment.to();
      }
    }
    add(gaps, at, end, longerThan);
    return gaps;
  }

  private static void add(List<Timeline.Gap> gaps, Instant from, Instant to, Duration longerThan) {
    if (to.isAfter(from) && Duration.between(from, to).compareTo(longerThan) > 0) {
      gaps.add(new Timeline.Gap(from, to));
    }
  }
}

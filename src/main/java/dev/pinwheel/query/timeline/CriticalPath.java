package dev.pinwheel.query.timeline;

import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.Segment.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an ended run could not have been faster than: found backwards from the end of step 1. In an
 * execution, the wait that ended last leads to the execution that was waited for; without a wait,
 * assignment and creation lead to the caller at the time of the call. Pure.
 */
final class CriticalPath {

  /** From execution to execution; a run has fewer. */
  private static final int MOST_HOPS = 1_000_000;

  /**
   * An execution as the path sees it.
   *
   * @param segments without gaps, from its creation
   * @param waits those that have ended
   * @param before the caller, or the attempt that it is a retry of; null for the first one
   */
  record Work(long execution, List<Segment> segments, List<Wait> waits, @Nullable Before before) {}

  /** A wait that ended at {@code to}, for this execution. */
  record Wait(long awaited, Instant from, Instant to) {}

  /** What an execution came from, and when. */
  record Before(long execution, Instant at) {}

  /** A stretch of the path: what one execution did. */
  record Piece(long execution, Kind kind, Instant from, Instant to) {

    Duration duration() {
      return Duration.between(from, to);
    }
  }

  private final Map<Long, Work> works;
  private final Map<Long, List<Wait>> waitsLeft = new HashMap<>();
  private final List<Piece> pieces = new ArrayList<>();

  private CriticalPath(Map<Long, Work> works) {
    this.works = works;
  }

  /**
   * The pieces, first to last.
   *
   * @param works by execution
   * @param last where the path ends
   */
  static List<Piece> find(Map<Long, Work> works, long last, Instant end) {
    CriticalPath path = new CriticalPath(works);
    path.walk(last, end);
    return path.pieces.reversed();
  }

  private void walk(long last, Instant end) {
    Work at = works.get(last);
    Instant moment = end;
    for (int hops = 0; at != null && hops < MOST_HOPS; hops++) {
      Wait wait = lastWait(at, moment);
      if (wait != null) {
        addOwn(at, wait.to(), moment);
        moment = wait.to();
        at = works.get(wait.awaited());
      } else {
        addOwn(at, Instant.MIN, moment);
        Before before = at.before();
        if (before == null) {
          return;
        }
        moment = earlier(before.at(), moment);
        at = works.get(before.execution());
      }
    }
  }

  /**
   * The wait that ended last before the moment, for a known execution; null for none. The moments
   * asked for only go back, so that what ended later is forgotten.
   */
  private @Nullable Wait lastWait(Work at, Instant moment) {
    List<Wait> left = waitsLeft.computeIfAbsent(at.execution(), first -> inOrder(at));
    while (!left.isEmpty() && left.getLast().to().isAfter(moment)) {
      left.removeLast();
    }
    return left.isEmpty() ? null : left.removeLast();
  }

  private List<Wait> inOrder(Work at) {
    List<Wait> waits = new ArrayList<>();
    for (Wait wait : at.waits()) {
      if (wait.to().isAfter(wait.from()) && works.containsKey(wait.awaited())) {
        waits.add(wait);
      }
    }
    waits.sort(Comparator.comparing(Wait::to).thenComparing(Wait::from));
    return waits;
  }

  /** Adds what an execution did in that time, last first. */
  private void addOwn(Work work, Instant from, Instant to) {
    for (Segment segment : work.segments().reversed()) {
      Instant start = segment.from().isBefore(from) ? from : segment.from();
      Instant end = earlier(segment.to(), to);
      if (end.isAfter(start)) {
        pieces.add(new Piece(work.execution(), segment.kind(), start, end));
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

package dev.pinwheel.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The pending timers. Changed by the committing thread; {@link #next} may be read by others. */
final class Timers {

  /** What to check at a time; whether it still applies is decided then. */
  sealed interface Timer {
    Instant at();

    /** The execution becomes due. */
    record Due(Instant at, long execution) implements Timer {}

    /** The execution times out. */
    record Deadline(Instant at, long execution) implements Timer {}

    /** A worker may have been silent for too long. */
    record Silence(Instant at, SessionId session) implements Timer {}

    /** The grace period of a worker ends (D1). */
    record Forget(Instant at, SessionId session) implements Timer {}
  }

  private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::at));
  private volatile Instant next = Instant.MAX;

  void add(Timer timer) {
    timers.add(timer);
    refresh();
  }

  /** Removes and returns the timers that are due, earliest first. */
  List<Timer> take(Instant now) {
    List<Timer> due = new ArrayList<>();
    while (!timers.isEmpty() && !timers.peek().at().isAfter(now)) {
      due.add(timers.poll());
    }
    refresh();
    return due;
  }

  /** When the next one is due; {@link Instant#MAX} when there is none. */
  Instant next() {
    return next;
  }

  void clear() {
    timers.clear();
    refresh();
  }

  private void refresh() {
    Timer first = timers.peek();
    next = first == null ? Instant.MAX : first.at();
  }
}

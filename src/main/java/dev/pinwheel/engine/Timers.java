package dev.pinwheel.engine;

import dev.pinwheel.model.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The pending timers, at most one of a kind for each execution and session. Changed by the
 * committing thread; {@link #next} may be read by others.
 */
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

  private static final Comparator<Timer> EARLIEST_FIRST =
      Comparator.comparing(Timer::at).thenComparing(Timers::kind).thenComparing(Timers::subject);

  private final NavigableSet<Timer> timers = new TreeSet<>(EARLIEST_FIRST);
  private final Map<Key, Timer> byKey = new HashMap<>();
  private volatile Instant next = Instant.MAX;
  private volatile int size;

  /** Replaces one of the same kind for the same execution or session. */
  void add(Timer timer) {
    Timer former = byKey.put(Key.of(timer), timer);
    if (former != null) {
      timers.remove(former);
    }
    timers.add(timer);
    refresh();
  }

  /** The execution has ended. */
  void removeOf(long execution) {
    remove(new Key(Timer.Due.class, execution));
    remove(new Key(Timer.Deadline.class, execution));
  }

  /** The session has ended; its grace period begins. */
  void removeSilence(SessionId session) {
    remove(new Key(Timer.Silence.class, session.value()));
  }

  private void remove(Key key) {
    Timer removed = byKey.remove(key);
    if (removed != null) {
      timers.remove(removed);
      refresh();
    }
  }

  /** Removes and returns the timers that are due, earliest first. */
  List<Timer> take(Instant now) {
    List<Timer> due = new ArrayList<>();
    while (!timers.isEmpty() && !timers.first().at().isAfter(now)) {
      Timer first = timers.removeFirst();
      byKey.remove(Key.of(first));
      due.add(first);
    }
    refresh();
    return due;
  }

  /** When the next one is due; {@link Instant#MAX} when there is none. */
  Instant next() {
    return next;
  }

  /** How many are pending; may be called by any thread. */
  int size() {
    return size;
  }

  void clear() {
    timers.clear();
    byKey.clear();
    refresh();
  }

  private void refresh() {
    size = timers.size();
    next = timers.isEmpty() ? Instant.MAX : timers.first().at();
  }

  /** What a timer is for. */
  private record Key(Class<? extends Timer> kind, long subject) {

    static Key of(Timer timer) {
      return new Key(timer.getClass(), Timers.subject(timer));
    }
  }

  private static String kind(Timer timer) {
    return timer.getClass().getSimpleName();
  }

  private static long subject(Timer timer) {
    return switch (timer) {
      case Timer.Due due -> due.execution();
      case Timer.Deadline deadline -> deadline.execution();
      case Timer.Silence silence -> silence.session().value();
      case Timer.Forget forget -> forget.session().value();
    };
  }
}

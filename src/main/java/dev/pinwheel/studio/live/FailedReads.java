package dev.pinwheel.studio.live;

import dev.pinwheel.model.Rejection;
import java.time.Duration;

/**
 * The failed reads of a watch. While reads fail, because the database is away for a moment, the
 * watch reads again every five seconds, and only the first failure is reported. A rejection is an
 * answer: it is reported each time and not asked for again. Thread-safe.
 */
final class FailedReads {

  static final Duration WAIT = Duration.ofSeconds(5);

  private final LiveUpdates updates;
  private final Runnable read;
  private boolean failing;
  private boolean waiting;

  /**
   * @param read reads again
   */
  FailedReads(LiveUpdates updates, Runnable read) {
    this.updates = updates;
    this.read = read;
  }

  /** Returns whether the failure is to be reported. */
  boolean add(RuntimeException failure) {
    boolean first;
    boolean wait;
    synchronized (this) {
      first = !failing;
      failing = !(failure instanceof Rejection);
      wait = failing && !waiting;
      waiting |= wait;
    }
    if (wait) {
      updates.later(WAIT, this::readAgain);
    }
    return first;
  }

  synchronized void end() {
    failing = false;
  }

  private void readAgain() {
    synchronized (this) {
      waiting = false;
      if (!failing) {
        return;
      }
    }
    read.run();
  }
}

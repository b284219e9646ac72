package dev.pinwheel.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The periods in which the server could not receive messages of its workers: it was frozen (a
 * closed laptop, a paused virtual machine, a clock that was set forward), or commands waited for
 * the database. What it did not receive then does not count as silence (E3). Thread-safe.
 */
final class ObservationGaps {

  private static final Logger LOG = LoggerFactory.getLogger(ObservationGaps.class);

  /** Longer than any usual pause of the process between two observations. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private static final int KEPT = 100;

  private record Gap(Instant end, Duration length) {}

  private final InstantSource observer;
  private final InstantSource clock;
  private final Deque<Gap> gaps = new ArrayDeque<>();

  /** The last observation, by the observer. */
  private Instant last;

  /** True when that observation is the end of the newest gap. */
  private boolean inGap;

  /**
   * @param observer measures how long the process did nothing
   * @param clock the time by which messages of workers arrive
   */
  ObservationGaps(InstantSource observer, InstantSource clock) {
    this.observer = observer;
    this.clock = clock;
    this.last = observer.instant();
  }

  /**
   * The server is running; called several times a second.
   *
   * @param receives false while commands, heartbeats among them, wait
   */
  synchronized void observe(boolean receives) {
    Instant now = observer.instant();
    Duration pause = Duration.between(last, now);
    last = now;
    boolean frozen = pause.compareTo(LONGEST_PAUSE) > 0;
    if (frozen) {
      LOG.warn(
          "The server was frozen for {} s, or its clock was set; this does not count as silence of workers",
          pause.toSeconds());
    }
    if (receives && !frozen) {
      inGap = false;
      return;
    }
    Gap newest = inGap ? gaps.pollLast() : null;
    gaps.addLast(new Gap(clock.instant(), newest == null ? pause : newest.length().plus(pause)));
    inGap = true;
    if (gaps.size() > KEPT) {
      gaps.removeFirst();
    }
  }

  /**
   * How much of the time since then, until now, the server could not receive messages of its
   * workers.
   */
  synchronized Duration since(Instant start) {
    Duration sum = Duration.ZERO;
    for (Gap gap : gaps) {
      Duration ago = Duration.between(start, gap.end());
      if (ago.isPositive()) {
        sum = sum.plus(ago.compareTo(gap.length()) < 0 ? ago : gap.length());
      }
    }
    return sum;
  }
}

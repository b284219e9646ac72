package dev.pinwheel.worker.connect;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt to connect: exponential backoff with jitter, so that the
 * workers of a restarted server do not come back at the same moment. Confined to one thread.
 */
final class ReconnectDelay {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private int failures;

  /** An attempt failed. */
  void failed() {
    failures++;
  }

  /** An attempt succeeded. */
  void reset() {
    failures = 0;
  }

  /** How many attempts have failed since one succeeded. */
  int failures() {
    return failures;
  }

  long nextMillis() {
    long longest = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << Math.min(20, failures));
    return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
  }
}

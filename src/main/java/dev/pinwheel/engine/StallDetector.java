package dev.pinwheel.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when one group of commands takes too long, and logs the stack of the committing thread.
 */
final class StallDetector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StallDetector.class);

  private static final long POLL_MILLIS = 20;

  private final Engine engine;
  private final InstantSource clock;
  private final Duration threshold;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-stall-detector").factory());
  private volatile boolean stalled;

  /** The group seen last. Confined to the scheduler's thread, like what follows. */
  private long group;

  private Instant since = Instant.MAX;

  /**
   * @param threshold how long a group of commands may take before it counts as stalled
   */
  StallDetector(Engine engine, InstantSource clock, Duration threshold) {
    this.engine = engine;
    this.clock = clock;
    this.threshold = threshold;
  }

  void start() {
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void poll() {
    Instant now = clock.instant();
    long current = engine.group();
    // A group that waits for the database is at no work; that has log lines of its own.
    boolean busy = current % 2 == 1 && !engine.isDatabaseAway();
    if (!busy || current != group) {
      group = current;
      since = now;
      stalled = false;
    } else if (since.plus(threshold).isBefore(now)) {
      // Logged again after another threshold.
      since = now;
      stalled = true;
      LOG.error(
          "The engine has been applying the same group of commands for {} s; all other commands wait. Its thread is at\n{}",
          threshold.toSeconds(),
          engine.whereItIs());
    }
  }

  /** Whether the current group of commands has taken longer than the threshold. */
  boolean isStalled() {
    return stalled;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}

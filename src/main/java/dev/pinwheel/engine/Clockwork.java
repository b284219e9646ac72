package dev.pinwheel.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a {@link Command.Tick} whenever the next timer is due, and says so in the log when the
 * engine does not get round to it.
 */
final class Clockwork implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

  private static final long LOOK_EVERY_MILLIS = 20;

  private final Engine engine;
  private final Duration patience;
  private final Timers timers;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-clockwork").factory());
  private volatile boolean stalled;

  /**
   * @param patience how long a commit may take before that is worth an error in the log
   */
  Clockwork(Engine engine, Timers timers, InstantSource clock, Duration patience) {
    this.engine = engine;
    this.patience = patience;
    this.timers = timers;
    this.clock = clock;
  }

  void start() {
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Instant now = clock.instant();
    if (timers.next().isAfter(now)) {
      return;
    }
    // Waits for the tick, so that ticks do not pile up behind a slow commit.
    CompletableFuture<?> tick = engine.send(new Command.Tick(now)).handle((count, problem) -> null);
    try {
      while (!isDone(tick)) {
        stalled = true;
        LOG.error(
            "The engine has committed nothing for {} s and takes up no commands meanwhile. Its thread is at\n{}",
            patience.toSeconds(),
            engine.whereItIs());
      }
      stalled = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether nothing has been committed for longer than it had patience. */
  boolean isStalled() {
    return stalled;
  }

  private boolean isDone(CompletableFuture<?> tick) throws InterruptedException {
    try {
      tick.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError("its outcome is handled", e);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}

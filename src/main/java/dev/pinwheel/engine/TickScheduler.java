package dev.pinwheel.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a {@link Command.Tick} whenever the next timer is due, and says so in the log when the
 * engine does not get on.
 */
final class TickScheduler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TickScheduler.class);

  private static final long LOOK_EVERY_MILLIS = 20;

  private final Engine engine;
  private final Duration patience;
  private final Timers timers;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-clockwork").factory());
  private volatile boolean stalled;

  /** The last tick. Confined to the scheduler's thread, like what follows. */
  private CompletableFuture<?> tick = CompletableFuture.completedFuture(null);

  private long turn;
  private Instant sinceThen = Instant.MAX;

  /**
   * @param patience how long a group of commands may take before that is worth an error in the log
   */
  TickScheduler(Engine engine, Timers timers, InstantSource clock, Duration patience) {
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
    watch(now);
    // One at a time, so that ticks do not pile up behind a slow commit.
    if (tick.isDone() && !timers.next().isAfter(now)) {
      tick = engine.send(new Command.Tick(now));
    }
  }

  private void watch(Instant now) {
    long current = engine.turn();
    boolean atWork = current % 2 == 1;
    if (!atWork || current != turn) {
      turn = current;
      sinceThen = now;
      stalled = false;
    } else if (sinceThen.plus(patience).isBefore(now)) {
      // Said again after as long.
      sinceThen = now;
      stalled = true;
      LOG.error(
          "The engine has been at the same commands for {} s and takes up no others meanwhile. Its thread is at\n{}",
          patience.toSeconds(),
          engine.whereItIs());
    }
  }

  /** Whether it has been at the same commands for longer than this has patience. */
  boolean isStalled() {
    return stalled;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.engine.command.Command;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends a {@link Command.Tick} whenever the next timer is due, and notices when the server could
 * not hear its workers.
 */
final class TickScheduler implements AutoCloseable {

  private static final long POLL_MILLIS = 20;

  private final Engine engine;
  private final Timers timers;
  private final ObservationGaps gaps;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-ticks").factory());

  /** The last tick. Confined to the scheduler's thread. */
  private CompletableFuture<?> tick = CompletableFuture.completedFuture(null);

  TickScheduler(Engine engine, Timers timers, ObservationGaps gaps, InstantSource clock) {
    this.engine = engine;
    this.timers = timers;
    this.gaps = gaps;
    this.clock = clock;
  }

  void start() {
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void poll() {
    gaps.observe(!engine.isDatabaseAway());
    Instant now = clock.instant();
    // One at a time, so that ticks do not pile up behind a slow commit.
    if (tick.isDone() && !timers.next().isAfter(now)) {
      tick = engine.send(new Command.Tick(now));
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}

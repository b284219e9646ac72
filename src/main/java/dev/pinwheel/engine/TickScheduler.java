package dev.pinwheel.engine;

import dev.pinwheel.engine.command.Command;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

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
  private final BiConsumer<String, Throwable> stopServer;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-ticks").factory());

  /** The last tick. Confined to the scheduler's thread. */
  private CompletableFuture<?> tick = CompletableFuture.completedFuture(null);

  /**
   * @param stopServer takes the reason and its cause when no more ticks can be sent
   */
  TickScheduler(
      Engine engine,
      Timers timers,
      ObservationGaps gaps,
      InstantSource clock,
      BiConsumer<String, Throwable> stopServer) {
    this.engine = engine;
    this.timers = timers;
    this.gaps = gaps;
    this.clock = clock;
    this.stopServer = stopServer;
  }

  void start() {
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void poll() {
    try {
      look();
    } catch (RuntimeException | Error e) {
      // The scheduler would forget this task, and nothing would time out or be retried any more.
      stopServer.accept("The thread that watches the time ended by an error", e);
      throw e;
    }
  }

  private void look() {
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

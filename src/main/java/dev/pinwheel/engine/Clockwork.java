package dev.pinwheel.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends a {@link Command.Tick} whenever the next timer is due. */
final class Clockwork implements AutoCloseable {

  private static final long LOOK_EVERY_MILLIS = 20;

  private final Engine engine;
  private final Timers timers;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-clockwork").factory());

  Clockwork(Engine engine, Timers timers, InstantSource clock) {
    this.engine = engine;
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
    if (!timers.next().isAfter(now)) {
      // Waits for the tick, so that ticks do not pile up behind a slow commit.
      var unused = engine.send(new Command.Tick(now)).handle((count, problem) -> null).join();
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}

package dev.pinwheel.studio.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs what open pages read because something has changed: one after the other, on few threads that
 * rest after each read. So pages that many people keep open become slower under load, and not the
 * work. They are threads of the system, because reads compute, and a virtual thread that computes
 * would keep all others of the server waiting. Thread-safe.
 */
final class ReadTurns implements Executor, AutoCloseable {

  private static final int THREADS = 2;

  /** Two threads that rest four times as long as they read take at most 0.4 of a core. */
  private static final int RESTS = 4;

  private static final Duration LONGEST_REST = Duration.ofMillis(400);

  private final InstantSource clock;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("studio-reads-", 1).factory());

  ReadTurns(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void execute(Runnable read) {
    try {
      threads.execute(() -> runAndRest(read));
    } catch (RejectedExecutionException closed) {
      // The server stops; nobody will look any more.
    }
  }

  private void runAndRest(Runnable read) {
    Instant start = clock.instant();
    try {
      read.run();
    } finally {
      rest(Duration.between(start, clock.instant()));
    }
  }

  private static void rest(Duration read) {
    long rest = Math.min(RESTS * read.toNanos(), LONGEST_REST.toNanos());
    try {
      TimeUnit.NANOSECONDS.sleep(rest);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

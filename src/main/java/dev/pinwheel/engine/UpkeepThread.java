package dev.pinwheel.engine;

import dev.pinwheel.store.Database;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that looks for something to do, again and again, until it is closed. An {@link Error} in
 * it ends the server: nobody would notice that it is gone.
 */
final class UpkeepThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpkeepThread.class);

  private final Database database;
  private final String purpose;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param purpose completes "The thread that …"
   * @param pauseMillis between two looks
   * @param look does what is due; may throw nothing but errors
   * @param end done once, when it is closed
   */
  UpkeepThread(
      Database database,
      String name,
      String purpose,
      long pauseMillis,
      Runnable look,
      Runnable end) {
    this.database = database;
    this.purpose = purpose;
    this.thread = Thread.ofPlatform().name(name).unstarted(() -> run(pauseMillis, look, end));
  }

  void start() {
    thread.start();
  }

  private void run(long pauseMillis, Runnable look, Runnable end) {
    try {
      while (!isClosingAfter(pauseMillis)) {
        look.run();
      }
      end.run();
    } catch (Error e) {
      database.stopServer("The thread that %s ended by an error".formatted(purpose), e);
    }
  }

  /** Pauses; whether it is to end instead of going on. */
  boolean isClosingAfter(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody may interrupt a thread that uses H2: it closes its file.
      LOG.warn("The thread that {} was interrupted and continues", purpose);
      return false;
    }
  }

  /** Returns when it has ended. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

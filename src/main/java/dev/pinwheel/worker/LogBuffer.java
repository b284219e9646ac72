package dev.pinwheel.worker;

import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.protocol.WorkerMessage.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Collects log lines of all executions and sends them in batches: when there are fifty, a tenth of
 * a second after the first, and before an execution reports its end. Keeps their order.
 * Thread-safe.
 */
final class LogBuffer {

  private static final int BATCH = 50;
  private static final long DELAY_MILLIS = 100;

  private final Consumer<WorkerMessage> connection;
  private final Runnable awaitRoom;
  private final ScheduledExecutorService timer;
  private final ReentrantLock lock = new ReentrantLock();
  private List<LogLine> lines = new ArrayList<>();

  /**
   * @param connection takes what has been collected; must not block
   * @param awaitRoom blocks while too many lines wait for the server
   */
  LogBuffer(
      Consumer<WorkerMessage> connection, Runnable awaitRoom, ScheduledExecutorService timer) {
    this.connection = connection;
    this.awaitRoom = awaitRoom;
    this.timer = timer;
  }

  /** Adds a line. Blocks while too many wait for the server; nothing else waits for that. */
  void add(LogLine line) {
    awaitRoom.run();
    addNow(line);
  }

  /** Adds a line without waiting. */
  void addNow(LogLine line) {
    lock.lock();
    try {
      lines.add(line);
      if (lines.size() >= BATCH) {
        flush();
      } else if (lines.size() == 1 && !timer.isShutdown()) {
        timer.schedule(this::flush, DELAY_MILLIS, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends what has been collected. */
  void flush() {
    lock.lock();
    try {
      if (!lines.isEmpty()) {
        List<LogLine> batch = lines;
        lines = new ArrayList<>();
        connection.accept(new WorkerMessage.Log(batch));
      }
    } finally {
      lock.unlock();
    }
  }
}

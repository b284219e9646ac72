package dev.pinwheel.worker;

import dev.pinwheel.protocol.WorkerMessage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what a worker keeps of logs while the server cannot take them: calls and results are as
 * many as executions run here, but code may print without end. Thread-safe.
 */
final class KeptLogs {

  private static final long MOST_CHARACTERS = 64_000_000;

  private final AtomicLong kept = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /** Whether a message is kept until the server takes it. */
  boolean keep(WorkerMessage message) {
    if (!(message instanceof WorkerMessage.Log log)) {
      return true;
    }
    long size =
        log.lines().stream()
            .mapToLong(line -> 100 + line.template().length() + line.values().length())
            .sum();
    if (kept.addAndGet(size) <= MOST_CHARACTERS) {
      return true;
    }
    kept.addAndGet(-size);
    dropped.addAndGet(log.lines().size());
    return false;
  }

  /** The server takes messages again. Answers how many lines were dropped since the last time. */
  long resume() {
    kept.set(0);
    return dropped.getAndSet(0);
  }
}

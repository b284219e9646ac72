package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.WorkerMessage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the log lines that wait for an acknowledgement. Calls and results are bounded by the
 * executions that run here, log lines are not. While the server is connected, the bound exerts
 * backpressure on the code that logs; while it is not, lines beyond the bound are dropped.
 * Thread-safe.
 */
final class LogBacklog {

  private static final long MOST_CHARACTERS = 64_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean connected;
  private long kept;
  private long dropped;

  /**
   * Whether a message, which {@link MessageLimits} has limited, is to be kept until the server has
   * acknowledged it. Blocks while the bound is exceeded and the server is connected.
   */
  boolean keep(WorkerMessage message) {
    if (!(message instanceof WorkerMessage.Log log)) {
      return true;
    }
    long size = sizeOf(log);
    lock.lock();
    try {
      while (connected && kept + size > MOST_CHARACTERS) {
        changed.awaitUninterruptibly();
      }
      if (kept + size > MOST_CHARACTERS) {
        dropped += log.lines().size();
        return false;
      }
      kept += size;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A message is no longer kept: it was acknowledged or dropped. */
  void delivered(WorkerMessage message) {
    if (message instanceof WorkerMessage.Log log) {
      lock.lock();
      try {
        kept -= sizeOf(log);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** The server is connected. Returns how many lines were dropped since the last connection. */
  long connected() {
    lock.lock();
    try {
      connected = true;
      long lines = dropped;
      dropped = 0;
      return lines;
    } finally {
      lock.unlock();
    }
  }

  /** The server is not connected. */
  void disconnected() {
    lock.lock();
    try {
      connected = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long sizeOf(WorkerMessage.Log log) {
    return log.lines().stream()
        .mapToLong(line -> 100 + line.template().length() + line.values().length())
        .sum();
  }
}

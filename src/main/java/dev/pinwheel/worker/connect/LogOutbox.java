package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.protocol.WorkerMessage.LogLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The log lines that the server has not stored yet, numbered from 1 for the life of the worker.
 * Each is kept until the server has stored it, so that it can be sent again. Only a part of them is
 * under way, so that nothing else waits for them. Calls and results are bounded by the executions
 * that run here, log lines are not: while the server is connected, the bound exerts backpressure on
 * the code that logs; while it is not, lines beyond the bound are dropped. Thread-safe.
 */
final class LogOutbox {

  static final long MAX_KEPT = 64_000_000;

  private static final int MESSAGE_LINES = 500;
  private static final long MESSAGE_CHARACTERS = 256 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Lines that were sent, oldest first; those that were not follow in {@link #waiting}. */
  private final ArrayDeque<LogLine> underWay = new ArrayDeque<>();

  private final ArrayDeque<LogLine> waiting = new ArrayDeque<>();
  private final List<Settling> settling = new ArrayList<>();

  /** The number of the oldest line, or of the next one when there is none. */
  private long first = 1;

  /** Characters of all lines, and of those that are under way. */
  private long kept;

  private long sent;
  private long dropped;
  private boolean connected;

  /** Completed when the lines up to a number are stored. */
  private record Settling(long upTo, CompletableFuture<Void> settled) {}

  /** Blocks while the bound is exceeded and the server is connected. */
  void awaitRoom() {
    lock.lock();
    try {
      while (connected && kept > MAX_KEPT) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Adds lines to the end. While the server is not connected, drops them beyond the bound. */
  void add(List<LogLine> lines) {
    lock.lock();
    try {
      for (LogLine line : lines) {
        if (!connected && kept + size(line) > MAX_KEPT) {
          dropped++;
        } else {
          waiting.add(line);
          kept += size(line);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next message to send; null when there is none, or enough is under way. */
  WorkerMessage.@Nullable Log next() {
    lock.lock();
    try {
      long number = first + underWay.size();
      List<LogLine> lines = new ArrayList<>();
      long characters = 0;
      while (connected && lines.size() < MESSAGE_LINES && !waiting.isEmpty()) {
        long size = size(waiting.element());
        boolean isAlone = sent == 0;
        boolean fits =
            sent + size <= Protocol.MAX_LOG_UNDER_WAY && characters + size <= MESSAGE_CHARACTERS;
        if (!isAlone && !fits) {
          break;
        }
        LogLine line = waiting.remove();
        underWay.add(line);
        lines.add(line);
        characters += size;
        sent += size;
      }
      return lines.isEmpty() ? null : new WorkerMessage.Log(number, lines);
    } finally {
      lock.unlock();
    }
  }

  /** The server has stored, or given up, all lines up to a number. */
  void stored(long upTo) {
    lock.lock();
    try {
      while (first <= upTo && !underWay.isEmpty()) {
        long size = size(underWay.remove());
        kept -= size;
        sent -= size;
        first++;
      }
      settle();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void settle() {
    settling.removeIf(waits -> waits.upTo() < first && waits.settled().complete(null));
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

  /** The server has forgotten what was under way, except for the lines that it has stored. */
  void restart(long upTo) {
    lock.lock();
    try {
      stored(upTo);
      while (!underWay.isEmpty()) {
        waiting.addFirst(underWay.removeLast());
      }
      sent = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Drops all lines, because the session has ended; returns how many there were. */
  int clear() {
    lock.lock();
    try {
      int lines = underWay.size() + waiting.size();
      first += lines;
      underWay.clear();
      waiting.clear();
      kept = 0;
      sent = 0;
      settling.clear();
      changed.signalAll();
      return lines;
    } finally {
      lock.unlock();
    }
  }

  /** Completed when the server has stored everything that was added so far. */
  CompletableFuture<Void> settled() {
    lock.lock();
    try {
      CompletableFuture<Void> settled = new CompletableFuture<>();
      settling.add(new Settling(first + underWay.size() + waiting.size() - 1, settled));
      settle();
      return settled;
    } finally {
      lock.unlock();
    }
  }

  private static long size(LogLine line) {
    return 100L + line.template().length() + line.values().length();
  }
}

package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.FramePump;
import dev.pinwheel.protocol.FromWorker;
import dev.pinwheel.protocol.Outgoing;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends a worker's messages over the current socket, and keeps them until the server has
 * acknowledged them. Thread-safe.
 */
final class MessageSender {

  /** Acknowledgements are sent with the next message, or alone when this many are due. */
  private static final int MAX_OWED = 256;

  private final LogOutbox logs = new LogOutbox();
  private final Outgoing<WorkerMessage> outgoing = new Outgoing<>(FromWorker::text);

  /** Keeps log messages in the order of their numbers. */
  private final ReentrantLock logOrder = new ReentrantLock();

  /**
   * More than one thread only while the sender of a lost socket has not noticed. Not virtual
   * threads, whose carriers may be occupied by code that never yields.
   */
  private final Executor threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("pinwheel-worker-socket-", 0).daemon().factory());

  private volatile @Nullable FramePump pump;

  /** The messages that the server has not acknowledged, with their numbers. */
  Outgoing<WorkerMessage> outgoing() {
    return outgoing;
  }

  /** The log lines that the server has not stored. */
  LogOutbox logs() {
    return logs;
  }

  /**
   * Sends a message when there is a socket; log lines when few enough of them are under way.
   *
   * @throws IllegalArgumentException in a sentence when a value is too large
   */
  void send(WorkerMessage message) {
    if (message instanceof WorkerMessage.Log log) {
      logs.add(MessageLimits.cut(log.lines()));
      sendLogs();
    } else {
      MessageLimits.check(message);
      outgoing.add(message);
      wake();
    }
  }

  /** Drops everything; returns how many messages there were, each log line counted. */
  int clear() {
    logOrder.lock();
    try {
      outgoing.restart(message -> message instanceof WorkerMessage.Log);
      return outgoing.clear() + logs.clear();
    } finally {
      logOrder.unlock();
    }
  }

  /** Sends log lines that may be under way now. */
  private void sendLogs() {
    logOrder.lock();
    try {
      for (WorkerMessage log = logs.next(); log != null; log = logs.next()) {
        outgoing.add(log);
      }
    } finally {
      logOrder.unlock();
    }
    wake();
  }

  /** The server has stored the log lines up to a number. */
  void logged(long upTo) {
    logs.stored(upTo);
    sendLogs();
  }

  /**
   * Begins with an empty server: all messages are sent again, and the log lines that it has not
   * stored.
   */
  void restart(long logged) {
    logOrder.lock();
    try {
      outgoing.restart(message -> message instanceof WorkerMessage.Log);
      logs.restart(logged);
    } finally {
      logOrder.unlock();
    }
  }

  /** Sends over this socket from now on; returns how many log lines were dropped before. */
  long start(ServerWebSocket socket) {
    pump =
        new FramePump(
            threads,
            () -> outgoing.take(outgoing.owed() >= MAX_OWED),
            socket::send,
            problem -> socket.abort());
    long dropped = logs.connected();
    sendLogs();
    return dropped;
  }

  /** The socket is lost. */
  void stop() {
    FramePump open = pump;
    pump = null;
    logs.disconnected();
    if (open != null) {
      open.stop();
    }
  }

  /** Sends what is due. Never blocks. */
  void wake() {
    FramePump open = pump;
    if (open != null) {
      open.wake();
    }
  }

  /** Sends an acknowledgement if many are due. */
  void acknowledge() {
    if (outgoing.owed() >= MAX_OWED) {
      wake();
    }
  }

  /** Sends a frame even if nothing is due. */
  void beat() {
    outgoing.beat();
    wake();
  }
}

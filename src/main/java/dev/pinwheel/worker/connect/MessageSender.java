package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.FramePump;
import dev.pinwheel.protocol.FromWorker;
import dev.pinwheel.protocol.Outgoing;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Sends a worker's messages over the current socket, and keeps them until the server has
 * acknowledged them. Thread-safe.
 */
final class MessageSender {

  /** Acknowledgements are sent with the next message, or alone when this many are due. */
  private static final int MAX_OWED = 256;

  private final LogBacklog logs = new LogBacklog();
  private final Outgoing<WorkerMessage> outgoing =
      new Outgoing<>(FromWorker::text, logs::delivered);

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

  /**
   * Sends a message when there is a socket. Blocks while too many log lines are waiting.
   *
   * @throws IllegalArgumentException in a sentence when a value is too large
   */
  void send(WorkerMessage message) {
    for (WorkerMessage piece : MessageLimits.check(message)) {
      if (logs.keep(piece)) {
        outgoing.add(piece);
        wake();
      }
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
    return logs.connected();
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

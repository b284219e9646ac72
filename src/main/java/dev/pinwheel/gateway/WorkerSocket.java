package dev.pinwheel.gateway;

import dev.pinwheel.protocol.FromServer;
import dev.pinwheel.protocol.FromWorker;
import dev.pinwheel.protocol.MalformedMessage;
import dev.pinwheel.protocol.Outgoing;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.Pump;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.TextAssembly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One socket of a worker. Whoever has something to say never waits for it: what is sent goes out on
 * a thread of its own. Thread-safe; read by one thread at a time.
 */
final class WorkerSocket {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerSocket.class);

  /** A WebSocket close frame has room for so many bytes of a reason. */
  private static final int MAX_CLOSE_REASON = 123;

  /** Acknowledgements travel with messages, or alone after a moment, unless so many are due. */
  static final int MAX_OWED = 256;

  /**
   * Not virtual threads: tasks of the embedded worker that never yield may occupy their carriers.
   */
  private static final Executor SENDERS =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("pinwheel-worker-socket-", 0).daemon().factory());

  private final WebSocketSession socket;
  private final RemoteSessions sessions;
  private final TextAssembly text = new TextAssembly(Protocol.MAX_CHARACTERS);
  private final ReentrantLock sending = new ReentrantLock();
  private volatile @Nullable RemoteSession session;
  private volatile @Nullable Pump pump;
  private volatile @Nullable Outgoing<ServerMessage> outgoing;
  private volatile Instant heard;
  private volatile Instant sent;

  /** When the engine was told that the worker is alive. */
  private volatile Instant told;

  WorkerSocket(WebSocketSession socket, RemoteSessions sessions) {
    this.socket = socket;
    this.sessions = sessions;
    this.heard = sessions.clock().instant();
    this.sent = heard;
    this.told = heard;
  }

  /** A part of a text has come. */
  void received(String part, boolean last) {
    heard = sessions.clock().instant();
    try {
      String whole = text.add(part, last);
      if (whole != null) {
        received(whole);
      }
    } catch (MalformedMessage e) {
      breakOff(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Could not take a message of a worker", e);
      breakOff("The server could not take a message because of an error of its own.");
    }
  }

  private void received(String whole) {
    RemoteSession open = session;
    if (open == null) {
      session = sessions.open(FromWorker.readOpening(whole), this);
    } else {
      open.received(FromWorker.readMessages(whole).frame(), this);
    }
  }

  /** What came cannot be read: nothing that follows can be trusted. */
  void breakOff(String reason) {
    RemoteSession open = session;
    if (open == null) {
      refuse(reason);
    } else {
      open.end(reason);
    }
  }

  /** Sends the greeting, then whatever the session has to say. */
  void begin(String greeting, Outgoing<ServerMessage> outgoing) {
    AtomicReference<@Nullable String> first = new AtomicReference<>(greeting);
    Pump started =
        new Pump(
            SENDERS,
            () -> {
              String unsent = first.getAndSet(null);
              return unsent != null ? List.of(unsent) : outgoing.take(outgoing.owed() >= MAX_OWED);
            },
            this::send,
            problem -> close("A message could not be sent: " + problem.getMessage()));
    this.outgoing = outgoing;
    pump = started;
    started.wake();
  }

  /** The session may have something to say. */
  void wake() {
    Pump open = pump;
    if (open != null) {
      open.wake();
    }
  }

  /** Acknowledges what has been taken care of since the last frame. */
  void acknowledge() {
    Outgoing<ServerMessage> talking = outgoing;
    if (talking != null && talking.owed() > 0) {
      talking.beat();
      wake();
    }
  }

  /** Tells the worker that the server is alive, and the engine that the worker is. */
  void look(Instant now) {
    Outgoing<ServerMessage> talking = outgoing;
    if (talking != null && !sent.isAfter(now.minus(Protocol.HEARTBEAT))) {
      talking.beat();
      wake();
    }
    RemoteSession open = session;
    if (open != null && heard.isAfter(told) && !told.isAfter(now.minus(Protocol.HEARTBEAT))) {
      told = now;
      open.heartbeat();
    }
  }

  boolean isSilentSince(Instant time) {
    return !heard.isAfter(time);
  }

  private void send(String frame) throws IOException {
    sending.lock();
    try {
      socket.sendMessage(new TextMessage(frame));
      sent = sessions.clock().instant();
    } finally {
      sending.unlock();
    }
  }

  /** Says why and closes. Does not block. */
  void refuse(String reason) {
    stopPump();
    SENDERS.execute(() -> {
      try {
        send(new FromServer.Refused(reason).text());
      } catch (IOException | IllegalStateException e) {
        LOG.debug("Could not tell a worker why it is refused", e);
      }
      close(CloseStatus.POLICY_VIOLATION, reason);
    });
  }

  /** Closes; the session may go on with another socket. Does not block. */
  void close(String reason) {
    stopPump();
    ended(reason);
    SENDERS.execute(() -> close(CloseStatus.GOING_AWAY, reason));
  }

  private void stopPump() {
    Pump open = pump;
    if (open != null) {
      open.stop();
    }
  }

  private void close(CloseStatus status, String reason) {
    try {
      socket.close(status.withReason(cut(reason)));
    } catch (IOException | IllegalStateException e) {
      LOG.debug("Could not close the socket of a worker", e);
    }
  }

  private static String cut(String reason) {
    String cut = reason;
    while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_CLOSE_REASON) {
      cut = cut.substring(0, cut.length() - 1);
    }
    return cut;
  }

  /** The worker has said good-bye. */
  void left() {
    RemoteSession open = session;
    if (open != null) {
      open.left(this);
    }
  }

  /** The socket is gone. */
  void ended(String reason) {
    sessions.closed(this);
    stopPump();
    RemoteSession open = session;
    if (open != null) {
      open.lost(this, reason);
    }
  }
}

package dev.pinwheel.gateway;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.model.Actor;
import dev.pinwheel.protocol.FramePump;
import dev.pinwheel.protocol.FromServer;
import dev.pinwheel.protocol.FromWorker;
import dev.pinwheel.protocol.MalformedMessage;
import dev.pinwheel.protocol.Outgoing;
import dev.pinwheel.protocol.Protocol;
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
import org.springframework.security.core.Authentication;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One socket of a worker. Senders never block: a platform thread writes what is queued.
 * Thread-safe; read by one thread at a time.
 */
final class WorkerSocket {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerSocket.class);

  /** The maximum length of the reason in a WebSocket close frame, in bytes. */
  private static final int MAX_CLOSE_REASON = 123;

  /**
   * This many unacknowledged messages trigger an acknowledgement; fewer wait for a message or a
   * timer.
   */
  static final int MAX_OWED = 256;

  /**
   * Not virtual threads: tasks of the embedded worker that never yield may occupy their carriers.
   */
  private static final Executor SENDERS =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("pinwheel-worker-socket-", 0).daemon().factory());

  private final WebSocketSession socket;
  private final Actor actor;
  private final RemoteSessions sessions;
  private final TextAssembly beforeWelcome = new TextAssembly(Protocol.MAX_HELLO);
  private final TextAssembly afterWelcome = new TextAssembly(Protocol.MAX_CHARACTERS);

  /** Where the text that is arriving is assembled; confined to the reading thread. */
  private @Nullable TextAssembly arriving;

  private final ReentrantLock sending = new ReentrantLock();
  private volatile @Nullable RemoteSession session;
  private volatile @Nullable FramePump pump;
  private volatile @Nullable Outgoing<ServerMessage> outgoing;
  private volatile boolean isTurnedAway;
  private volatile Instant heard;
  private volatile Instant sent;

  /** When the last heartbeat was passed to the engine. */
  private volatile Instant told;

  WorkerSocket(WebSocketSession socket, RemoteSessions sessions) {
    this.socket = socket;
    this.actor = actorOf(socket);
    this.sessions = sessions;
    this.heard = sessions.clock().instant();
    this.sent = heard;
    this.told = heard;
  }

  /** Whose token opened the socket; on a server without users nobody's. */
  private static Actor actorOf(WebSocketSession socket) {
    return socket.getPrincipal() instanceof Authentication authentication
            && authentication.getPrincipal() instanceof HasActor known
        ? known.actor().through(Actor.Via.WORKER)
        : Actor.LOCAL.through(Actor.Via.WORKER);
  }

  Actor actor() {
    return actor;
  }

  /** Receives a part of a text. */
  void received(String part, boolean last) {
    heard = sessions.clock().instant();
    if (isTurnedAway) {
      return;
    }
    boolean isWelcomed = pump != null;
    if (!isWelcomed && !sessions.countUnwelcomed(this, part.length())) {
      turnAway("The buffer for messages of pending worker connections is full. Try again later.");
      return;
    }
    try {
      TextAssembly text = arriving != null ? arriving : isWelcomed ? afterWelcome : beforeWelcome;
      arriving = last ? null : text;
      String whole = text.add(part, last);
      if (whole != null) {
        received(whole);
      }
    } catch (MalformedMessage e) {
      breakOff(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Could not process a message of a worker", e);
      breakOff(
          "The server failed to process a message because of an internal error; its log has the details.");
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

  /** The message is malformed, so nothing that follows can be trusted. */
  void breakOff(String reason) {
    RemoteSession open = session;
    if (open == null) {
      refuse(reason);
    } else {
      open.end(reason);
    }
  }

  /** Sends the welcome, then the queued messages of the session. */
  void begin(String greeting, Outgoing<ServerMessage> outgoing) {
    AtomicReference<@Nullable String> first = new AtomicReference<>(greeting);
    FramePump started =
        new FramePump(
            SENDERS,
            () -> {
              String unsent = first.getAndSet(null);
              return unsent != null ? List.of(unsent) : outgoing.take(outgoing.owed() >= MAX_OWED);
            },
            this::send,
            problem -> close("A message could not be sent: " + problem.getMessage()));
    this.outgoing = outgoing;
    pump = started;
    sessions.welcomed(this);
    started.wake();
  }

  /** Wakes the sender: the session may have queued messages. */
  void wake() {
    FramePump open = pump;
    if (open != null) {
      open.wake();
    }
  }

  /** Acknowledges what has been processed since the last frame. */
  void acknowledge() {
    Outgoing<ServerMessage> talking = outgoing;
    if (talking != null && talking.owed() > 0) {
      talking.beat();
      wake();
    }
  }

  /** Sends a heartbeat to the worker and passes the worker's to the engine. */
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

  /** Whether the hello has not arrived as a whole. */
  boolean awaitsHello() {
    return session == null;
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

  /** Sends the reason and closes. Does not block. */
  void refuse(String reason) {
    stopPump();
    SENDERS.execute(() -> {
      try {
        send(new FromServer.Refused(reason).text());
      } catch (IOException | IllegalStateException e) {
        LOG.debug("Could not send a worker the reason of its refusal", e);
      }
      close(CloseStatus.POLICY_VIOLATION, reason);
    });
  }

  /** Closes; the session may continue with another socket. Does not block. */
  void close(String reason) {
    stopPump();
    ended(reason);
    SENDERS.execute(() -> close(CloseStatus.GOING_AWAY, reason));
  }

  /** Closes because the server has too many new connections. Does not block. */
  void turnAway(String reason) {
    isTurnedAway = true;
    ended(reason);
    SENDERS.execute(() -> close(CloseStatus.SERVICE_OVERLOAD, reason));
  }

  private void stopPump() {
    FramePump open = pump;
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

  /** The worker closed the socket on purpose. */
  void left() {
    RemoteSession open = session;
    if (open != null) {
      open.left(this);
    }
  }

  /** The socket is closed. */
  void ended(String reason) {
    sessions.closed(this);
    stopPump();
    RemoteSession open = session;
    if (open != null) {
      open.lost(this, reason);
    }
  }
}

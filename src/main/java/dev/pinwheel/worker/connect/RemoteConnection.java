package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.FromServer;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a server in another process. When its socket is lost, it opens another and
 * resumes the session; no message is lost or delivered twice. When the server refuses to resume the
 * session, it gives up what belongs to it and opens a new session. It ends when the server refuses
 * that as well. Thread-safe.
 */
public final class RemoteConnection implements Connection {

  private static final Logger LOGGER = LoggerFactory.getLogger(RemoteConnection.class);

  /** A server that cannot be reached for this long at the start is reported. */
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(10);

  /** How long the server may be silent before it is sent a ping. */
  private static final Duration PING_AFTER = Duration.ofSeconds(1);

  private static final long CHECK_EVERY_MILLIS = 500;

  private final List<URI> servers;

  /** The one that is tried, or connected to. */
  private volatile URI server;

  /** Since the last one that let this worker in. Confined to the thread that connects. */
  private final Set<URI> turnedAwayBy = new HashSet<>();

  private final Listener listener;
  private final InstantSource clock;
  private final Supplier<WebSocket.Builder> sockets;
  private final MessageSender sender = new MessageSender();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ReconnectDelay delay = new ReconnectDelay();
  private volatile @Nullable ServerWebSocket current;
  private volatile boolean draining;
  private volatile boolean ended;

  /** Whether the server has accepted the worker. */
  private volatile boolean welcomed;

  /**
   * @param servers of which one works on the database, the others stand by; tried in turn
   * @param sockets makes a builder for each socket
   */
  public RemoteConnection(
      List<URI> servers,
      Listener listener,
      InstantSource clock,
      Supplier<WebSocket.Builder> sockets) {
    this.servers = List.copyOf(servers);
    this.server = servers.getFirst();
    this.listener = listener;
    this.clock = clock;
    this.sockets = sockets;
  }

  @Override
  public void send(WorkerMessage message) {
    if (ended) {
      throw new IllegalStateException("The connection to " + server + " is closed.");
    }
    if (message instanceof WorkerMessage.Hello hello) {
      ResumableSession first = new ResumableSession(hello, sender);
      Thread.ofPlatform().name("pinwheel-worker-connection").daemon().start(() -> maintain(first));
      return;
    }
    if (message instanceof WorkerMessage.Drain) {
      draining = true;
    }
    sender.send(message);
  }

  /** Connects, and reconnects whenever the socket is lost, until the connection has ended. */
  private void maintain(ResumableSession first) {
    String worker = first.worker();
    Instant giveUpAt = clock.instant().plus(FIRST_WITHIN);
    ResumableSession session = first;
    int tried = 0;
    while (!ended) {
      String problem;
      try {
        problem = serve(session);
        delay.reset();
      } catch (ConnectFailed e) {
        problem = e.reason();
        delay.failed();
        session = after(e, session);
      } catch (RuntimeException e) {
        LOGGER.error("Worker {} failed to maintain its connection to {}", worker, server, e);
        problem = e.toString();
        delay.failed();
      }
      if (ended) {
        return;
      }
      tried++;
      if (!welcomed && tried >= servers.size() && !clock.instant().isBefore(giveUpAt)) {
        end(
            "Could not reach %s: %s. Is the server running, and is that its address?"
                .formatted(inWords(), problem));
        return;
      }
      if (welcomed && delay.failures() <= 1) {
        LOGGER.warn(
            "Worker {} lost its connection to {} and will reconnect: {}", worker, server, problem);
      }
      server = servers.get((servers.indexOf(server) + 1) % servers.size());
      pause();
    }
  }

  private String inWords() {
    return servers.stream().map(URI::toString).collect(Collectors.joining(" or "));
  }

  /** The session to open with the next socket, unless the failure ends the connection. */
  private ResumableSession after(ConnectFailed failure, ResumableSession session) {
    return switch (failure.kind()) {
      case UNREACHABLE -> session;
      case REFUSED -> {
        if (!session.isOpen() || draining) {
          refused(failure.reason());
          yield session;
        }
        giveUp(session, failure.reason());
        yield session.successor();
      }
      case TURNED_AWAY -> {
        turnedAwayBy.add(server);
        if (turnedAwayBy.containsAll(servers)) {
          notLetIn(failure);
        }
        yield session;
      }
      case FORBIDDEN -> {
        notLetIn(failure);
        yield session;
      }
    };
  }

  private void notLetIn(ConnectFailed failure) {
    refused("%s does not let this worker in: %s.".formatted(server, failure.reason()));
  }

  /** The server refuses this worker, and another session would not help. */
  private void refused(String reason) {
    if (!welcomed) {
      listener.received(new ServerMessage.Refused(reason));
    }
    end(reason);
  }

  /** Nothing that belongs to the session can reach the server any more. */
  private void giveUp(ResumableSession session, String reason) {
    Collection<String> executions = listener.abandoned(reason);
    int messages = sender.clear();
    LOGGER.warn(
        "Worker {} cannot resume session {} and starts a new one. It gave up {} and {} undelivered messages: {}",
        session.worker(),
        session,
        executions.isEmpty() ? "no execution" : DrainLog.executions(executions),
        messages,
        reason);
  }

  private void pause() {
    try {
      var unused = closing.await(delay.nextMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      end("The thread that maintains the connection to " + server + " was interrupted.");
    }
  }

  /** Serves one socket from its first text to its end, and returns why it ended. */
  private String serve(ResumableSession session) throws ConnectFailed {
    String opening = session.opening(listener::running).text();
    ServerWebSocket socket =
        ServerWebSocket.open(sockets.get(), ServerAddress.socketOf(server), opening, clock);
    try {
      begin(socket, session, socket.answer(Protocol.SILENCE));
      return awaitEnd(socket);
    } finally {
      sender.stop();
      socket.abort();
    }
  }

  private void begin(ServerWebSocket socket, ResumableSession session, FromServer.Opened opened)
      throws ConnectFailed {
    boolean first = !session.isOpen();
    boolean replaced = session.isReplacedBy(opened);
    if (replaced) {
      String reason = "The server has ended session %s.".formatted(session);
      if (draining) {
        throw ConnectFailed.refused(reason);
      }
      giveUp(session, reason);
    }
    boolean continued = session.opened(opened);
    String worker = session.worker();
    LOGGER.info("Worker {} is connected to {} (session {})", worker, server, session);
    long dropped = sender.start(socket);
    if (dropped > 0) {
      LOGGER.warn(
          "Worker {} dropped {} log lines while it could not reach {}", worker, dropped, server);
    }
    if (first || replaced) {
      listener.received(new ServerMessage.Welcome(opened.session()));
    }
    if (welcomed && !continued) {
      listener.reopened();
    }
    welcomed = true;
    turnedAwayBy.clear();
    socket.listen(frame -> {
      session.receive(frame, listener::received);
      sender.acknowledge();
    });
    sender.wake();
  }

  private String awaitEnd(ServerWebSocket socket) throws ConnectFailed {
    current = socket;
    while (!socket.awaitEnd(CHECK_EVERY_MILLIS)) {
      Instant now = clock.instant();
      if (ended) {
        socket.leave();
        return "closed";
      }
      if (socket.isSilentSince(now.minus(Protocol.SILENCE))) {
        return "nothing has been received from the server for %d seconds"
            .formatted(Protocol.SILENCE.toSeconds());
      }
      if (socket.isSilentSince(now.minus(PING_AFTER))) {
        socket.ping();
      }
      if (socket.isQuietSince(now.minus(Protocol.HEARTBEAT))) {
        sender.beat();
      }
    }
    String refusal = socket.refusal();
    if (refusal != null) {
      throw ConnectFailed.refused(refusal);
    }
    return socket.endReason("the server closed the connection");
  }

  private void end(String reason) {
    ended = true;
    closing.countDown();
    listener.closed(reason);
  }

  @Override
  public CompletableFuture<Void> settled() {
    return CompletableFuture.allOf(sender.outgoing().settled(), sender.logs().settled());
  }

  @Override
  public void awaitLogRoom() {
    sender.logs().awaitRoom();
  }

  /** Ends the session, if the server can be reached. */
  @Override
  public void close() {
    end("The worker closed the connection.");
    ServerWebSocket open = current;
    if (open != null) {
      open.leave();
    }
  }
}

package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Frame;
import dev.pinwheel.protocol.FramePump;
import dev.pinwheel.protocol.FromServer;
import dev.pinwheel.protocol.FromWorker;
import dev.pinwheel.protocol.Incoming;
import dev.pinwheel.protocol.Outgoing;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a server in another process. When its socket is lost, it opens another and
 * resumes the session; no message is lost or delivered twice. Thread-safe.
 */
public final class RemoteConnection implements Connection {

  private static final Logger LOGGER = LoggerFactory.getLogger(RemoteConnection.class);
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(10);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** How long the server may be silent before it is sent a ping. */
  private static final Duration ASK_AFTER = Duration.ofSeconds(1);

  private static final long LOOK_EVERY_MILLIS = 500;

  /** Acknowledgements are sent with the next message, or alone when this many are due. */
  private static final int MAX_OWED = 256;

  private final URI server;
  private final URI address;
  private final Listener listener;
  private final InstantSource clock;
  private final HttpClient client;
  private final LogBacklog logs = new LogBacklog();
  private final Outgoing<WorkerMessage> outgoing =
      new Outgoing<>(FromWorker::text, logs::delivered);

  /**
   * Threads that send: more than one only while the sender of a lost socket has not noticed. Not
   * virtual ones, whose carriers code that never yields may occupy.
   */
  private final ExecutorService senders =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("pinwheel-worker-socket-", 0).daemon().factory());

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile WorkerMessage.@Nullable Hello hello;
  private volatile @Nullable FramePump pump;
  private volatile @Nullable ServerWebSocket current;
  private volatile boolean ended;

  /** Confined to the thread that keeps the connection up. */
  private @Nullable Incoming incoming;

  private @Nullable String session;

  public RemoteConnection(URI server, Listener listener, InstantSource clock, HttpClient client) {
    this.server = server;
    this.address = ServerAddress.socketOf(server);
    this.listener = listener;
    this.clock = clock;
    this.client = client;
  }

  @Override
  public void send(WorkerMessage message) {
    if (ended) {
      throw new IllegalStateException("The connection to " + server + " is closed.");
    }
    if (message instanceof WorkerMessage.Hello first) {
      hello = first;
      Thread.ofPlatform().name("pinwheel-worker-connection").daemon().start(() -> keepUp(first));
      return;
    }
    for (WorkerMessage piece : MessageLimits.check(message)) {
      if (logs.keep(piece)) {
        outgoing.add(piece);
        wake();
      }
    }
  }

  private void wake() {
    FramePump open = pump;
    if (open != null) {
      open.wake();
    }
  }

  /** Connects, and reconnects whenever the socket is lost, until the connection is ended. */
  private void keepUp(WorkerMessage.Hello first) {
    Instant giveUpAt = clock.instant().plus(FIRST_WITHIN);
    int failures = 0;
    while (!ended) {
      String problem;
      try {
        problem = serve(first);
        failures = 0;
      } catch (Unreachable e) {
        problem = e.getMessage();
        failures++;
      } catch (RuntimeException e) {
        LOGGER.error("Worker {} could not keep its connection to {}", first.worker(), server, e);
        problem = e.toString();
        failures++;
      }
      if (ended) {
        return;
      }
      if (session == null && !clock.instant().isBefore(giveUpAt)) {
        end(
            "Could not reach %s: %s. Is the server running, and is that its address?"
                .formatted(server, problem));
        return;
      }
      if (session != null && failures <= 1) {
        LOGGER.warn(
            "Worker {} has lost its connection to {} and tries again: {}",
            first.worker(),
            server,
            problem);
      }
      pause(failures);
    }
  }

  /** No session could be opened in this attempt. */
  private static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreachable(String reason) {
      super(reason);
    }
  }

  private void pause(int failures) {
    long longest =
        Math.min(LONGEST_PAUSE.toMillis(), SHORTEST_PAUSE.toMillis() << Math.min(20, failures));
    long millis = longest / 2 + (long) (Math.random() * longest / 2);
    try {
      var unused = closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      end("The thread that keeps the connection to " + server + " was interrupted.");
    }
  }

  /** Serves one socket from its first text to its end, and returns why it ended. */
  private String serve(WorkerMessage.Hello first) throws Unreachable {
    ServerWebSocket socket = open(first);
    try {
      FromServer.Opened opened = awaitAnswer(socket);
      begin(socket, opened, first);
      return awaitEnd(socket);
    } finally {
      FramePump open = pump;
      pump = null;
      logs.disconnected();
      if (open != null) {
        open.stop();
      }
      socket.abort();
    }
  }

  private ServerWebSocket open(WorkerMessage.Hello first) throws Unreachable {
    Incoming known = incoming;
    FromWorker.Opening opening =
        new FromWorker.Opening(
            new WorkerMessage.Hello(
                first.protocolVersion(),
                first.worker(),
                first.workspace(),
                first.codeVersion(),
                first.concurrency(),
                first.modules(),
                first.instance(),
                held()),
            known == null ? 0 : known.received());
    try {
      return ServerWebSocket.open(client.newWebSocketBuilder(), address, opening.text(), clock);
    } catch (ExecutionException | TimeoutException e) {
      throw new Unreachable(ServerWebSocket.sentence(e));
    } catch (InterruptedException e) {
      throw new Unreachable("interrupted");
    }
  }

  private List<String> held() {
    List<String> held = new ArrayList<>(listener.running());
    for (WorkerMessage message : outgoing.list()) {
      switch (message) {
        case WorkerMessage.Complete complete -> held.add(complete.execution());
        case WorkerMessage.Fail fail -> held.add(fail.execution());
        default -> {}
      }
    }
    return held.stream().distinct().toList();
  }

  private FromServer.Opened awaitAnswer(ServerWebSocket socket) throws Unreachable {
    FromServer answer = socket.next(Protocol.SILENCE);
    return switch (answer) {
      case FromServer.Opened opened -> opened;
      case FromServer.Refused refused -> {
        refused(refused.reason());
        throw new Unreachable(refused.reason());
      }
      case FromServer.Messages messages -> throw new Unreachable("the server did not say welcome");
      case null -> throw new Unreachable(socket.endReason("the server did not answer"));
    };
  }

  private void refused(String reason) {
    if (session == null) {
      listener.received(new ServerMessage.Refused(reason));
    }
    end(reason);
  }

  private void begin(ServerWebSocket socket, FromServer.Opened opened, WorkerMessage.Hello first) {
    Incoming reading = incoming;
    boolean reopened = session != null;
    if (reading != null && opened.continued()) {
      outgoing.resume(opened.received());
      LOGGER.info("Worker {} is connected to {} again", first.worker(), server);
    } else {
      reading = new Incoming();
      incoming = reading;
      outgoing.restart();
      if (reopened) {
        LOGGER.info(
            "Worker {} is connected to {} again, as {}", first.worker(), server, opened.session());
        listener.reopened();
      } else {
        LOGGER.info("Worker {} is connected to {}", first.worker(), server);
      }
    }
    session = opened.session();
    FramePump started =
        new FramePump(
            senders,
            () -> outgoing.take(outgoing.owed() >= MAX_OWED),
            socket::send,
            problem -> socket.abort());
    pump = started;
    long dropped = logs.connected();
    if (dropped > 0) {
      LOGGER.warn(
          "Worker {} dropped {} log lines while it could not reach {}",
          first.worker(),
          dropped,
          server);
    }
    Incoming taken = reading;
    if (!reopened) {
      listener.received(new ServerMessage.Welcome(opened.session()));
    }
    socket.listen(frame -> received(taken, frame), this::refused);
    started.wake();
  }

  private void received(Incoming reading, Frame<ServerMessage> frame) {
    outgoing.acknowledged(frame.acknowledged());
    for (ServerMessage message : reading.take(frame)) {
      listener.received(message);
    }
    outgoing.acknowledge(reading.received());
    if (outgoing.owed() >= MAX_OWED) {
      wake();
    }
  }

  private String awaitEnd(ServerWebSocket socket) {
    current = socket;
    while (!socket.awaitEnd(LOOK_EVERY_MILLIS)) {
      Instant now = clock.instant();
      if (ended) {
        socket.leave();
        return "closed";
      }
      if (socket.isSilentSince(now.minus(Protocol.SILENCE))) {
        return "nothing has come from the server for %d seconds"
            .formatted(Protocol.SILENCE.toSeconds());
      }
      if (socket.isSilentSince(now.minus(ASK_AFTER))) {
        socket.ping();
      }
      if (socket.isQuietSince(now.minus(Protocol.HEARTBEAT))) {
        outgoing.beat();
        wake();
      }
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
    return outgoing.settled();
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

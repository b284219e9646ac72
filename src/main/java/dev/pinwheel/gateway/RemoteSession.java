package dev.pinwheel.gateway;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Frame;
import dev.pinwheel.protocol.FromServer;
import dev.pinwheel.protocol.FromWorker;
import dev.pinwheel.protocol.MalformedMessage;
import dev.pinwheel.protocol.ModuleDeclaration;
import dev.pinwheel.protocol.Outgoing;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of a worker in another process. It outlives its sockets: messages are kept until the
 * worker has acknowledged them, and duplicates are dropped. Thread-safe.
 */
final class RemoteSession implements Connection.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteSession.class);

  /** A worker that does not read must not fill the server's memory. */
  private static final int MAX_UNACKNOWLEDGED = 200_000;

  /** The same for a disconnected worker to which large values are addressed; in characters. */
  private static final long MAX_KEPT = 64_000_000;

  private final RemoteSessions sessions;
  private final Actor actor;
  private final Engine engine;
  private final String instance;
  private final Purpose purpose;
  private final String worker;
  private final GatewayConnection connection;
  private final Outgoing<ServerMessage> outgoing =
      new Outgoing<>(FromServer::text, this::delivered);
  private final MessageIntake intake;
  private final Object reading = new Object();
  private @Nullable WorkerSocket socket;
  private @Nullable String session;
  private boolean over;

  /** The number of the last log line that is stored. */
  private long logged;

  /** Whether the worker has sent anything since the welcome. */
  private boolean confirmed;

  /** Characters of values queued for the worker while it is disconnected. */
  private long kept;

  /**
   * @param actor whose token the worker has
   */
  RemoteSession(RemoteSessions sessions, Engine engine, WorkerMessage.Hello hello, Actor actor) {
    this.actor = actor;
    this.sessions = sessions;
    this.engine = engine;
    this.instance = hello.instance();
    this.purpose = Purpose.of(hello);
    this.worker = LogText.of(hello.worker());
    this.connection = new GatewayConnection(engine, this, actor);
    this.intake = new MessageIntake(connection, outgoing, this::wake, this::failed);
  }

  /** Whether the same token opened it: only that one resumes it (A5). */
  boolean isOf(Actor other) {
    return actor.isSame(other);
  }

  String instance() {
    return instance;
  }

  /** What may not be another when a worker reconnects. */
  private record Purpose(
      @Nullable String workspace, String codeVersion, int concurrency, Set<String> modules) {

    static Purpose of(WorkerMessage.Hello hello) {
      return new Purpose(
          hello.workspace(),
          hello.codeVersion(),
          hello.concurrency(),
          hello.modules().stream().map(ModuleDeclaration::module).collect(Collectors.toSet()));
    }
  }

  /** Whether a hello asks for what this session is; only such a one resumes it. */
  boolean isFor(WorkerMessage.Hello hello) {
    return purpose.equals(Purpose.of(hello));
  }

  /** The first socket: the answer comes when the engine has opened the session. */
  void open(FromWorker.Opening opening, WorkerSocket first) {
    synchronized (this) {
      socket = first;
    }
    intake.hello(opening.hello());
  }

  /**
   * The worker reconnected with another socket; the previous one is obsolete. Message numbers
   * continue only if the worker is known to have received the welcome: until it has sent something,
   * its hello may still count the messages of an earlier session.
   *
   * @return false when this session cannot continue and has to be opened again
   */
  boolean resume(FromWorker.Opening opening, WorkerSocket next) {
    // No message of the previous socket is being processed once this lock is held.
    synchronized (reading) {
      WorkerSocket former;
      String id;
      long stored;
      synchronized (this) {
        id = session;
        stored = logged;
        former = socket;
        if (over || (id != null && !confirmed)) {
          return false;
        }
        if (id != null) {
          socket = next;
        }
      }
      if (id == null) {
        next.close("Another connection of worker %s is being opened.".formatted(worker));
        return true;
      }
      if (former != null) {
        former.close("Worker %s has a new connection.".formatted(worker));
      }
      try {
        outgoing.resume(opening.received());
      } catch (MalformedMessage e) {
        end(e.getMessage());
        return true;
      }
      next.begin(opened(id, true, stored).text(), outgoing);
      connection.heartbeat();
      connection.reconnected(worker, opening.hello().executions());
      LOG.info("Worker {} reconnected ({})", worker, id);
      return true;
    }
  }

  private FromServer.Opened opened(String id, boolean continued, long stored) {
    return new FromServer.Opened(
        id, engine.incarnation(), continued, continued ? intake.received() : 0, stored);
  }

  /** Makes room for another session of the same worker, which continues with its executions. */
  void yieldToAnother() {
    connection.suspend();
    closed("Worker %s has a new connection.".formatted(worker));
  }

  /** Messages of the worker, by the thread that reads its socket. */
  void received(Frame<WorkerMessage> frame, WorkerSocket from) {
    synchronized (reading) {
      synchronized (this) {
        if (from != socket || over) {
          return;
        }
        if (session == null) {
          throw new MalformedMessage("Expected the worker to wait for the welcome.");
        }
        confirmed = true;
      }
      outgoing.acknowledged(frame.acknowledged());
      intake.take(frame);
    }
  }

  private void delivered(ServerMessage message) {
    if (message instanceof ServerMessage.Execute order) {
      connection.delivered(order);
    }
  }

  private void failed() {
    connection.suspend();
    closed("The server cannot process messages at the moment.");
  }

  private void wake() {
    WorkerSocket open;
    synchronized (this) {
      open = socket;
    }
    if (open != null) {
      open.wake();
    }
  }

  @Override
  public void received(ServerMessage message) {
    switch (message) {
      case ServerMessage.Welcome welcome -> welcomed(welcome.session(), welcome.logged());
      case ServerMessage.Refused refused -> end(refused.reason());
      case ServerMessage.Logged stored -> {
        synchronized (this) {
          logged = stored.upTo();
        }
        keep(message);
      }
      default -> keep(message);
    }
  }

  private void keep(ServerMessage message) {
    long away;
    synchronized (this) {
      if (over) {
        return;
      }
      kept = socket == null ? kept + ValueSize.of(message) : 0;
      away = kept;
    }
    outgoing.add(message);
    wake();
    if (away > MAX_KEPT || outgoing.size() > MAX_UNACKNOWLEDGED) {
      forget();
    }
  }

  /**
   * Drops the messages kept for a worker that does not read them. The session stays open: when the
   * worker reconnects it is told which executions it still has, and repeats its requests, as after
   * a restart of the server.
   */
  private void forget() {
    LOG.warn(
        "Worker {} ({}) did not read {} messages; they are dropped, and it has to repeat its requests",
        worker,
        session,
        outgoing.size());
    connection.suspend();
    closed("%,d messages were not read in time. Connect again.".formatted(outgoing.size()));
  }

  private void welcomed(String id, long stored) {
    WorkerSocket first;
    synchronized (this) {
      session = id;
      logged = stored;
      first = socket;
    }
    LOG.info("Worker {} has connected ({})", worker, id);
    if (first != null) {
      first.begin(opened(id, false, stored).text(), outgoing);
    } else {
      connection.suspend();
    }
  }

  /** The message numbers are no longer valid; the worker may reopen the session or open another. */
  @Override
  public void closed(String reason) {
    WorkerSocket open = finish();
    if (open != null) {
      open.close(reason);
    }
  }

  /**
   * A socket has closed. The session stays open for its lease, so that the worker can reconnect.
   */
  void lost(WorkerSocket ended, String reason) {
    String id;
    synchronized (this) {
      if (ended != socket || over) {
        return;
      }
      socket = null;
      id = session;
    }
    LOG.warn("The connection of worker {} ({}) is lost: {}", worker, id, reason);
    connection.suspend();
  }

  /** The worker closed its socket on purpose and will not reconnect. */
  void left(WorkerSocket by) {
    synchronized (this) {
      if (by != socket) {
        return;
      }
    }
    LOG.info("Worker {} has left", worker);
    var unused = finish();
    connection.close();
  }

  /** Ends the session and sends the worker the reason, if it can be reached. */
  void end(String reason) {
    WorkerSocket open = finish();
    connection.close();
    if (open != null) {
      LOG.warn("Worker {} is refused: {}", worker, LogText.of(reason));
      open.refuse(reason);
    }
  }

  /** A heartbeat of a connected worker. */
  void heartbeat() {
    synchronized (this) {
      if (socket == null || over) {
        return;
      }
    }
    connection.heartbeat();
  }

  private @Nullable WorkerSocket finish() {
    WorkerSocket open;
    synchronized (this) {
      over = true;
      open = socket;
      socket = null;
    }
    sessions.remove(this);
    return open;
  }
}

package dev.pinwheel.gateway;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Frame;
import dev.pinwheel.protocol.FromServer;
import dev.pinwheel.protocol.FromWorker;
import dev.pinwheel.protocol.Incoming;
import dev.pinwheel.protocol.MalformedMessage;
import dev.pinwheel.protocol.Outgoing;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of a worker in another process. Its sockets come and go; what was sent is kept until
 * the worker has it, and what comes twice is taken once. Thread-safe.
 */
final class RemoteSession implements Connection.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteSession.class);

  /** A worker that does not read must not fill the server's memory. */
  private static final int MAX_UNACKNOWLEDGED = 200_000;

  /** A worker that says more than can be committed has to wait. */
  private static final int MAX_UNDER_WAY = 20_000;

  private final RemoteSessions sessions;
  private final String instance;
  private final String worker;
  private final GatewayConnection connection;
  private final Outgoing<ServerMessage> outgoing = new Outgoing<>(FromServer::text);
  private final Incoming incoming = new Incoming();
  private final Applied applied = new Applied();
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
  private final Object reading = new Object();
  private @Nullable WorkerSocket socket;
  private @Nullable String session;
  private @Nullable Instant lostAt;
  private boolean over;

  RemoteSession(RemoteSessions sessions, Engine engine, WorkerMessage.Hello hello) {
    this.sessions = sessions;
    this.instance = hello.instance();
    this.worker = hello.worker();
    this.connection = new GatewayConnection(engine, this);
  }

  String instance() {
    return instance;
  }

  /** The first socket: the answer comes when the engine has opened the session. */
  void open(FromWorker.Opening opening, WorkerSocket first) {
    synchronized (this) {
      socket = first;
    }
    connection.send(opening.hello());
  }

  /**
   * The worker is back on another socket; the one before is of no use any more.
   *
   * @throws MalformedMessage when it claims to have received what was never sent
   */
  void resume(FromWorker.Opening opening, WorkerSocket next) {
    // No message of the socket before is under way once this lock is held.
    synchronized (reading) {
      WorkerSocket former;
      String id;
      synchronized (this) {
        id = session;
        if (id == null) {
          throw new MalformedMessage(
              "Expected one connection at a time of worker %s.".formatted(worker));
        }
        former = socket;
        socket = next;
        lostAt = null;
      }
      if (former != null) {
        former.close("Worker %s has a new connection.".formatted(worker));
      }
      outgoing.resume(opening.received());
      next.begin(new FromServer.Opened(id, true, incoming.received()).text(), outgoing);
      LOG.info("Worker {} is back ({})", worker, id);
    }
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
      }
      outgoing.acknowledged(frame.acknowledged());
      long number = incoming.received();
      for (WorkerMessage message : incoming.take(frame)) {
        number++;
        take(message, number);
      }
    }
  }

  private void take(WorkerMessage message, long number) {
    underWay.acquireUninterruptibly();
    try {
      connection.send(message, () -> done(number));
    } catch (IllegalStateException ended) {
      underWay.release();
    }
  }

  private void done(long number) {
    underWay.release();
    outgoing.acknowledge(applied.add(number));
    wake();
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
      case ServerMessage.Welcome welcome -> welcomed(welcome.session());
      case ServerMessage.Refused refused -> end(refused.reason());
      default -> {
        outgoing.add(message);
        wake();
        if (outgoing.size() > MAX_UNACKNOWLEDGED) {
          end(
              "Worker %s has not read more than %,d messages; its session is over."
                  .formatted(worker, MAX_UNACKNOWLEDGED));
        }
      }
    }
  }

  private void welcomed(String id) {
    WorkerSocket first;
    synchronized (this) {
      session = id;
      first = socket;
    }
    LOG.info("Worker {} has connected ({})", worker, id);
    if (first != null) {
      first.begin(new FromServer.Opened(id, false, 0).text(), outgoing);
    }
  }

  @Override
  public void closed(String reason) {
    // The gateway's side of the session closes it, in end(…).
  }

  /** A socket has ended. The session goes on for a while: the worker may come back. */
  void lost(WorkerSocket ended, Instant now, String reason) {
    synchronized (this) {
      if (ended != socket || over) {
        return;
      }
      socket = null;
      lostAt = now;
    }
    LOG.warn("The connection of worker {} ({}) is lost: {}", worker, session, reason);
  }

  /** The worker has said good-bye on a socket: it will not come back. */
  void left(WorkerSocket by) {
    synchronized (this) {
      if (by != socket || over) {
        return;
      }
      over = true;
      socket = null;
    }
    LOG.info("Worker {} has left ({})", worker, session);
    sessions.remove(this);
    connection.close();
  }

  /** Whether the worker has been away since this time or longer. */
  synchronized boolean isLostSince(Instant time) {
    return lostAt != null && !lostAt.isAfter(time);
  }

  /** Ends the session for good, and tells the worker why if it can be told. */
  void end(String reason) {
    WorkerSocket open;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      open = socket;
      socket = null;
    }
    LOG.warn("The session of worker {} ({}) has ended: {}", worker, session, reason);
    sessions.remove(this);
    connection.close();
    if (open != null) {
      open.refuse(reason);
    }
  }
}

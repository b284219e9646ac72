package dev.pinwheel.gateway;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import dev.pinwheel.protocol.FromWorker;
import dev.pinwheel.protocol.Protocol;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions of workers in other processes, by the instance that a worker chooses when it starts,
 * and the sockets that are open. Thread-safe.
 */
final class RemoteSessions {

  private final Engine engine;
  private final InstantSource clock;
  private final int maxOfToken;
  private final Map<String, RemoteSession> byInstance = new ConcurrentHashMap<>();
  private final Set<WorkerSocket> sockets = ConcurrentHashMap.newKeySet();
  private final UnwelcomedSockets unwelcomed = new UnwelcomedSockets();

  RemoteSessions(Engine engine, InstantSource clock, int maxOfToken) {
    this.engine = engine;
    this.clock = clock;
    this.maxOfToken = maxOfToken;
  }

  InstantSource clock() {
    return clock;
  }

  void opened(WorkerSocket socket) {
    if (isOneTooMany(socket.actor())) {
      socket.turnAway(
          "%d workers are connected with this token, which is the limit.".formatted(maxOfToken));
    } else {
      unwelcomed
          .add(socket, clock.instant())
          .ifPresentOrElse(socket::turnAway, () -> sockets.add(socket));
    }
  }

  private boolean isOneTooMany(Actor actor) {
    return actor.token() != null
        && sockets.stream().filter(open -> actor.isSame(open.actor())).count() >= maxOfToken;
  }

  void closed(WorkerSocket socket) {
    sockets.remove(socket);
    unwelcomed.remove(socket);
  }

  /** Counts what a socket has sent before its worker is welcomed; false when it is too much. */
  boolean countUnwelcomed(WorkerSocket socket, int characters) {
    return unwelcomed.count(socket, characters);
  }

  void welcomed(WorkerSocket socket) {
    unwelcomed.remove(socket);
  }

  /** A worker sent its hello on a socket. */
  RemoteSession open(FromWorker.Opening opening, WorkerSocket socket) {
    RemoteSession created = new RemoteSession(this, engine, opening.hello(), socket.actor());
    RemoteSession known = byInstance.putIfAbsent(created.instance(), created);
    while (known != null) {
      if (!known.isOf(socket.actor())) {
        socket.refuse(
            "This worker was connected with another token, and only that token may resume its session. Start it again.");
        return created;
      }
      if (!known.isFor(opening.hello())) {
        socket.refuse(
            "This worker was connected for another workspace, with another code version, concurrency or other modules. Open a new session with an instance of its own.");
        return created;
      }
      if (known.resume(opening, socket)) {
        return known;
      }
      known.yieldToAnother();
      known = byInstance.putIfAbsent(created.instance(), created);
    }
    created.open(opening, socket);
    return created;
  }

  void remove(RemoteSession session) {
    byInstance.remove(session.instance(), session);
  }

  /** Sends acknowledgements that no message has carried. Call it several times a second. */
  void acknowledge() {
    sockets.forEach(WorkerSocket::acknowledge);
  }

  /** Sends heartbeats in both directions and closes silent sockets. Call it about once a second. */
  void look() {
    Instant now = clock.instant();
    for (WorkerSocket socket : sockets) {
      if (socket.isSilentSince(now.minus(Protocol.SILENCE))) {
        socket.close(
            "Nothing was received from the worker for %d seconds."
                .formatted(Protocol.SILENCE.toSeconds()));
      } else if (socket.awaitsHello() && unwelcomed.isOverdue(socket, now)) {
        socket.close(
            "Expected a hello within %d seconds.".formatted(Protocol.HELLO_WITHIN.toSeconds()));
      } else {
        socket.look(now);
      }
    }
  }
}

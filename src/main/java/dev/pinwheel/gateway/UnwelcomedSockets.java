package dev.pinwheel.gateway;

import dev.pinwheel.model.Actor;
import dev.pinwheel.protocol.Protocol;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sockets on which no worker has been welcomed yet. Anyone who reaches the port can open one,
 * so their number, their time and the memory for what they send are limited. Thread-safe.
 */
final class UnwelcomedSockets {

  static final int MAX_SOCKETS = 100;

  /** With one token, so that nobody keeps the others from connecting. */
  static final int MAX_OF_A_TOKEN = 20;

  /** Characters that all of them together have sent. */
  static final long MAX_CHARACTERS = 64L * 1024 * 1024;

  private static final class Entry {
    private final Instant since;
    private long characters;

    Entry(Instant since) {
      this.since = since;
    }
  }

  private final Map<WorkerSocket, Entry> entries = new HashMap<>();
  private long characters;

  /** Adds a socket; why not, when there are too many. */
  synchronized Optional<String> add(WorkerSocket socket, Instant now) {
    if (entries.size() >= MAX_SOCKETS) {
      return Optional.of(
          "%d connections wait for their welcome. Try again later.".formatted(MAX_SOCKETS));
    }
    if (isOneTooMany(socket.actor())) {
      return Optional.of(
          "%d connections with this token wait for their welcome. Try again later."
              .formatted(MAX_OF_A_TOKEN));
    }
    entries.put(socket, new Entry(now));
    return Optional.empty();
  }

  private boolean isOneTooMany(Actor actor) {
    return actor.token() != null
        && entries.keySet().stream().filter(other -> actor.isSame(other.actor())).count()
            >= MAX_OF_A_TOKEN;
  }

  /** Counts what a socket has sent; false when all of them together have sent too much. */
  synchronized boolean count(WorkerSocket socket, int more) {
    Entry entry = entries.get(socket);
    if (entry == null) {
      return true;
    }
    if (characters + more > MAX_CHARACTERS) {
      return false;
    }
    entry.characters += more;
    characters += more;
    return true;
  }

  /** It is closed, or its worker is welcomed. */
  synchronized void remove(WorkerSocket socket) {
    Entry entry = entries.remove(socket);
    if (entry != null) {
      characters -= entry.characters;
    }
  }

  /** Whether the time for its hello is over. */
  synchronized boolean isOverdue(WorkerSocket socket, Instant now) {
    Entry entry = entries.get(socket);
    return entry != null && !entry.since.isAfter(now.minus(Protocol.HELLO_WITHIN));
  }
}

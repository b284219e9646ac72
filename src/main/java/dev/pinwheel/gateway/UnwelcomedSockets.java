package dev.pinwheel.gateway;

import dev.pinwheel.model.Actor;
import dev.pinwheel.protocol.Protocol;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sockets on which no worker has been welcomed yet. Anyone who reaches the port can open one,
 * so their number, their time and the memory for what they send are limited. Thread-safe.
 */
final class UnwelcomedSockets {

  static final int MAX_SOCKETS = 100;

  /** Of one user, with all tokens together, so that nobody keeps the others from connecting. */
  static final int MAX_OF_A_USER = 20;

  /** Characters that all of them together have sent. */
  static final long MAX_CHARACTERS = 64L * 1024 * 1024;

  static final long MAX_CHARACTERS_OF_A_USER = MAX_CHARACTERS / 4;

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
          "Limit of %d pending worker connections reached. Try again later."
              .formatted(MAX_SOCKETS));
    }
    if (isOneTooMany(socket.actor())) {
      return Optional.of(
          "Limit of %d pending worker connections of one user reached. Try again later."
              .formatted(MAX_OF_A_USER));
    }
    entries.put(socket, new Entry(now));
    return Optional.empty();
  }

  private boolean isOneTooMany(Actor actor) {
    return actor.user() != null && ofUserOf(actor).count() >= MAX_OF_A_USER;
  }

  private Stream<Map.Entry<WorkerSocket, Entry>> ofUserOf(Actor actor) {
    return entries.entrySet().stream()
        .filter(open -> Objects.equals(open.getKey().actor().user(), actor.user()));
  }

  /**
   * Counts what a socket has sent; false when all of them together, or those of its user, have sent
   * too much.
   */
  synchronized boolean count(WorkerSocket socket, int more) {
    Entry entry = entries.get(socket);
    if (entry == null) {
      return true;
    }
    if (characters + more > MAX_CHARACTERS || isTooMuch(socket.actor(), more)) {
      return false;
    }
    entry.characters += more;
    characters += more;
    return true;
  }

  private boolean isTooMuch(Actor actor, int more) {
    return actor.user() != null
        && ofUserOf(actor).mapToLong(open -> open.getValue().characters).sum() + more
            > MAX_CHARACTERS_OF_A_USER;
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

package dev.pinwheel.gateway;

import dev.pinwheel.protocol.Protocol;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The sockets on which no worker has been welcomed yet. Anyone who reaches the port can open one,
 * so their number, their time and the memory for what they send are limited. Thread-safe.
 */
final class UnwelcomedSockets {

  static final int MAX_SOCKETS = 100;

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

  /** Adds a socket; false when there are too many. */
  synchronized boolean add(WorkerSocket socket, Instant now) {
    if (entries.size() >= MAX_SOCKETS) {
      return false;
    }
    entries.put(socket, new Entry(now));
    return true;
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

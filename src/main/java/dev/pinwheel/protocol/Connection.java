package dev.pinwheel.protocol;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The worker's end of a connection to the server, whatever carries it (in process, or a socket).
 * Thread-safe; messages arrive in the order in which {@link #send} was called.
 */
public interface Connection extends AutoCloseable {

  /**
   * Hands a message to the server. Never blocks for the answer, which arrives at the listener.
   *
   * @throws IllegalStateException when the connection is closed
   */
  void send(WorkerMessage message);

  /** Blocks while too many log lines wait for the server. Called by the code that logs. */
  default void awaitLogRoom() {}

  /**
   * Completed when the server has acknowledged everything sent so far, and stored the log lines;
   * never when the connection ends first.
   */
  default CompletableFuture<Void> settled() {
    return CompletableFuture.completedFuture(null);
  }

  /** Ends the connection; open executions of this worker are abandoned after their lease. */
  @Override
  void close();

  /** Receives the server's messages. Called by one thread at a time; must not block. */
  interface Listener {

    /** A message of the server. */
    void received(ServerMessage message);

    /** The connection is gone; {@code reason} is a sentence. */
    void closed(String reason);

    /**
     * The connection continues, but the server no longer knows its requests: unanswered requests
     * must be repeated. Unacknowledged messages are resent anyway.
     */
    default void reopened() {}

    /**
     * The server refuses to resume the session; another one will be opened. What runs here does not
     * count any more.
     *
     * @param reason a sentence
     * @return the executions that are given up
     */
    default Collection<String> abandoned(String reason) {
      return List.of();
    }

    /** Executions that began here and whose end has not been sent. */
    default Collection<String> running() {
      return List.of();
    }
  }

  /** Opens connections, e.g. {@code listener -> gateway.connect(listener)}. */
  @FunctionalInterface
  interface Connector {

    /** Opens a connection whose incoming messages go to the listener. */
    Connection connect(Listener listener);
  }
}

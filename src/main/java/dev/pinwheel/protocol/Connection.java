package dev.pinwheel.protocol;

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

  /** Ends the connection; open executions of this worker are abandoned after their lease. */
  @Override
  void close();

  /** Receives what the server says. Called by one thread at a time; must not block. */
  interface Listener {

    /** A message of the server. */
    void received(ServerMessage message);

    /** The connection is gone; {@code reason} is a sentence. */
    void closed(String reason);
  }

  /** Opens connections, e.g. {@code listener -> gateway.connect(listener)}. */
  @FunctionalInterface
  interface Connector {

    /** Opens a connection whose incoming messages go to the listener. */
    Connection connect(Listener listener);
  }
}

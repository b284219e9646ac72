package dev.pinwheel.gateway;

/** Notified of what became of a message. */
interface MessageAck {

  /** For a worker that cannot resend messages. */
  MessageAck NONE = () -> {};

  /**
   * The message is fully processed: its command is committed or refused, and an immediate answer
   * was sent.
   */
  void applied();

  /**
   * The server could not process it because of an error of its own. Returns whether the worker will
   * resend it.
   */
  default boolean failed() {
    return false;
  }
}

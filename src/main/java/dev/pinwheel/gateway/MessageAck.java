package dev.pinwheel.gateway;

/** Told what became of a message. */
interface MessageAck {

  /** For a worker whose messages cannot be said again. */
  MessageAck NONE = () -> {};

  /**
   * The message has been taken care of for good: what it asks for is committed or refused, and the
   * answer, if there is one at once, was given.
   */
  void applied();

  /**
   * The server could not take care of it, for a reason of its own. Answers whether the worker will
   * say it again.
   */
  default boolean failed() {
    return false;
  }
}

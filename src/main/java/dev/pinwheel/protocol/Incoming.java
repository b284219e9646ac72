package dev.pinwheel.protocol;

import java.util.function.Consumer;

/**
 * Delivers each message of the peer once and in order, across all connections of a session.
 * Confined to the reading thread, except for {@link #received}.
 */
public final class Incoming {

  private volatile long received;

  /** The number of the last message delivered. */
  public long received() {
    return received;
  }

  /**
   * Delivers the messages of a frame that were not delivered before. Each counts as delivered
   * before it is; when the receiver throws, the ones after it do not, so that the peer sends them
   * again.
   *
   * @throws MalformedMessage when earlier messages are missing
   */
  public <M> void take(Frame<M> frame, Consumer<M> receiver) {
    if (frame.first() < 1 || frame.first() > received + 1) {
      throw new MalformedMessage(
          "Expected message number %d next, found %d.".formatted(received + 1, frame.first()));
    }
    long known = Math.min(received + 1 - frame.first(), frame.messages().size());
    long number = received;
    for (M message : frame.messages().subList((int) known, frame.messages().size())) {
      number++;
      received = number;
      receiver.accept(message);
    }
  }
}

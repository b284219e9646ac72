package dev.pinwheel.protocol;

import java.util.List;

/**
 * Delivers each message of the peer once and in order, across all connections of a session.
 * Confined to the reading thread.
 */
public final class Incoming {

  private long received;

  /** The number of the last message delivered. */
  public long received() {
    return received;
  }

  /**
   * The messages of a frame that were not delivered before; they count as delivered.
   *
   * @throws MalformedMessage when earlier messages are missing
   */
  public <M> List<M> take(Frame<M> frame) {
    if (frame.first() < 1 || frame.first() > received + 1) {
      throw new MalformedMessage(
          "Expected message number %d next, found %d.".formatted(received + 1, frame.first()));
    }
    long known = Math.min(received + 1 - frame.first(), frame.messages().size());
    List<M> fresh = frame.messages().subList((int) known, frame.messages().size());
    received += fresh.size();
    return fresh;
  }
}

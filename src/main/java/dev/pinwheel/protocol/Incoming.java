package dev.pinwheel.protocol;

import java.util.List;

/**
 * Sees to it that each message of the other side is taken once and in order, over however many
 * connections of a session it came. Confined to whoever reads.
 */
public final class Incoming {

  private long received;

  /** The number of the last message taken. */
  public long received() {
    return received;
  }

  /**
   * The messages of a frame that were not taken before; they count as taken.
   *
   * @throws MalformedMessage when messages before these never came
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

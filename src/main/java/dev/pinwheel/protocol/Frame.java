package dev.pinwheel.protocol;

import java.util.List;

/**
 * Messages that travel together, numbered one after the other in the order in which they were sent.
 * Without messages it is a heartbeat and an acknowledgement.
 *
 * @param first the number of the first message, or of the next when there is none here; from 1
 * @param acknowledged the receiver need not keep its own messages up to this number
 */
public record Frame<M>(long first, long acknowledged, List<M> messages) {

  /** The text of a frame whose messages are texts already. */
  static String text(long first, long acknowledged, List<String> messages) {
    StringBuilder text = new StringBuilder(64);
    text.append("{\"first\":").append(first).append(",\"acknowledged\":").append(acknowledged);
    text.append(",\"messages\":[");
    for (int i = 0; i < messages.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      text.append(messages.get(i));
    }
    return text.append("]}").toString();
  }
}

package dev.pinwheel.gateway;

import java.util.PriorityQueue;

/**
 * The highest number up to which all messages of a worker have been processed; only those are
 * acknowledged. Thread-safe.
 */
final class AckWatermark {

  private final PriorityQueue<Long> ahead = new PriorityQueue<>();
  private long upTo;

  /** Marks a message as processed; returns the number up to which all messages are. */
  synchronized long add(long number) {
    if (number != upTo + 1) {
      ahead.add(number);
      return upTo;
    }
    upTo = number;
    while (!ahead.isEmpty() && ahead.peek() == upTo + 1) {
      upTo = ahead.remove();
    }
    return upTo;
  }
}

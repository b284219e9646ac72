package dev.pinwheel.gateway;

import java.util.PriorityQueue;

/**
 * Up to which number everything a worker said has been taken care of for good; only that much is
 * acknowledged. Thread-safe.
 */
final class AckWatermark {

  private final PriorityQueue<Long> ahead = new PriorityQueue<>();
  private long upTo;

  /** A message has been taken care of; answers up to which number all have. */
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

package dev.pinwheel.model;

import java.time.Duration;

/**
 * How a failed, timed out or abandoned execution is tried again (E3).
 *
 * @param limit retries within one series, 0 for none
 * @param backoff wait before the first retry; doubles with each further one
 * @param maxBackoff upper bound of the wait
 */
public record RetryOption(int limit, Duration backoff, Duration maxBackoff) {

  public static final RetryOption NONE = new RetryOption(0, Duration.ZERO, Duration.ZERO);

  /** The wait before retry number {@code retry} (from 1) of a series. */
  public Duration waitBefore(int retry) {
    Duration wait = backoff;
    for (int i = 1; i < retry && wait.compareTo(maxBackoff) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(maxBackoff) < 0 ? wait : maxBackoff;
  }
}

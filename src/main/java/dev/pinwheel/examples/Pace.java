package dev.pinwheel.examples;

import java.time.Duration;

/**
 * How slow the slow examples are. Unit tests do not wait at all.
 *
 * @param factor 1 for the real pace, 0 for none
 */
public record Pace(int factor) {

  /** Slow on purpose, so that there is something to watch. */
  public static final Pace REAL = new Pace(1);

  /** No waiting. */
  public static final Pace NONE = new Pace(0);

  /**
   * Waits.
   *
   * @throws InterruptedException when the execution is stopped. Do not catch it, so that the task
   *     ends at once
   */
  void pause(Duration duration) throws InterruptedException {
    Thread.sleep(duration.multipliedBy(factor));
  }
}

package dev.pinwheel.worker.connect;

import java.time.Duration;

/** How long a worker may finish what it has. */
public record DrainLimit(Duration atMost) {

  /** Nobody waits as long. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  public static final DrainLimit NONE = new DrainLimit(FOR_EVER);

  /** One that nobody would live to see is none; one below zero is over at once. */
  public static DrainLimit of(Duration limit) {
    if (limit.isNegative()) {
      return new DrainLimit(Duration.ZERO);
    }
    return limit.compareTo(FOR_EVER) < 0 ? new DrainLimit(limit) : NONE;
  }

  boolean isNone() {
    return equals(NONE);
  }

  long millis() {
    return atMost.toMillis();
  }

  /** As the log says it: {@code 25 s}, {@code 1500 ms}. */
  @Override
  public String toString() {
    return atMost.toMillisPart() == 0 ? atMost.toSeconds() + " s" : millis() + " ms";
  }
}

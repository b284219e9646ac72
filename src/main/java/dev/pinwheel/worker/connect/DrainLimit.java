package dev.pinwheel.worker.connect;

import java.time.Duration;

/** How long a worker may drain. */
public record DrainLimit(Duration atMost) {

  /** Counts as no limit. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  public static final DrainLimit NONE = new DrainLimit(FOR_EVER);

  /** Ten years or more count as no limit; a negative limit counts as 0. */
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

  /** For the log: {@code 25 s}, {@code 1500 ms}. */
  @Override
  public String toString() {
    return atMost.toMillisPart() == 0 ? atMost.toSeconds() + " s" : millis() + " ms";
  }
}

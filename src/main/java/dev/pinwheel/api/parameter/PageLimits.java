package dev.pinwheel.api.parameter;

import dev.pinwheel.model.Rejection;
import java.time.Duration;

/** Checks the limits and waits of requests. */
public final class PageLimits {

  private static final long LONGEST_WAIT_MILLIS = 60_000;

  private PageLimits() {}

  /** A number of rows from 1 to {@code most}. */
  public static int rows(int asked, int most) {
    if (asked < 1 || asked > most) {
      throw Rejection.invalidArgument(
          "Expected a limit from 1 to %d, found %d.".formatted(most, asked));
    }
    return asked;
  }

  /** How long to wait, at most a minute. */
  public static Duration waiting(long millis) {
    if (millis < 0 || millis > LONGEST_WAIT_MILLIS) {
      throw Rejection.invalidArgument(
          "Expected waitMillis from 0 to %d, found %d. To wait longer, ask again."
              .formatted(LONGEST_WAIT_MILLIS, millis));
    }
    return Duration.ofMillis(millis);
  }
}

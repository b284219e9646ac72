package dev.pinwheel.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the runs submitted in a workspace are kept (G1).
 *
 * @param age since the last activity of a run; null: for ever
 * @param lastRuns so many runs of each workflow are kept, however old; null: none
 * @param childLimit for how much longer than the age its children may keep its runs
 */
public record Retention(@Nullable Duration age, @Nullable Integer lastRuns, Duration childLimit) {

  /** A run that somebody still looks at must not vanish. */
  public static final Duration SHORTEST_AGE = Duration.ofMinutes(1);

  public static final Duration LONGEST_AGE = Duration.ofDays(36_500);

  public static final int MOST_LAST_RUNS = 1_000_000;

  /** What holds where nothing is set. */
  public static final Retention EVERYTHING = new Retention(null, null, Duration.ZERO);

  /**
   * @throws Rejection (invalid argument)
   */
  public Retention {
    if (age != null && (age.compareTo(SHORTEST_AGE) < 0 || age.compareTo(LONGEST_AGE) > 0)) {
      throw Rejection.invalidArgument(
          "Expected runs to be kept between 1 minute and 36,500 days after their last activity, found %s."
              .formatted(age));
    }
    if (lastRuns != null && (lastRuns < 1 || lastRuns > MOST_LAST_RUNS)) {
      throw Rejection.invalidArgument(
          "Expected to keep the last 1 to 1,000,000 runs of each workflow, found %d."
              .formatted(lastRuns));
    }
    if (childLimit.isNegative() || childLimit.compareTo(LONGEST_AGE) > 0) {
      throw Rejection.invalidArgument(
          "Expected children to keep runs for 0 to 36,500 days longer, found %s."
              .formatted(childLimit));
    }
    if (age == null && (lastRuns != null || !childLimit.isZero())) {
      throw Rejection.invalidArgument(
          "Expected an age beside the number of last runs or the limit of children: without an age, everything is kept.");
    }
  }
}

package dev.pinwheel.query.view;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Formats durations, counts and lists for people. */
public final class TextFormat {

  private static final long MILLIS_PER_SECOND = 1000;
  private static final long SECONDS_PER_MINUTE = 60;
  private static final long MINUTES_PER_HOUR = 60;
  private static final long HOURS_PER_DAY = 24;

  private TextFormat() {}

  /**
   * {@code 12 ms}, {@code 1.2 s}, {@code 41 s}, {@code 2 min 5 s}, {@code 3 h 20 min}, {@code 2 d 4
   * h}.
   */
  public static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < MILLIS_PER_SECOND) {
      return millis + " ms";
    }
    if (millis < 10 * MILLIS_PER_SECOND) {
      return trimmed(String.format(Locale.ROOT, "%.1f", Math.floor(millis / 100.0) / 10)) + " s";
    }
    long seconds = millis / MILLIS_PER_SECOND;
    if (seconds < SECONDS_PER_MINUTE) {
      return seconds + " s";
    }
    long minutes = seconds / SECONDS_PER_MINUTE;
    if (minutes < MINUTES_PER_HOUR) {
      return two(minutes, "min", seconds % SECONDS_PER_MINUTE, "s");
    }
    long hours = minutes / MINUTES_PER_HOUR;
    return hours < HOURS_PER_DAY
        ? two(hours, "h", minutes % MINUTES_PER_HOUR, "min")
        : two(hours / HOURS_PER_DAY, "d", hours % HOURS_PER_DAY, "h");
  }

  /** {@code 1 call}, {@code 2 calls}, {@code 10,000 calls}. */
  public static String count(long number, String one) {
    return number(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** {@code 999}, {@code 10,000}. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String list(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private static String trimmed(String decimal) {
    return decimal.endsWith(".0") ? decimal.substring(0, decimal.length() - 2) : decimal;
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return small == 0
        ? large + " " + largeUnit
        : large + " " + largeUnit + " " + small + " " + smallUnit;
  }
}

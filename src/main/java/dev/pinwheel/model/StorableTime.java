package dev.pinwheel.model;

import java.time.DateTimeException;
import java.time.Instant;

/** Times from the year 1 to the year 9999: what both databases store and compare. */
public final class StorableTime {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private StorableTime() {}

  public static boolean isStorable(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }

  /**
   * Reads a time such as {@code 2026-11-22T10:00:00Z}.
   *
   * @throws DateTimeException when it is none, or none that can be stored
   */
  public static Instant parse(String text) {
    return require(Instant.parse(text));
  }

  /**
   * The time.
   *
   * @throws DateTimeException when it cannot be stored
   */
  public static Instant require(Instant time) {
    if (!isStorable(time)) {
      throw new DateTimeException(
          "Expected a time between the years 1 and 9999, found %s".formatted(time));
    }
    return time;
  }
}

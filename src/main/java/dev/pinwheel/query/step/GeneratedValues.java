package dev.pinwheel.query.step;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Recognises JSON values that a program generates for each call: timestamps and random ids. */
final class GeneratedValues {

  private static final Duration NEAR = Duration.ofMinutes(10);

  /** A local time may be that of any zone. */
  private static final Duration ANY_ZONE = Duration.ofHours(14);

  private static final Pattern TIME =
      Pattern.compile(
          "\"\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})?(\\[[^\\]]*\\])?\"");
  private static final Pattern NUMBER = Pattern.compile("\\d{10,19}(\\.\\d+)?");
  private static final Pattern UUID =
      Pattern.compile("\"\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\"");
  private static final Pattern TOKEN = Pattern.compile("\"[A-Za-z0-9_+/=-]{16,}\"");
  private static final Pattern FRACTION = Pattern.compile("0\\.\\d{12,}");
  private static final int MANY = 4;

  /** Seconds, and the usual fractions of them. */
  private static final long[] UNITS_PER_SECOND = {1, 1_000, 1_000_000, 1_000_000_000};

  private GeneratedValues() {}

  /**
   * Whether it is a time within some minutes of this one: a text, or a number of seconds or
   * milliseconds since 1970.
   */
  static boolean isTimeAround(String json, Instant moment) {
    if (TIME.matcher(json).matches()) {
      return isTextAround(json.substring(1, json.length() - 1), moment);
    }
    if (!NUMBER.matcher(json).matches()) {
      return false;
    }
    BigDecimal number = new BigDecimal(json);
    for (long units : UNITS_PER_SECOND) {
      BigInteger seconds = number.toBigInteger().divide(BigInteger.valueOf(units));
      long distance = Math.abs(seconds.longValue() - moment.getEpochSecond());
      if (seconds.bitLength() < Long.SIZE && distance <= NEAR.toSeconds()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTextAround(String text, Instant moment) {
    String time = text.replace(' ', 'T').replaceFirst("\\[.*", "");
    try {
      return time.endsWith("Z") || time.matches(".*[+-]\\d{2}:\\d{2}")
          ? isNear(OffsetDateTime.parse(time).toInstant(), moment, NEAR)
          : isNear(LocalDateTime.parse(time).toInstant(ZoneOffset.UTC), moment, ANY_ZONE);
    } catch (DateTimeException notATime) {
      return false;
    }
  }

  private static boolean isNear(Instant one, Instant other, Duration distance) {
    return Duration.between(one, other).abs().compareTo(distance) <= 0;
  }

  /** Whether it looks like a random id. */
  static boolean isRandom(String json) {
    return UUID.matcher(json).matches()
        || FRACTION.matcher(json).matches()
        || (TOKEN.matcher(json).matches() && isMixed(json));
  }

  private static boolean isMixed(String json) {
    return json.chars().filter(Character::isDigit).count() >= MANY
        && json.chars().filter(Character::isLetter).count() >= MANY;
  }
}

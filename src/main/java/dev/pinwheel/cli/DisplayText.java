package dev.pinwheel.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Formats values of the API for people. */
final class DisplayText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  /** Characters; --json has the whole line. */
  private static final int MOST_OF_ARGUMENTS = 48;

  private static final long MILLIS_PER_SECOND = 1000;
  private static final long MILLIS_PER_MINUTE = 60_000;
  private static final long MINUTES_PER_HOUR = 60;

  private DisplayText() {}

  /** A state or status as in the Studio: {@code timed out}. */
  static String state(String word) {
    return word.equals("timedOut") ? "timed out" : word;
  }

  /** {@code failed}, {@code 7,929 cancelled}, {@code scheduled 2026-11-22 18:17:00}. */
  static String status(JsonNode run, ZoneId zone) {
    String status = run.path("status").asString();
    int cancelled = run.path("cancelledSteps").asInt();
    if (status.equals("cancelled") && cancelled > 1) {
      return "%,d cancelled".formatted(cancelled);
    }
    return (state(status) + " " + time(run.path("scheduledAt"), zone)).strip();
  }

  /** {@code ✓}, {@code ✗} … for a state. */
  static String glyph(String state) {
    return switch (state) {
      case "done" -> "✓";
      case "failed", "timedOut", "abandoned" -> "✗";
      case "cancelled" -> "⊘";
      case "running" -> "◔";
      case "part" -> "◐";
      default -> "⧗";
    };
  }

  /** {@code fetchUser(userId "u1")}: a target and its arguments, of which the middle may go. */
  static String call(String target, JsonNode argumentLine) {
    String line = argumentLine.asString("");
    return line.isEmpty() ? target : target + "(" + middle(line) + ")";
  }

  private static String middle(String text) {
    int[] characters = text.codePoints().toArray();
    if (characters.length <= MOST_OF_ARGUMENTS) {
      return text;
    }
    int head = MOST_OF_ARGUMENTS / 2;
    int tail = MOST_OF_ARGUMENTS - 1 - head;
    return new String(characters, 0, head)
        + "…"
        + new String(characters, characters.length - tail, tail);
  }

  static String time(JsonNode instant, ZoneId zone) {
    return instant.isString() ? TIME.format(Instant.parse(instant.asString()).atZone(zone)) : "";
  }

  static String clock(JsonNode instant, ZoneId zone) {
    return instant.isString() ? CLOCK.format(Instant.parse(instant.asString()).atZone(zone)) : "";
  }

  /** {@code 12 ms}, {@code 1.2 s}, {@code 2 min 5 s}; empty when it is not known. */
  static String took(JsonNode timing) {
    JsonNode millis = timing.path("tookMillis");
    return millis.isNumber() ? duration(millis.asLong()) : "";
  }

  static String duration(long millis) {
    if (millis < MILLIS_PER_SECOND) {
      return millis + " ms";
    }
    if (millis < MILLIS_PER_MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
    }
    long minutes = millis / MILLIS_PER_MINUTE;
    long seconds = millis % MILLIS_PER_MINUTE / MILLIS_PER_SECOND;
    return minutes < MINUTES_PER_HOUR
        ? "%d min %d s".formatted(minutes, seconds)
        : "%d h %d min".formatted(minutes / MINUTES_PER_HOUR, minutes % MINUTES_PER_HOUR);
  }

  static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}

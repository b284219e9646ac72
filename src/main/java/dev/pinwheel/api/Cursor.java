package dev.pinwheel.api;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.RunList;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** Where a page ended, written so that nobody is tempted to read or make one. */
final class Cursor {

  private static final String BETWEEN = " ";

  private Cursor() {}

  static String of(RunList.ListPosition position) {
    Instant at = position.lastActivityAt();
    return encode(
        at.getEpochSecond()
            + BETWEEN
            + at.getNano()
            + BETWEEN
            + Long.toString(position.run().number()));
  }

  static RunList.ListPosition run(String cursor) {
    String[] parts = decode(cursor).split(BETWEEN, -1);
    try {
      if (parts.length == 3) {
        return new RunList.ListPosition(
            Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1])),
            new RunId(Long.parseLong(parts[2])));
      }
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException notOurs) {
      throw mistake(cursor);
    }
    throw mistake(cursor);
  }

  /** A place in one of several lists. */
  record Place(int list, int offset) {}

  static String of(Place place) {
    return encode(place.list() + BETWEEN + place.offset());
  }

  /**
   * @param lists how many lists there are
   */
  static Place place(String cursor, int lists) {
    String[] parts = decode(cursor).split(BETWEEN, -1);
    try {
      Place place = new Place(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      if (place.list() >= 0 && place.list() < lists && place.offset() >= 0) {
        return place;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException notOurs) {
      throw mistake(cursor);
    }
    throw mistake(cursor);
  }

  static String of(long number) {
    return encode(Long.toString(number));
  }

  static long number(String cursor) {
    try {
      return Long.parseLong(decode(cursor));
    } catch (NumberFormatException notOurs) {
      throw mistake(cursor);
    }
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException notOurs) {
      throw mistake(cursor);
    }
  }

  private static Rejection mistake(String cursor) {
    return Rejection.invalidArgument(
        "Expected a cursor as an answer of this path gave it, found '%s'.".formatted(cursor));
  }
}

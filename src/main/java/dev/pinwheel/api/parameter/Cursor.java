package dev.pinwheel.api.parameter;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StorableTime;
import dev.pinwheel.query.run.RunList;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** An opaque position where a page ended. */
public final class Cursor {

  private static final String BETWEEN = " ";

  private Cursor() {}

  public static String of(RunList.ListPosition position) {
    Instant at = position.lastActivityAt();
    return encode(at.getEpochSecond() + BETWEEN + at.getNano() + BETWEEN + position.run());
  }

  public static RunList.ListPosition run(String cursor) {
    String[] parts = decode(cursor).split(BETWEEN, -1);
    try {
      if (parts.length == 3) {
        return new RunList.ListPosition(
            StorableTime.require(
                Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]))),
            RunId.parse(parts[2]).orElseThrow(() -> mistake(cursor)));
      }
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException notOurs) {
      throw mistake(cursor);
    }
    throw mistake(cursor);
  }

  /** A position in one of several lists. */
  public record ListPosition(int list, int offset) {}

  public static String of(ListPosition position) {
    return encode(position.list() + BETWEEN + position.offset());
  }

  /**
   * @param lists how many lists there are
   */
  public static ListPosition position(String cursor, int lists) {
    String[] parts = decode(cursor).split(BETWEEN, -1);
    try {
      ListPosition position =
          new ListPosition(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      if (position.list() >= 0 && position.list() < lists && position.offset() >= 0) {
        return position;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException notOurs) {
      throw mistake(cursor);
    }
    throw mistake(cursor);
  }

  public static String of(long number) {
    return encode(Long.toString(number));
  }

  public static long number(String cursor) {
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
        "Expected a cursor from an earlier answer of this path, found '%s'. Leave it out to start from the beginning."
            .formatted(cursor));
  }
}

package dev.pinwheel.key;

import java.util.Arrays;

/**
 * The canonical form of payload JSON (rule M3): two payloads have the same canonical form exactly
 * when they are the same value.
 *
 * <p>Payload JSON is JSON in UTF-8 with three tagged objects: opaque bytes {@code
 * {"$bytes":"AQI="}}, a set {@code {"$set":[1,2]}} and a handle to an execution {@code
 * {"$execution":"R7K2:3:1"}}. A name that begins with {@code $} is written with one more {@code $}
 * in front. The canonical form is payload JSON again, and its own canonical form: no white space,
 * members in the order of their names' UTF-16 code units and strings escaped as in RFC 8785,
 * numbers by their exact decimal value ({@code 20}, {@code 2e1} and {@code 20.0} are {@code 2e1}),
 * sets without repetitions in the order of their elements' bytes.
 *
 * <p>{@code docs/explanation/keys.md} defines it in full.
 */
public final class CanonicalJson {

  /** How deep arrays and objects may be nested, those of tags included. */
  public static final int MAX_DEPTH = 500;

  private CanonicalJson() {}

  /**
   * The canonical form of the value, as a new array.
   *
   * @param payload payload JSON in UTF-8, without byte order mark
   * @throws InvalidValue if it is malformed, uses an unknown or malformed tag, repeats a name,
   *     holds a lone surrogate, NaN, an infinity or an exponent of more than 18 digits, or is
   *     nested deeper than {@link #MAX_DEPTH}
   */
  public static byte[] canonicalize(byte[] payload) {
    return new Canonicalizer(payload).canonicalize();
  }

  /**
   * Whether both payloads are the same value. Payloads of the same bytes are, and are not read.
   *
   * @throws InvalidValue as {@link #canonicalize}
   */
  public static boolean canonicalEquals(byte[] first, byte[] second) {
    return Arrays.equals(first, second) || Arrays.equals(canonicalize(first), canonicalize(second));
  }
}

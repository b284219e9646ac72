package dev.pinwheel.query.run;

import dev.pinwheel.query.run.RunHeader.FirstError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What errors of the same kind have in common: which step failed, the type, and the first line of
 * the message, with quoted text and numbers left out. Pure.
 *
 * @param message with {@code …} for what was left out
 */
record ErrorPattern(String target, String type, String message) {

  private static final String LEFT_OUT = "…";

  /** Of a key; enough to tell some hundred patterns apart. */
  private static final int KEY_BYTES = 8;

  private static final Pattern VARIABLE =
      Pattern.compile(
          String.join(
              "|",
              "\"[^\"]*\"",
              "`[^`]*`",
              "“[^”]*”",
              "‘[^’]*’",
              // An apostrophe within a word opens nothing.
              "(?<![\\p{L}\\d])'[^']*'",
              "\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b",
              "\\d+(?:[.,:]\\d+)*"));

  static ErrorPattern of(FirstError error) {
    return new ErrorPattern(
        error.target(),
        error.failure().type(),
        VARIABLE.matcher(error.failure().firstLine()).replaceAll(LEFT_OUT));
  }

  /** Identifies the pattern in a URL. */
  String key() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", target, type, message).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, KEY_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

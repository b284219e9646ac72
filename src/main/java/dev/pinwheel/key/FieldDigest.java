package dev.pinwheel.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over a sequence of fields, each preceded by its length as four bytes, most significant
 * first, so that no two sequences run together into the same bytes.
 */
final class FieldDigest {

  private final MessageDigest sha256 = sha256();
  private final byte[] prefix = new byte[4];

  FieldDigest add(byte[] field) {
    prefix[0] = (byte) (field.length >>> 24);
    prefix[1] = (byte) (field.length >>> 16);
    prefix[2] = (byte) (field.length >>> 8);
    prefix[3] = (byte) field.length;
    sha256.update(prefix);
    sha256.update(field);
    return this;
  }

  /** Adds a text as UTF-8. */
  FieldDigest add(String text) {
    refuseLoneSurrogates(text);
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] finish() {
    return sha256.digest();
  }

  /** Java would write each of them as a question mark, and two texts would become one. */
  private static void refuseLoneSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException(
            "Expected Unicode text, but found the lone surrogate \\u%04x at %d."
                .formatted((int) c, i));
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}

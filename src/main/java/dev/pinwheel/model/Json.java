package dev.pinwheel.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON text as UTF-8, in the tagged form of {@code docs/explanation/keys.md}. Not validated here.
 * Immutable: neither side may change the array.
 */
public final class Json {

  public static final Json NULL = of("null");

  private final byte[] utf8;

  private Json(byte[] utf8) {
    this.utf8 = utf8;
  }

  public static Json of(String text) {
    return new Json(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Json of(byte[] utf8) {
    return new Json(utf8);
  }

  /** The bytes themselves, not a copy. */
  public byte[] utf8() {
    return utf8;
  }

  public int size() {
    return utf8.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json json && Arrays.equals(utf8, json.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}

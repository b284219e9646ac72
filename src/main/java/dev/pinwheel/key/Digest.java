package dev.pinwheel.key;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * 32 bytes of SHA-256 that stand for a call. Digests are equal when they are of the same kind and
 * have the same bytes. Immutable.
 */
public abstract sealed class Digest permits ArgumentsHash, CacheKey, MemoKey {

  /** How many bytes a digest has. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  /** Takes over the array. */
  Digest(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "Expected the %d bytes of a SHA-256 digest, but found %d."
              .formatted(LENGTH, bytes.length));
    }
    this.bytes = bytes;
  }

  /** A copy of the bytes. */
  public final byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Digest that
        && getClass() == that.getClass()
        && Arrays.equals(bytes, that.bytes);
  }

  /** The first four bytes: those of a digest are spread well enough. */
  @Override
  public final int hashCode() {
    return ByteBuffer.wrap(bytes).getInt();
  }

  /** The bytes as 64 lower-case hexadecimal digits. */
  @Override
  public final String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}

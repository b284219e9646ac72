package dev.pinwheel.key;

import java.util.Arrays;

/** The canonical bytes written so far: a growing array that its writers may read and rearrange. */
final class CanonicalOutput {

  private byte[] bytes;
  private int length;

  CanonicalOutput(int expectedLength) {
    bytes = new byte[Math.max(16, expectedLength)];
  }

  int length() {
    return length;
  }

  /**
   * The bytes written, of which only the first {@link #length()} count; valid until the next
   * append.
   */
  byte[] bytes() {
    return bytes;
  }

  void append(int b) {
    if (length == bytes.length) {
      grow(1);
    }
    bytes[length++] = (byte) b;
  }

  void append(byte[] source, int from, int to) {
    int count = to - from;
    if (count > bytes.length - length) {
      grow(count);
    }
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** Appends a text known to be ASCII. */
  void appendAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      append(text.charAt(i));
    }
  }

  /** Appends one code point, which is no surrogate, in UTF-8. */
  void appendCodePoint(int codePoint) {
    if (codePoint < 0x80) {
      append(codePoint);
    } else if (codePoint < 0x800) {
      append(0xC0 | (codePoint >> 6));
      appendContinuation(codePoint);
    } else if (codePoint < 0x10000) {
      append(0xE0 | (codePoint >> 12));
      appendContinuation(codePoint >> 6);
      appendContinuation(codePoint);
    } else {
      append(0xF0 | (codePoint >> 18));
      appendContinuation(codePoint >> 12);
      appendContinuation(codePoint >> 6);
      appendContinuation(codePoint);
    }
  }

  private void appendContinuation(int bits) {
    append(0x80 | (bits & 0x3F));
  }

  /** Forgets everything from {@code newLength} on. */
  void truncate(int newLength) {
    length = newLength;
  }

  byte[] toByteArray() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void grow(int count) {
    int wanted = Math.max(Math.addExact(length, count), (int) Math.min(2L * length, 1 << 30));
    bytes = Arrays.copyOf(bytes, wanted);
  }
}

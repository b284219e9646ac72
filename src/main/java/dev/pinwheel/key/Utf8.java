package dev.pinwheel.key;

/**
 * Strict UTF-8 (RFC 3629): no overlong forms, no encoded surrogates, nothing above U+10FFFF, so
 * that no two byte sequences stand for one character.
 */
final class Utf8 {

  private Utf8() {}

  /** Copies the sequence of two to four bytes that comes next. */
  static void copy(PayloadReader source, CanonicalOutput output) {
    byte[] bytes = source.bytes();
    int start = source.position();
    int length = sequenceLength(bytes, start);
    if (length == 0) {
      throw source.expected("valid UTF-8");
    }
    output.append(bytes, start, start + length);
    source.moveTo(start + length);
  }

  private static int sequenceLength(byte[] bytes, int at) {
    int lead = bytes[at] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || length > bytes.length - at || !fits(lead, bytes[at + 1] & 0xFF)) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /** The second byte alone shows overlong forms, surrogates and what lies above U+10FFFF. */
  private static boolean fits(int lead, int second) {
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= lowest && second <= highest;
  }
}

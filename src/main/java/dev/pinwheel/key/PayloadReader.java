package dev.pinwheel.key;

/** The payload being read: its bytes, how far they are read, and errors that say where. */
final class PayloadReader {

  static final int END = -1;

  private final byte[] bytes;
  private final ReadPath path;
  private int position;

  PayloadReader(byte[] bytes, ReadPath path) {
    this.bytes = bytes;
    this.path = path;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  /** The next byte as 0 to 255, not consumed, or {@link #END}. */
  int peek() {
    return position < bytes.length ? bytes[position] & 0xFF : END;
  }

  /** The next byte as 0 to 255, consumed, or {@link #END}. */
  int next() {
    return position < bytes.length ? bytes[position++] & 0xFF : END;
  }

  void skip() {
    position++;
  }

  void moveTo(int newPosition) {
    position = newPosition;
  }

  /** Consumes white space and tells the byte after it, not consumed, or {@link #END}. */
  int peekToken() {
    while (position < bytes.length) {
      int b = bytes[position];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b & 0xFF;
      }
      position++;
    }
    return END;
  }

  /** Consumes the word if it comes next. */
  boolean take(String word) {
    if (word.length() > bytes.length - position) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[position + i] != word.charAt(i)) {
        return false;
      }
    }
    position += word.length();
    return true;
  }

  InvalidValue invalid(String problem) {
    return new InvalidValue(path.toString(), problem);
  }

  /** The error for an unexpected byte at the current position. */
  InvalidValue expected(String what) {
    return invalid("Expected " + what + ", but " + found() + ".");
  }

  private String found() {
    int b = peek();
    if (b == END) {
      return bytes.length == 0 ? "the payload is empty" : "the payload ends";
    }
    String shown = b > ' ' && b < 0x7F ? "'" + (char) b + "'" : "the byte 0x%02X".formatted(b);
    return "found " + shown + " (byte " + position + ")";
  }
}

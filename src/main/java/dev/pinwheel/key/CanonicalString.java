package dev.pinwheel.key;

import java.nio.charset.StandardCharsets;

/**
 * Strings in canonical form (RFC 8785, section 3.2.2.2): UTF-8 as it is, except {@code \" \\ \b \t
 * \n \f \r} and lower-case {@code \}{@code u00xx} for the other control characters.
 */
final class CanonicalString {

  private static final String HEX = "0123456789abcdef";

  private CanonicalString() {}

  /** Reads a string whose opening quote comes next and appends it with both quotes. */
  static void copy(PayloadReader source, CanonicalOutput output) {
    byte[] bytes = source.bytes();
    source.skip();
    output.append('"');
    while (true) {
      int start = source.position();
      int end = start;
      while (end < bytes.length && isPlain(bytes[end])) {
        end++;
      }
      output.append(bytes, start, end);
      source.moveTo(end);
      int b = source.peek();
      if (b == '"') {
        source.skip();
        output.append('"');
        return;
      } else if (b == '\\') {
        copyEscape(source, output);
      } else if (b >= 0x80) {
        Utf8.copy(source, output);
      } else if (b == PayloadReader.END) {
        throw source.expected("the string to be closed by '\"'");
      } else {
        throw source.expected("control characters in a string to be escaped");
      }
    }
  }

  /** ASCII that stands for itself, in any JSON and in the canonical form alike. */
  private static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }

  private static void copyEscape(PayloadReader source, CanonicalOutput output) {
    source.skip();
    int escape = source.peek();
    switch (escape) {
      case '"', '\\', '/' -> appendEscaped(escape, output);
      case 'b' -> appendEscaped('\b', output);
      case 't' -> appendEscaped('\t', output);
      case 'n' -> appendEscaped('\n', output);
      case 'f' -> appendEscaped('\f', output);
      case 'r' -> appendEscaped('\r', output);
      case 'u' -> {
        copyUnicodeEscape(source, output);
        return;
      }
      default -> throw source.expected("one of \" \\ / b f n r t u after '\\'");
    }
    source.skip();
  }

  private static void copyUnicodeEscape(PayloadReader source, CanonicalOutput output) {
    source.skip();
    int first = readHex(source);
    if (!isSurrogate(first)) {
      appendEscaped(first, output);
      return;
    }
    if (first < Character.MIN_LOW_SURROGATE && source.take("\\u")) {
      int second = readHex(source);
      if (isSurrogate(second) && second >= Character.MIN_LOW_SURROGATE) {
        output.appendCodePoint(Character.toCodePoint((char) first, (char) second));
        return;
      }
    }
    throw source.invalid(
        "Expected Unicode text, but found the lone surrogate \\u%04x (before byte %d)."
            .formatted(first, source.position()));
  }

  private static boolean isSurrogate(int unit) {
    return unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE;
  }

  private static int readHex(PayloadReader source) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(source.peek(), 16);
      if (digit < 0) {
        throw source.expected("four hexadecimal digits after \\u");
      }
      unit = unit << 4 | digit;
      source.skip();
    }
    return unit;
  }

  private static void appendEscaped(int codePoint, CanonicalOutput output) {
    if (codePoint >= ' ' && codePoint != '"' && codePoint != '\\') {
      output.appendCodePoint(codePoint);
      return;
    }
    output.append('\\');
    switch (codePoint) {
      case '"', '\\' -> output.append(codePoint);
      case '\b' -> output.append('b');
      case '\t' -> output.append('t');
      case '\n' -> output.append('n');
      case '\f' -> output.append('f');
      case '\r' -> output.append('r');
      default -> {
        output.appendAscii("u00");
        output.append(HEX.charAt(codePoint >> 4));
        output.append(HEX.charAt(codePoint & 0xF));
      }
    }
  }

  /** The text of the canonical string whose opening quote is at {@code start}. */
  static String decode(byte[] canonical, int start) {
    CanonicalOutput text = new CanonicalOutput(32);
    int at = start + 1;
    while (canonical[at] != '"') {
      if (canonical[at] != '\\') {
        text.append(canonical[at++]);
        continue;
      }
      int escape = canonical[at + 1];
      at += 2;
      switch (escape) {
        case 'b' -> text.append('\b');
        case 't' -> text.append('\t');
        case 'n' -> text.append('\n');
        case 'f' -> text.append('\f');
        case 'r' -> text.append('\r');
        case 'u' -> {
          text.append(
              Character.digit(canonical[at + 2], 16) << 4 | Character.digit(canonical[at + 3], 16));
          at += 4;
        }
        default -> text.append(escape);
      }
    }
    return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
  }
}

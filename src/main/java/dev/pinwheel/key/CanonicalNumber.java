package dev.pinwheel.key;

/**
 * Numbers in canonical form, which depends on nothing but the exact decimal value: the digits
 * without leading and trailing zeros, then {@code e} and the exponent unless that is zero; zero is
 * {@code 0}.
 *
 * <p>The value is never computed, so that {@code 1e999999999} costs eleven bytes.
 */
final class CanonicalNumber {

  /** No exponent, as written or in canonical form, has more than 18 digits. */
  private static final long MAX_EXPONENT = 999_999_999_999_999_999L;

  private CanonicalNumber() {}

  /** Reads a number, whose sign or first digit comes next, and appends it. */
  static void copy(PayloadReader source, CanonicalOutput output) {
    int start = output.length();
    if (source.peek() == '-') {
      source.skip();
      output.append('-');
    }
    int digitsStart = output.length();
    copyWhole(source, output, digitsStart);
    long exponent = 0;
    if (source.peek() == '.') {
      source.skip();
      exponent = -copyDigits(source, output, digitsStart, "a digit after the decimal point");
    }
    int end = output.length();
    while (end > digitsStart && output.bytes()[end - 1] == '0') {
      end--;
      exponent++;
    }
    output.truncate(end);
    if (source.peek() == 'e' || source.peek() == 'E') {
      source.skip();
      exponent += readExponent(source);
    }
    if (end == digitsStart) {
      output.truncate(start);
      output.append('0');
    } else if (exponent != 0) {
      appendExponent(source, output, exponent);
    }
  }

  private static void copyWhole(PayloadReader source, CanonicalOutput output, int digitsStart) {
    if (source.peek() != '0') {
      copyDigits(source, output, digitsStart, "a digit");
      return;
    }
    source.skip();
    if (isDigit(source.peek())) {
      throw source.expected("no digit after a leading zero");
    }
  }

  /** Appends the digits that come next, leading zeros excepted, and tells how many were read. */
  private static int copyDigits(
      PayloadReader source, CanonicalOutput output, int digitsStart, String expected) {
    int first = source.position();
    int digit = source.peek();
    if (!isDigit(digit)) {
      throw source.expected(expected);
    }
    while (isDigit(digit)) {
      if (digit != '0' || output.length() > digitsStart) {
        output.append(digit);
      }
      source.skip();
      digit = source.peek();
    }
    return source.position() - first;
  }

  private static long readExponent(PayloadReader source) {
    boolean negative = source.peek() == '-';
    if (negative || source.peek() == '+') {
      source.skip();
    }
    if (!isDigit(source.peek())) {
      throw source.expected("a digit in the exponent");
    }
    long exponent = 0;
    while (isDigit(source.peek())) {
      exponent = 10 * exponent + source.next() - '0';
      checkExponent(source, exponent);
    }
    return negative ? -exponent : exponent;
  }

  private static void appendExponent(PayloadReader source, CanonicalOutput output, long exponent) {
    checkExponent(source, exponent);
    output.append('e');
    output.appendAscii(Long.toString(exponent));
  }

  private static void checkExponent(PayloadReader source, long exponent) {
    if (Math.abs(exponent) > MAX_EXPONENT) {
      throw source.invalid("Expected a number whose exponent has at most 18 digits.");
    }
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }
}

package dev.pinwheel.key;

/** The texts inside tagged objects, checked where they stand in the output as canonical strings. */
final class TaggedText {

  static final String BYTES = "$bytes";
  static final String SET = "$set";
  static final String EXECUTION = "$execution";

  private TaggedText() {}

  /**
   * Whether the canonical string that opens at {@code start} is a tag: begins with one {@code $}.
   */
  static boolean isTag(byte[] canonical, int start) {
    return canonical[start + 1] == '$' && canonical[start + 2] != '$';
  }

  /**
   * Whether {@code bytes[from, to)} is base64 as RFC 4648, section 4, produces it: standard
   * alphabet, padded, unused bits zero. Then equal bytes have equal texts.
   */
  static boolean isBase64(byte[] bytes, int from, int to) {
    if ((to - from) % 4 != 0) {
      return false;
    }
    int end = to;
    while (end > from && end > to - 2 && bytes[end - 1] == '=') {
      end--;
    }
    for (int i = from; i < end; i++) {
      if (sextet(bytes[i]) < 0) {
        return false;
      }
    }
    int unusedBits = 2 * (to - end);
    return unusedBits == 0 || (sextet(bytes[end - 1]) & (1 << unusedBits) - 1) == 0;
  }

  private static int sextet(byte b) {
    if (b >= 'A' && b <= 'Z') {
      return b - 'A';
    } else if (b >= 'a' && b <= 'z') {
      return b - 'a' + 26;
    } else if (b >= '0' && b <= '9') {
      return b - '0' + 52;
    }
    return b == '+' ? 62 : b == '/' ? 63 : -1;
  }

  /**
   * Whether {@code bytes[from, to)} is an execution's id as the engine writes it, such as {@code
   * R7K2:3:1}: upper case, no leading zeros. Then equal ids have equal texts.
   */
  static boolean isExecutionId(byte[] bytes, int from, int to) {
    int at = from;
    if (at == to || bytes[at++] != 'R') {
      return false;
    }
    int runStart = at;
    while (at < to && isUpperCaseOrDigit(bytes[at])) {
      at++;
    }
    int step = at == runStart ? -1 : numberEnd(bytes, at, to);
    return step > 0 && numberEnd(bytes, step, to) == to;
  }

  /** Where the {@code :} and the positive number that begin at {@code at} end, or -1. */
  private static int numberEnd(byte[] bytes, int at, int to) {
    if (to - at < 2 || bytes[at] != ':' || bytes[at + 1] < '1' || bytes[at + 1] > '9') {
      return -1;
    }
    int end = at + 2;
    while (end < to && bytes[end] >= '0' && bytes[end] <= '9') {
      end++;
    }
    return end;
  }

  private static boolean isUpperCaseOrDigit(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z');
  }
}

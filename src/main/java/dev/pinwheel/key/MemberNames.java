package dev.pinwheel.key;

/** The order of member names: by UTF-16 code units, as RFC 8785 has it. */
final class MemberNames {

  /** From this lead byte on (U+E000 and above) UTF-8 and UTF-16 may order differently. */
  private static final int ORDER_MAY_DIFFER = 0xEE;

  private MemberNames() {}

  /**
   * Compares two canonical strings, given by where their opening quotes are. Nearly always the
   * first byte in which they differ decides; names with escapes or rare characters are decoded.
   */
  static int compare(byte[] canonical, int first, int second) {
    for (int i = 1; ; i++) {
      int a = canonical[first + i] & 0xFF;
      int b = canonical[second + i] & 0xFF;
      if (a == '\\' || b == '\\' || (a != b && Math.max(a, b) >= ORDER_MAY_DIFFER)) {
        return CanonicalString.decode(canonical, first)
            .compareTo(CanonicalString.decode(canonical, second));
      }
      if (a != b) {
        return a == '"' ? -1 : b == '"' ? 1 : a - b;
      }
      if (a == '"') {
        return 0;
      }
    }
  }
}

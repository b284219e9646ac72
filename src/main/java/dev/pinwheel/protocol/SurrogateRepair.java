package dev.pinwheel.protocol;

/**
 * Half a surrogate pair has no form in UTF-8, and a socket refuses the whole text for it. Values
 * with one never get here; in messages of exceptions and in logs it becomes U+FFFD.
 */
final class SurrogateRepair {

  private SurrogateRepair() {}

  static String text(String text) {
    int lone = findLone(text, 0);
    if (lone < 0) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text);
    while (lone >= 0) {
      repaired.setCharAt(lone, '\uFFFD');
      lone = findLone(repaired, lone + 1);
    }
    return repaired.toString();
  }

  private static int findLone(CharSequence text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        return i;
      }
    }
    return -1;
  }
}

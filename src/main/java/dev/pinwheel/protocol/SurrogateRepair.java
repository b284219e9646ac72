package dev.pinwheel.protocol;

/**
 * Replaces lone surrogates by U+FFFD: UTF-8 cannot express them, and a socket refuses the whole
 * text. They occur in messages of exceptions and in logs; values never contain one.
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

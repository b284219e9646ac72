package dev.pinwheel.cli;

/** Cuts lines to the width of a terminal, so that none takes two rows. */
final class ClippedLines {

  private static final char ESCAPE = '\u001b';

  private ClippedLines() {}

  /** The beginning of the line that fits; colours take no room. */
  static String to(int columns, String line) {
    StringBuilder clipped = new StringBuilder();
    int width = 0;
    int i = 0;
    while (i < line.length()) {
      if (line.charAt(i) == ESCAPE) {
        int end = line.indexOf('m', i);
        clipped.append(line, i, end + 1);
        i = end + 1;
      } else {
        int codePoint = line.codePointAt(i);
        if (width < columns - 1) {
          clipped.appendCodePoint(codePoint);
        }
        width++;
        i += Character.charCount(codePoint);
      }
    }
    return clipped.toString();
  }
}

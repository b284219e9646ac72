package dev.pinwheel.gateway;

/**
 * A text of a worker as it is written to the server's log: one line of limited length, so that no
 * worker can forge log lines or fill the log.
 */
final class LogText {

  private static final int MAX_LENGTH = 500;

  private LogText() {}

  static String of(String text) {
    boolean isLong = text.length() > MAX_LENGTH;
    StringBuilder line = new StringBuilder(isLong ? text.substring(0, MAX_LENGTH) : text);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        line.setCharAt(i, '\uFFFD');
      }
    }
    return isLong ? line.append('…').toString() : line.toString();
  }
}

package dev.pinwheel.query;

import java.util.regex.Pattern;

/** Text that programs wrote for terminals, without what only a terminal understands. */
final class TerminalText {

  /**
   * Control sequences, strings such as titles and links, other escapes, and control characters but
   * tab and line feed. The browser removes the same ({@code frontend/logs/terminal-text.ts}).
   */
  private static final Pattern CONTROLS =
      Pattern.compile(
          String.join(
              "|",
              "(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?",
              "(?:\\x1b[\\]PX^_]|[\\x90\\x98\\x9d-\\x9f])[^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)",
              "\\x1b[ -/]*[0-~]?",
              "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]"));

  private TerminalText() {}

  /** The text alone; the same object when there is nothing to remove. */
  static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\t') {
        return CONTROLS.matcher(text).replaceAll("");
      }
    }
    return text;
  }
}

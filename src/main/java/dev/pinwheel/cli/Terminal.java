package dev.pinwheel.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The terminal, if there is one.
 *
 * @param terminal whether what is printed goes to a terminal, which can be redrawn
 * @param colour whether it may be coloured
 */
record Terminal(boolean terminal, boolean colour, int rows, int columns) {

  /** Output goes to a file or to another program. */
  static final Terminal NONE = new Terminal(false, false, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final int USUAL_ROWS = 24;
  private static final int USUAL_COLUMNS = 80;

  /** What this process prints to; {@code NO_COLOR} and {@code TERM=dumb} are respected. */
  @SuppressWarnings("SystemConsoleNull") // some providers still return null
  static Terminal find(Map<String, String> environment) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return NONE;
    }
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    int[] size = size();
    return new Terminal(!dumb, !dumb && !plain, size[0], size[1]);
  }

  private static int[] size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String[] words =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .strip()
              .split(" ", -1);
      if (words.length == 2) {
        int rows = Integer.parseInt(words[0]);
        int columns = Integer.parseInt(words[1]);
        if (rows > 0 && columns > 0) {
          return new int[] {rows, columns};
        }
      }
    } catch (IOException | NumberFormatException e) {
      // There is no stty here; assume the default size.
    }
    return new int[] {USUAL_ROWS, USUAL_COLUMNS};
  }
}

package dev.pinwheel.cli;

/** Colours, on a terminal that wants them. */
final class AnsiStyle {

  private static final String RESET = "\u001b[0m";

  private final boolean colour;

  AnsiStyle(boolean colour) {
    this.colour = colour;
  }

  String good(String text) {
    return paint("\u001b[32m", text);
  }

  String bad(String text) {
    return paint("\u001b[31m", text);
  }

  String open(String text) {
    return paint("\u001b[36m", text);
  }

  String attention(String text) {
    return paint("\u001b[33m", text);
  }

  String quiet(String text) {
    return paint("\u001b[2m", text);
  }

  /** In the colour of a state, such as {@code failed}. */
  String state(String state, String text) {
    return switch (state) {
      case "done" -> good(text);
      case "failed", "timedOut", "abandoned" -> bad(text);
      case "cancelled", "part" -> quiet(text);
      case "waiting" -> attention(text);
      default -> open(text);
    };
  }

  private String paint(String code, String text) {
    return colour && !text.isEmpty() ? code + text + RESET : text;
  }
}

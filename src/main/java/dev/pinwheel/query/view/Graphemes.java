package dev.pinwheel.query.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a text as people see them (extended grapheme clusters): a letter with its
 * marks, a flag, a joined emoji. {@code frontend/graphemes.ts} tells them apart in the same way.
 */
public final class Graphemes {

  private static final Pattern CLUSTER = Pattern.compile("\\X");

  /** Characters below it never join others, but for a line feed after a carriage return. */
  private static final char FIRST_THAT_JOINS = 0x300;

  /** The first and the last code point of what takes two columns, in ascending order. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF,
    0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300,
    0x1FAFF, 0x20000, 0x3FFFD
  };

  private Graphemes() {}

  /** The characters, which together are the text. */
  public static List<String> of(String text) {
    List<String> characters = new ArrayList<>(text.length());
    if (text.chars().allMatch(c -> c < FIRST_THAT_JOINS && c != '\r')) {
      for (int i = 0; i < text.length(); i++) {
        characters.add(text.substring(i, i + 1));
      }
      return characters;
    }
    Matcher cluster = CLUSTER.matcher(text);
    while (cluster.find()) {
      characters.add(cluster.group());
    }
    return characters;
  }

  /** How many columns of a monospaced font the text takes. */
  static int columns(String text) {
    return of(text).stream().mapToInt(Graphemes::width).sum();
  }

  /** The columns of one character. */
  static int width(String character) {
    return Math.min(2, character.codePoints().map(Graphemes::width).sum());
  }

  private static int width(int c) {
    switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
        return 0;
      }
      default -> {
        for (int i = 0; i < WIDE.length && c >= WIDE[i]; i += 2) {
          if (c <= WIDE[i + 1]) {
            return 2;
          }
        }
        return 1;
      }
    }
  }
}

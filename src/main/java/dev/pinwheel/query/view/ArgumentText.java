package dev.pinwheel.query.view;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a stored line of arguments is shown: {@code userId u1, month 3}, without the quotation marks
 * of texts. {@code frontend/argument-text.ts} cuts a line in the same way.
 */
public final class ArgumentText {

  private static final String ELLIPSIS = "…";
  private static final String SEPARATOR = ", ";
  private static final String MORE = ", …";

  /** An argument that is cut to fewer columns tells nothing. */
  private static final int LEAST_COLUMNS = 9;

  /** So much of what two texts begin with is shown, in characters. */
  private static final int BEFORE_DIFFERENCE = 8;

  /** The first and the last code point of what takes two columns, in ascending order. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF,
    0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300,
    0x1FAFF, 0x20000, 0x3FFFD
  };

  private ArgumentText() {}

  /** The line without the quotation marks of texts; empty for null. */
  public static String plain(@Nullable String line) {
    if (line == null) {
      return "";
    }
    StringBuilder plain = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean escape = c == '\\' && i + 1 < line.length() && isEscapable(line.charAt(i + 1));
      if (escape) {
        plain.append(line.charAt(++i));
      } else if (c != '"') {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static boolean isEscapable(char c) {
    return c == '"' || c == '\\';
  }

  /**
   * {@code welcome userId u1}, with arguments of so many columns; the name alone without a line.
   */
  public static String spoken(String target, @Nullable String line, int columns) {
    String arguments = cutLine(line, columns);
    return arguments.isEmpty() ? target : target + " " + arguments;
  }

  /** {@code welcome(userId "u1")}; the name alone without a line. */
  public static String call(String target, @Nullable String line) {
    return line == null ? target : target + "(" + line + ")";
  }

  /** Whether the text takes no more columns than there are. */
  public static boolean fits(String text, int columns) {
    return columns(text) <= columns;
  }

  private static int columns(String text) {
    return text.codePoints().map(ArgumentText::width).sum();
  }

  /** The text without its middle, when it takes more columns than there are. */
  public static String cut(String text, int columns) {
    if (fits(text, columns)) {
      return text;
    }
    int[] characters = text.codePoints().toArray();
    int head = 0;
    int used = 0;
    int roomAtHead = columns / 2;
    while (used + width(characters[head]) <= roomAtHead) {
      used += width(characters[head++]);
    }
    int tail = characters.length;
    int roomAtTail = columns - ELLIPSIS.length() - used;
    int usedAtTail = 0;
    while (tail > head && usedAtTail + width(characters[tail - 1]) <= roomAtTail) {
      usedAtTail += width(characters[--tail]);
    }
    // A mark belongs to the character before it.
    while (tail < characters.length && width(characters[tail]) == 0) {
      tail++;
    }
    return new String(characters, 0, head)
        + ELLIPSIS
        + new String(characters, tail, characters.length - tail);
  }

  /**
   * A stored line of arguments, those of the memo key first, in so many columns. With too little
   * room, the names of parameters go first, for calls of one target differ in values; then the last
   * arguments. The first ones stay whole while there is room, and the next one loses its middle.
   *
   * @param line as stored; null for none
   */
  public static String cutLine(@Nullable String line, int columns) {
    String plain = plain(line);
    if (line == null || fits(plain, columns)) {
      return plain;
    }
    String values = valuesBeyond(line, columns);
    return values == null ? cut(plain, columns) : cutValues(values, columns);
  }

  /**
   * The values of a stored line, without the names of parameters: {@code u1, 3}. Null for a single
   * argument, and where the whole line has room in so many columns.
   */
  public static @Nullable String valuesBeyond(@Nullable String line, int columns) {
    if (line == null || fits(plain(line), columns)) {
      return null;
    }
    List<String> values = valuesOf(line);
    return values.size() == 1 ? null : String.join(SEPARATOR, values);
  }

  private static List<String> valuesOf(String line) {
    return parts(line).stream().map(part -> plain(part.substring(part.indexOf(' ') + 1))).toList();
  }

  private static String cutValues(String values, int columns) {
    if (fits(values, columns)) {
      return values;
    }
    List<String> parts = List.of(values.split(SEPARATOR, -1));
    for (int count = parts.size() - 1; count > 0; count--) {
      String whole = String.join(SEPARATOR, parts.subList(0, count));
      String next = parts.get(count);
      String rest = count + 1 < parts.size() ? MORE : "";
      int room = columns - columns(whole + SEPARATOR + rest);
      if (room >= Math.min(LEAST_COLUMNS, columns(next))) {
        return whole + SEPARATOR + cut(next, room) + rest;
      }
      if (count > 1 && fits(whole + MORE, columns)) {
        return whole + MORE;
      }
    }
    return (parts.size() > 1 ? firstTwo(parts, columns) : Optional.<String>empty())
        .orElseGet(() -> cut(values, columns));
  }

  private static Optional<String> firstTwo(List<String> parts, int columns) {
    String rest = parts.size() > 2 ? MORE : "";
    int room = columns - columns(SEPARATOR + rest);
    int shorter = Math.min(columns(parts.get(0)), columns(parts.get(1)));
    int longest = Math.max(room / 2, room - shorter);
    return longest < LEAST_COLUMNS
        ? Optional.empty()
        : Optional.of(cut(parts.get(0), longest) + SEPARATOR + cut(parts.get(1), longest) + rest);
  }

  /**
   * Two texts of which one sees in what they differ, when they take more columns than there are:
   * what both begin with is left out.
   */
  public static List<String> cutBoth(String one, String other, int columns) {
    if (fits(one, columns) && fits(other, columns)) {
      return List.of(one, other);
    }
    int alike = 0;
    while (alike < Math.min(one.length(), other.length())
        && one.charAt(alike) == other.charAt(alike)) {
      alike++;
    }
    int start = Math.max(0, alike - BEFORE_DIFFERENCE);
    if (start > 0 && Character.isLowSurrogate(one.charAt(start))) {
      start--;
    }
    String left = start == 0 ? "" : ELLIPSIS;
    return List.of(
        cut(left + one.substring(start), columns), cut(left + other.substring(start), columns));
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

  /** The arguments that are the same in all lines, in the order of the first. */
  public static String shared(List<@Nullable String> lines) {
    Set<String> shared = null;
    for (String line : lines) {
      Set<String> parts = new LinkedHashSet<>(line == null ? List.of() : parts(line));
      if (shared == null) {
        shared = parts;
      } else {
        shared.retainAll(parts);
      }
      if (shared.isEmpty()) {
        return "";
      }
    }
    return shared == null ? "" : String.join(", ", shared);
  }

  /** The arguments of a line. What is in quotation marks or brackets belongs together. */
  private static List<String> parts(String line) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int open = 0;
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        open++;
      } else if (!quoted && (c == '}' || c == ']')) {
        open--;
      } else if (!quoted && open == 0 && line.startsWith(", ", i)) {
        parts.add(line.substring(start, i));
        start = i + 2;
      }
    }
    if (start < line.length()) {
      parts.add(line.substring(start));
    }
    return parts;
  }
}

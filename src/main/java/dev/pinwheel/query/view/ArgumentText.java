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
    return Graphemes.columns(text) <= columns;
  }

  /** The text without its middle, when it takes more columns than there are. */
  public static String cut(String text, int columns) {
    if (fits(text, columns)) {
      return text;
    }
    List<String> characters = Graphemes.of(text);
    int head = 0;
    int used = 0;
    int roomAtHead = columns / 2;
    while (used + Graphemes.width(characters.get(head)) <= roomAtHead) {
      used += Graphemes.width(characters.get(head++));
    }
    int tail = characters.size();
    int roomAtTail = columns - ELLIPSIS.length() - used;
    int usedAtTail = 0;
    while (tail > head && usedAtTail + Graphemes.width(characters.get(tail - 1)) <= roomAtTail) {
      usedAtTail += Graphemes.width(characters.get(--tail));
    }
    return String.join("", characters.subList(0, head))
        + ELLIPSIS
        + String.join("", characters.subList(tail, characters.size()));
  }

  /**
   * A stored line of arguments, those of the memo key first, in so many columns. With too little
   * room, the names of parameters go first, for calls of one target differ in values; then the last
   * arguments. The first ones stay whole while there is room, and the next one loses its middle; a
   * list keeps its first values and its length.
   *
   * @param line as stored; null for none
   */
  public static String cutLine(@Nullable String line, int columns) {
    String plain = plain(line);
    if (line == null || fits(plain, columns)) {
      return plain;
    }
    String values = valuesBeyond(line, columns);
    return values == null ? cutNamed(plain, columns) : cutValues(values, columns);
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
    List<String> parts = ListText.split(values);
    for (int count = parts.size() - 1; count > 0; count--) {
      String whole = String.join(SEPARATOR, parts.subList(0, count));
      String next = parts.get(count);
      String rest = count + 1 < parts.size() ? MORE : "";
      int room = columns - Graphemes.columns(whole + SEPARATOR + rest);
      String shown = room > 0 ? cutValue(next, room) : ELLIPSIS;
      boolean told = room >= LEAST_COLUMNS || ListText.isList(shown) || shown.equals(next);
      if (told && fits(shown, room)) {
        return whole + SEPARATOR + shown + rest;
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
    int room = columns - Graphemes.columns(SEPARATOR + rest);
    int shorter = Math.min(Graphemes.columns(parts.get(0)), Graphemes.columns(parts.get(1)));
    int longest = Math.max(room / 2, room - shorter);
    return longest < LEAST_COLUMNS
        ? Optional.empty()
        : Optional.of(
            cutValue(parts.get(0), longest) + SEPARATOR + cutValue(parts.get(1), longest) + rest);
  }

  private static String cutNamed(String argument, int columns) {
    int end = argument.indexOf(' ') + 1;
    String name = argument.substring(0, end);
    String value = argument.substring(end);
    String shown = cutValue(value, columns - Graphemes.columns(name));
    return ListText.isList(shown) ? name + shown : cut(argument, columns);
  }

  private static String cutValue(String value, int columns) {
    return ListText.isList(value) ? ListText.cut(value, columns) : cut(value, columns);
  }

  /**
   * Two texts of which one sees in what they differ, when they take more columns than there are:
   * what both begin with is left out.
   */
  public static List<String> cutBoth(String one, String other, int columns) {
    if (fits(one, columns) && fits(other, columns)) {
      return List.of(one, other);
    }
    List<String> characters = Graphemes.of(one);
    List<String> others = Graphemes.of(other);
    int alike = 0;
    while (alike < Math.min(characters.size(), others.size())
        && characters.get(alike).equals(others.get(alike))) {
      alike++;
    }
    int start =
        characters.stream()
            .limit(Math.max(0, alike - BEFORE_DIFFERENCE))
            .mapToInt(String::length)
            .sum();
    String left = start == 0 ? "" : ELLIPSIS;
    return List.of(
        cut(left + one.substring(start), columns), cut(left + other.substring(start), columns));
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

  /**
   * How many arguments a stored line has.
   *
   * @param line null for none
   */
  public static int count(@Nullable String line) {
    return line == null ? 0 : parts(line).size();
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

package dev.pinwheel.query.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list within a line of arguments: {@code [u1, u2, … (96)]}. With too little room its last values
 * go and the number of values stays. {@code frontend/list-text.ts} does the same.
 */
final class ListText {

  private static final String SEPARATOR = ", ";
  private static final String MORE = "…";

  /** A value that is cut to fewer columns tells nothing. */
  private static final int LEAST_COLUMNS = 6;

  private static final Pattern COUNTED = Pattern.compile("(.*) \\((\\d+)\\)");

  private ListText() {}

  static boolean isList(String text) {
    return text.startsWith("[") && text.endsWith("]");
  }

  /** The values of a line, of which each list is one. */
  static List<String> split(String values) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start <= values.length()) {
      int end = endOfPart(values, start);
      parts.add(values.substring(start, end));
      start = end + SEPARATOR.length();
    }
    return parts;
  }

  private static int endOfPart(String values, int start) {
    if (values.startsWith("[", start)) {
      int closed = (values + SEPARATOR).indexOf("]" + SEPARATOR, start);
      if (closed >= 0) {
        return closed + 1;
      }
    }
    int end = values.indexOf(SEPARATOR, start);
    return end < 0 ? values.length() : end;
  }

  /** The list in so many columns; its length alone where no value has room. */
  static String cut(String list, int columns) {
    if (ArgumentText.fits(list, columns)) {
      return list;
    }
    String inner = list.substring(1, list.length() - 1);
    Matcher counted = COUNTED.matcher(inner);
    List<String> values =
        new ArrayList<>(
            List.of((counted.matches() ? counted.group(1) : inner).split(SEPARATOR, -1)));
    if (!counted.matches() && values.size() == 1) {
      return ArgumentText.cut(list, columns);
    }
    String count = counted.matches() ? counted.group(2) : Integer.toString(values.size());
    values.remove(MORE);
    String end = SEPARATOR + MORE + " (" + count + ")]";
    for (int shown = values.size() - 1; shown > 0; shown--) {
      String text = "[" + String.join(SEPARATOR, values.subList(0, shown)) + end;
      if (ArgumentText.fits(text, columns)) {
        return text;
      }
    }
    int room = columns - Graphemes.columns("[" + end);
    String length = "[" + count + "]";
    return room >= LEAST_COLUMNS
        ? "[" + ArgumentText.cut(values.getFirst(), room) + end
        : ArgumentText.cut(length, columns);
  }
}

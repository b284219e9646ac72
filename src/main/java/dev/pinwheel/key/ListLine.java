package dev.pinwheel.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list in an {@link ArgumentLine}: its first values, and how many there are where that cannot be
 * counted: {@code ["u1", "u2"]}, {@code [1, 2, … (96)]}. Of a list of objects or lists only the
 * length is shown: {@code [96]}.
 */
final class ListLine {

  private static final String SEPARATOR = ", ";

  /** Room for the brackets, the ellipsis and the number. */
  private static final int REST = "[, … (99999)]".length();

  private final int longest;
  private final List<String> shown = new ArrayList<>();
  private int length;
  private int count;
  private boolean isFull;

  /**
   * @param longest the most characters; with too few for a value, only the length is shown
   */
  ListLine(int longest) {
    this.longest = longest;
    this.isFull = longest <= 2 * REST;
  }

  /** Whether further values are counted only, and need not be read. */
  boolean isFull() {
    return isFull;
  }

  /** The most characters of one value. */
  int longestValue() {
    return longest / 2;
  }

  /**
   * @param value null for one that is not shown
   */
  void add(@Nullable String value) {
    count++;
    isFull |= value == null || length + SEPARATOR.length() + value.length() + REST > longest;
    if (!isFull && value != null) {
      length += SEPARATOR.length() + value.length();
      shown.add(value);
    }
  }

  String text() {
    if (shown.isEmpty()) {
      return count == 0 ? "[]" : "[" + count + "]";
    }
    String values = String.join(SEPARATOR, shown);
    if (shown.size() < count) {
      return "[" + values + ", … (" + count + ")]";
    }
    return isCountable() ? "[" + values + "]" : "[" + values + " (" + count + ")]";
  }

  /** Without quotation marks as well, and not to be taken for a length. */
  private boolean isCountable() {
    return shown.stream().noneMatch(value -> value.contains(SEPARATOR) || value.endsWith(")\""))
        && !(count == 1 && Character.isDigit(shown.getFirst().charAt(0)));
  }
}

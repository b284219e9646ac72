package dev.pinwheel.model;

/**
 * The name of a workspace (W2): non-empty segments of ASCII letters, digits, {@code _} and {@code
 * -}, separated by {@code /}; at most 120 characters; case-sensitive. Sorted as people do: {@code
 * try-9} before {@code try-10}.
 */
public record WorkspaceName(String value) implements Comparable<WorkspaceName> {

  public static final int MAX_LENGTH = 120;

  /**
   * @throws Rejection (invalid argument) naming the first offending character
   */
  public WorkspaceName {
    if (value.isEmpty()) {
      throw Rejection.invalidArgument("A workspace needs a name, such as development/joe.");
    }
    if (value.length() > MAX_LENGTH) {
      throw Rejection.invalidArgument(
          "A workspace name has at most %d characters; this one has %d."
              .formatted(MAX_LENGTH, value.length()));
    }
    int segmentStart = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '/') {
        if (i == segmentStart) {
          throw emptySegment(value, i);
        }
        segmentStart = i + 1;
      } else if (!isAllowed(c)) {
        throw Rejection.invalidArgument(
            "Names use letters, digits, _ and -, separated by /. Found %s%s."
                .formatted(nameOf(value.codePointAt(i)), after(value, i)));
      }
    }
    if (segmentStart == value.length()) {
      throw emptySegment(value, value.length() - 1);
    }
  }

  private static boolean isAllowed(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  private static String nameOf(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isISOControl(codePoint)
        ? codePoint == ' ' ? "a space" : "a control character"
        : "'" + Character.toString(codePoint) + "'";
  }

  private static String after(String value, int i) {
    return i == 0 ? " at the start" : " after '" + value.substring(0, i) + "'";
  }

  private static Rejection emptySegment(String value, int i) {
    return Rejection.invalidArgument(
        "Names use letters, digits, _ and -, separated by /. Found '/' %s, with nothing %s it."
            .formatted(
                i == 0 ? "at the start" : "after '" + value.substring(0, i) + "'",
                i == 0 ? "before" : i == value.length() - 1 ? "behind" : "between"));
  }

  @Override
  public int compareTo(WorkspaceName other) {
    return NaturalOrder.COMPARATOR.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

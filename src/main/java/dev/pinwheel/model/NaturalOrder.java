package dev.pinwheel.model;

import java.util.Comparator;

/** Compares texts as people do: digits in a row are one number, the case of letters counts last. */
public final class NaturalOrder {

  public static final Comparator<String> COMPARATOR =
      ((Comparator<String>) NaturalOrder::compare).thenComparing(Comparator.naturalOrder());

  private NaturalOrder() {}

  private static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int order;
      if (isDigit(one.charAt(i)) && isDigit(other.charAt(j))) {
        int endOfOne = endOfNumber(one, i);
        int endOfOther = endOfNumber(other, j);
        order = compareNumbers(one.substring(i, endOfOne), other.substring(j, endOfOther));
        i = endOfOne;
        j = endOfOther;
      } else {
        order =
            Character.compare(
                Character.toLowerCase(one.charAt(i++)), Character.toLowerCase(other.charAt(j++)));
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.length() - i, other.length() - j);
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static int endOfNumber(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Of any length; leading zeros do not count. */
  private static int compareNumbers(String one, String other) {
    String left = one.replaceFirst("^0+", "");
    String right = other.replaceFirst("^0+", "");
    return left.length() == right.length()
        ? left.compareTo(right)
        : Integer.compare(left.length(), right.length());
  }
}

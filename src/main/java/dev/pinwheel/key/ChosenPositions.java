package dev.pinwheel.key;

import java.util.Arrays;
import java.util.List;

/** Positions of chosen arguments, as they enter a memo key. */
final class ChosenPositions {

  private ChosenPositions() {}

  static int[] ascending(List<Integer> positions) {
    int[] ascending = new int[positions.size()];
    for (int i = 0; i < ascending.length; i++) {
      ascending[i] = positions.get(i);
    }
    Arrays.sort(ascending);
    for (int i = 1; i < ascending.length; i++) {
      if (ascending[i] == ascending[i - 1]) {
        throw new IllegalArgumentException(
            "Expected each position once, but found %d twice.".formatted(ascending[i]));
      }
    }
    return ascending;
  }

  /** The position in decimal digits. */
  static String text(int position) {
    return Integer.toString(position);
  }
}

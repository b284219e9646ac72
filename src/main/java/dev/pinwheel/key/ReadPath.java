package dev.pinwheel.key;

import java.util.Arrays;

/**
 * Where in the value the reader stands. Entering and leaving costs next to nothing; the text is
 * made only for an error.
 */
final class ReadPath {

  private static final int SHOWN_AT_BOTH_ENDS = 8;
  private static final int SHOWN_OF_A_NAME = 40;

  /** Stands for the array or object itself, between its elements or members. */
  private static final int AT_CONTAINER = Integer.MIN_VALUE;

  private final CanonicalOutput output;

  /**
   * An element's index as it is, a member as the complement of where its name starts in the output.
   */
  private int[] steps = new int[8];

  private int depth;

  ReadPath(CanonicalOutput output) {
    this.output = output;
  }

  int depth() {
    return depth;
  }

  /** Goes one level down, into an array or object. */
  void enter() {
    if (depth == steps.length) {
      steps = Arrays.copyOf(steps, 2 * depth);
    }
    steps[depth++] = AT_CONTAINER;
  }

  void atContainer() {
    steps[depth - 1] = AT_CONTAINER;
  }

  void atElement(int index) {
    steps[depth - 1] = index;
  }

  void atMember(int nameStart) {
    steps[depth - 1] = ~nameStart;
  }

  void leave() {
    depth--;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("$");
    for (int i = 0; i < depth; i++) {
      if (i == SHOWN_AT_BOTH_ENDS && depth > 2 * SHOWN_AT_BOTH_ENDS) {
        text.append('…');
        i = depth - SHOWN_AT_BOTH_ENDS;
      }
      appendStep(text, steps[i]);
    }
    return text.toString();
  }

  private void appendStep(StringBuilder text, int step) {
    if (step == AT_CONTAINER) {
      return;
    } else if (step >= 0) {
      text.append('[').append(step).append(']');
      return;
    }
    String name = CanonicalString.decode(output.bytes(), ~step);
    if (isSimple(name)) {
      text.append('.').append(shorten(name));
    } else {
      text.append("[\"").append(shorten(name)).append("\"]");
    }
  }

  /** The name, or its beginning when it is too long for a message. */
  static String shorten(String name) {
    if (name.codePointCount(0, name.length()) <= SHOWN_OF_A_NAME) {
      return name;
    }
    return name.substring(0, name.offsetByCodePoints(0, SHOWN_OF_A_NAME)) + "…";
  }

  private static boolean isSimple(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '$') {
        return false;
      }
    }
    return !name.isEmpty();
  }
}

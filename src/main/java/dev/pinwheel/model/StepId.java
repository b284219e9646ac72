package dev.pinwheel.model;

import java.util.Optional;

/**
 * Identifies a step: {@code R7K2:3}.
 *
 * @param number from 1 within the run; step 1 is the workflow itself
 */
public record StepId(RunId run, int number) {

  public StepId {
    if (number < 1) {
      throw new IllegalArgumentException("Steps are numbered from 1, found " + number);
    }
  }

  /** Empty when the text is not of the form {@code R7K2:3}. */
  public static Optional<StepId> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    Optional<RunId> run = RunId.parse(text.substring(0, colon));
    int number = positive(text.substring(colon + 1));
    return number == 0 ? Optional.empty() : run.map(id -> new StepId(id, number));
  }

  /** The number, or 0 when the text is not a number from 1 without leading zeros or signs. */
  static int positive(String text) {
    if (text.isEmpty() || text.length() > 9 || text.charAt(0) == '0') {
      return 0;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  @Override
  public String toString() {
    return run + ":" + number;
  }
}

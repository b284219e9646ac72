package dev.pinwheel.model;

import java.util.Optional;

/**
 * Identifies a run. People see {@code R} and at least four letters and digits: the number spread by
 * a permutation that is a secret of the installation, so that ids of neighbouring runs differ at a
 * glance and tell nothing about how many runs other workspaces have.
 *
 * @param number from 1; never shown
 */
public record RunId(long number) implements Comparable<RunId> {

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS_PER_DIGIT = 5;
  private static final int MIN_DIGITS = 4;
  private static final int MAX_DIGITS = 12;

  /** That of the one installation that this process serves. */
  private static volatile RunNumberSpread spread = RunNumberSpread.FIXED;

  public RunId {
    if (number < 1 || number >= 1L << (BITS_PER_DIGIT * MAX_DIGITS)) {
      throw new IllegalArgumentException("A run number lies between 1 and 2^60, found " + number);
    }
  }

  /** From now on, ids are read and written by this permutation, everywhere in this process. */
  public static void spreadBy(RunNumberSpread other) {
    spread = other;
  }

  /** Empty when the text is not the id of any possible run. Accepts lower case. */
  public static Optional<RunId> parse(String text) {
    int digits = text.length() - 1;
    if (digits < MIN_DIGITS
        || digits > MAX_DIGITS
        || (text.charAt(0) != 'R' && text.charAt(0) != 'r')) {
      return Optional.empty();
    }
    long written = 0;
    for (int i = 1; i < text.length(); i++) {
      int digit = DIGITS.indexOf(Character.toUpperCase(text.charAt(i)));
      if (digit < 0) {
        return Optional.empty();
      }
      written = written << BITS_PER_DIGIT | digit;
    }
    long number = spread.gather(written, digits * BITS_PER_DIGIT);
    return number >= 1 && digitsFor(number) == digits
        ? Optional.of(new RunId(number))
        : Optional.empty();
  }

  private static int digitsFor(long number) {
    int digits = MIN_DIGITS;
    while (number > mask(digits * BITS_PER_DIGIT)) {
      digits++;
    }
    return digits;
  }

  static long mask(int bits) {
    return (1L << bits) - 1;
  }

  @Override
  public int compareTo(RunId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    int digits = digitsFor(number);
    long left = spread.spread(number, digits * BITS_PER_DIGIT);
    char[] text = new char[digits + 1];
    text[0] = 'R';
    for (int i = digits; i > 0; i--) {
      text[i] = DIGITS.charAt((int) (left & 31));
      left >>>= BITS_PER_DIGIT;
    }
    return new String(text);
  }
}

package dev.pinwheel.model;

/** Multiplies by an odd number. */
final class FixedSpread implements RunNumberSpread {

  private static final long FACTOR = 0x2545F4914F6CDD1DL;
  private static final long INVERSE = inverse();

  /** The inverse of an odd number modulo 2^64 by Newton's iteration. */
  private static long inverse() {
    long inverse = FACTOR;
    for (int i = 0; i < 6; i++) {
      inverse *= 2 - FACTOR * inverse;
    }
    return inverse;
  }

  @Override
  public long spread(long number, int bits) {
    return number * FACTOR & RunId.mask(bits);
  }

  @Override
  public long gather(long spread, int bits) {
    return spread * INVERSE & RunId.mask(bits);
  }
}

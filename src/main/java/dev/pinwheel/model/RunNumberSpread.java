package dev.pinwheel.model;

/** How the number of a run becomes its id: a permutation of the numbers with so many bits. */
public interface RunNumberSpread {

  /** The same for everybody: neighbouring ids differ at a glance, and no more. */
  RunNumberSpread FIXED = new FixedSpread();

  /**
   * One that only who knows the secret can undo, so that ids do not tell how many runs there are.
   *
   * @param secret 16 bytes
   */
  static RunNumberSpread secret(byte[] secret) {
    return new SecretSpread(secret);
  }

  /**
   * @param number of at most so many bits
   * @param bits a multiple of 5
   */
  long spread(long number, int bits);

  /** Inverse of {@link #spread}. */
  long gather(long spread, int bits);
}

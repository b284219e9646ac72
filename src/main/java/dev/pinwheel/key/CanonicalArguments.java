package dev.pinwheel.key;

import java.util.Arrays;
import java.util.List;

/**
 * The arguments of one call in canonical form, worked out once for all the keys of the call.
 * Immutable.
 */
public final class CanonicalArguments {

  private final byte[][] canonical;

  private CanonicalArguments(byte[][] canonical) {
    this.canonical = canonical;
  }

  /**
   * Brings each argument, given as payload JSON in the order of the parameters, into canonical
   * form.
   *
   * @throws InvalidValue if one is no valid value; its path begins with the position, {@code
   *     $[1].a}
   */
  public static CanonicalArguments of(List<byte[]> arguments) {
    byte[][] canonical = new byte[arguments.size()][];
    for (int i = 0; i < canonical.length; i++) {
      try {
        canonical[i] = CanonicalJson.canonicalize(arguments.get(i));
      } catch (InvalidValue invalid) {
        throw invalid.inArgument(i);
      }
    }
    return new CanonicalArguments(canonical);
  }

  /** How many arguments there are. */
  public int count() {
    return canonical.length;
  }

  /** A copy of the canonical form of the argument at the position, counted from 0. */
  public byte[] get(int position) {
    return canonical[checked(position)].clone();
  }

  /** As {@link #get}, but the array itself, which must not be changed. */
  byte[] shared(int position) {
    return canonical[checked(position)];
  }

  private int checked(int position) {
    if (position < 0 || position >= canonical.length) {
      throw new IllegalArgumentException(
          "Expected the position of one of %d arguments, counted from 0, but found %d."
              .formatted(canonical.length, position));
    }
    return position;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CanonicalArguments that && Arrays.deepEquals(canonical, that.canonical);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(canonical);
  }
}

package dev.pinwheel.key;

import java.util.List;

/**
 * What a memoized call is recognised by inside its run: module, target and the chosen arguments
 * with their positions (rule M3). Names of parameters are no part of it.
 */
public final class MemoKey extends Digest {

  private MemoKey(byte[] bytes) {
    super(bytes);
  }

  /** The key stored as these 32 bytes. */
  public static MemoKey of(byte[] bytes) {
    return new MemoKey(bytes.clone());
  }

  /**
   * The key of a call with these arguments as payload JSON.
   *
   * @param arguments all arguments, in the order of the parameters
   * @param positions which of them count, from 0, in any order; none: one key for the whole run
   * @throws InvalidValue if an argument, counting or not, is no valid value
   * @throws IllegalArgumentException if there is no such position, or one is named twice
   */
  public static MemoKey of(
      String module, String target, List<byte[]> arguments, List<Integer> positions) {
    return of(module, target, CanonicalArguments.of(arguments), positions);
  }

  /** As {@link #of(String, String, List, List)}, for arguments already in canonical form. */
  public static MemoKey of(
      String module, String target, CanonicalArguments arguments, List<Integer> positions) {
    FieldDigest digest = new FieldDigest().add(module).add(target);
    for (int position : ChosenPositions.ascending(positions)) {
      digest.add(ChosenPositions.text(position)).add(arguments.shared(position));
    }
    return new MemoKey(digest.finish());
  }
}

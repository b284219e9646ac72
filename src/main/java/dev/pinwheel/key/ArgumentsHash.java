package dev.pinwheel.key;

import java.util.List;

/**
 * What a call without a memo key is recognised by: its target and all its arguments (rule F9). It
 * has the bytes of the {@link MemoKey} over all parameters.
 */
public final class ArgumentsHash extends Digest {

  private ArgumentsHash(byte[] bytes) {
    super(bytes);
  }

  /** The hash stored as these 32 bytes. */
  public static ArgumentsHash of(byte[] bytes) {
    return new ArgumentsHash(bytes.clone());
  }

  /**
   * The hash of a call with these arguments as payload JSON.
   *
   * @throws InvalidValue if an argument is no valid value
   */
  public static ArgumentsHash of(String module, String target, List<byte[]> arguments) {
    return of(module, target, CanonicalArguments.of(arguments));
  }

  /** The hash of a call with these arguments. */
  public static ArgumentsHash of(String module, String target, CanonicalArguments arguments) {
    FieldDigest digest = new FieldDigest().add(module).add(target);
    for (int i = 0; i < arguments.count(); i++) {
      digest.add(ChosenPositions.text(i)).add(arguments.shared(i));
    }
    return new ArgumentsHash(digest.finish());
  }
}

package dev.pinwheel.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cached execution is recognised by in any run: namespace, version and arguments without
 * their positions, so that parameters may be rearranged (rule C1).
 */
public final class CacheKey extends Digest {

  private static final String WITHOUT_VERSION = "0";
  private static final String WITH_VERSION = "1";

  private CacheKey(byte[] bytes) {
    super(bytes);
  }

  /** The key stored as these 32 bytes. */
  public static CacheKey of(byte[] bytes) {
    return new CacheKey(bytes.clone());
  }

  /**
   * The key over these arguments as payload JSON.
   *
   * @param version null for none, which differs from every version, also from the empty one
   * @param chosen the arguments that count, in the order in which the option lists them
   * @throws InvalidValue if an argument is no valid value
   */
  public static CacheKey of(String namespace, @Nullable String version, List<byte[]> chosen) {
    FieldDigest digest = start(namespace, version);
    CanonicalArguments arguments = CanonicalArguments.of(chosen);
    for (int i = 0; i < arguments.count(); i++) {
      digest.add(arguments.shared(i));
    }
    return new CacheKey(digest.finish());
  }

  /**
   * The key over some of these arguments.
   *
   * @param positions which arguments count, from 0, in the order in which the option lists them
   * @throws IllegalArgumentException if there is no such position
   */
  public static CacheKey of(
      String namespace,
      @Nullable String version,
      CanonicalArguments arguments,
      List<Integer> positions) {
    FieldDigest digest = start(namespace, version);
    for (int position : positions) {
      digest.add(arguments.shared(position));
    }
    return new CacheKey(digest.finish());
  }

  private static FieldDigest start(String namespace, @Nullable String version) {
    FieldDigest digest = new FieldDigest().add(namespace);
    return version == null ? digest.add(WITHOUT_VERSION) : digest.add(WITH_VERSION).add(version);
  }
}

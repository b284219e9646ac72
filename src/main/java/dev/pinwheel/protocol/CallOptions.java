package dev.pinwheel.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call site overrides of the target's own options; null means: not overridden.
 *
 * @param memo the memo option (M1)
 * @param cache the cache option (C1)
 * @param retries the retry option (E3)
 * @param timeoutMillis the timeout of one execution
 * @param delayMillis the execution becomes due this long after the call
 */
public record CallOptions(
    @Nullable Memo memo,
    @Nullable Cache cache,
    @Nullable Retries retries,
    @Nullable Long timeoutMillis,
    @Nullable Long delayMillis) {

  /** Nothing is overridden. */
  public static final CallOptions NONE = new CallOptions(null, null, null, null, null);

  /**
   * Whether and by which parameters a call is memoized (M1).
   *
   * @param mode {@code off}, {@code all} or {@code parameters}
   * @param parameters names when mode is {@code parameters}, may be empty (one execution per run);
   *     else empty
   */
  public record Memo(String mode, List<String> parameters) {}

  /**
   * Whether and how results are cached across runs (C1).
   *
   * @param enabled false switches caching off
   * @param parameters the parameters in the key, in this order; null for all
   * @param maxAgeMillis null for no limit
   * @param namespace null for {@code module:target}
   * @param version null for none
   */
  public record Cache(
      boolean enabled,
      @Nullable List<String> parameters,
      @Nullable Long maxAgeMillis,
      @Nullable String namespace,
      @Nullable String version) {}

  /**
   * How often a failed, timed out or abandoned execution is retried (E3).
   *
   * @param limit retries after the first attempt of a series, 0 for none
   * @param backoffMillis wait before the first retry
   * @param maxBackoffMillis upper bound of the wait, which doubles with each retry
   */
  public record Retries(int limit, long backoffMillis, long maxBackoffMillis) {}
}

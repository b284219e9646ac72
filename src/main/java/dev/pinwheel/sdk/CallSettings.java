package dev.pinwheel.sdk;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of one call site; null components are not overridden. */
public record CallSettings(
    @Nullable MemoSetting memo,
    @Nullable CacheSetting cache,
    @Nullable RetriesSetting retries,
    @Nullable Duration timeout,
    @Nullable Duration delay) {

  /** Nothing is overridden. */
  public static final CallSettings NONE = new CallSettings(null, null, null, null, null);

  /**
   * The memo option (M1).
   *
   * @param parameters names of those that count; null for all
   */
  public record MemoSetting(boolean off, @Nullable List<String> parameters) {}

  /**
   * The cache option (C1).
   *
   * @param maxAge null for any age
   */
  public record CacheSetting(boolean off, @Nullable Duration maxAge) {}

  /** The retry option (E3). */
  public record RetriesSetting(int limit, Duration backoff) {}
}

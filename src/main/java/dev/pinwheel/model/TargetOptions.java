package dev.pinwheel.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of a target, or what a call site overrides of them. A null component is unset.
 *
 * @param delay the execution becomes due this long after its creation
 */
public record TargetOptions(
    @Nullable MemoOption memo,
    @Nullable CacheOption cache,
    @Nullable RetryOption retry,
    @Nullable Duration timeout,
    @Nullable Duration delay) {

  public static final TargetOptions NONE = new TargetOptions(null, null, null, null, null);

  public static TargetOptions memo(MemoOption memo) {
    return new TargetOptions(memo, null, null, null, null);
  }
}

package dev.pinwheel.worker.modules;

import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.sdk.CallSettings;
import dev.pinwheel.sdk.CallSettings.CacheSetting;
import dev.pinwheel.sdk.CallSettings.MemoSetting;
import dev.pinwheel.sdk.CallSettings.RetriesSetting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the options of a call site into protocol options, completed by those of the target. */
public final class CallSiteOptions {

  private static final long MAX_BACKOFF_MILLIS = Duration.ofMinutes(5).toMillis();

  private CallSiteOptions() {}

  /**
   * The options of one call.
   *
   * @throws IllegalArgumentException when they name a parameter that the target does not have (M1)
   */
  public static CallOptions options(CallSettings settings, TargetMethod target) {
    if (settings.equals(CallSettings.NONE)) {
      return CallOptions.NONE;
    }
    return new CallOptions(
        memo(settings.memo(), target),
        cache(settings.cache(), target.options().cache()),
        retries(settings.retries(), target.options().retries()),
        millis(settings.timeout()),
        millis(settings.delay()));
  }

  private static CallOptions.@Nullable Memo memo(@Nullable MemoSetting memo, TargetMethod target) {
    if (memo == null) {
      return null;
    }
    if (memo.off()) {
      return new CallOptions.Memo("off", List.of());
    }
    List<String> parameters = memo.parameters();
    if (parameters == null) {
      return new CallOptions.Memo("all", List.of());
    }
    List<String> names = target.parameterNames();
    for (String parameter : parameters) {
      if (!names.contains(parameter)) {
        throw new IllegalArgumentException(
            "A call of %s is memoized by the parameter '%s', which does not exist. It has %s."
                .formatted(target, parameter, TargetMethod.describe(names)));
      }
    }
    return new CallOptions.Memo("parameters", parameters);
  }

  private static CallOptions.@Nullable Cache cache(
      @Nullable CacheSetting cache, CallOptions.@Nullable Cache own) {
    if (cache == null) {
      return null;
    }
    return new CallOptions.Cache(
        !cache.off(),
        own == null ? null : own.parameters(),
        millis(cache.maxAge()),
        own == null ? null : own.namespace(),
        own == null ? null : own.version());
  }

  private static CallOptions.@Nullable Retries retries(
      @Nullable RetriesSetting retries, CallOptions.@Nullable Retries own) {
    if (retries == null) {
      return null;
    }
    long backoff = retries.backoff().toMillis();
    long max = own == null ? MAX_BACKOFF_MILLIS : own.maxBackoffMillis();
    return new CallOptions.Retries(retries.limit(), backoff, Math.max(backoff, max));
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}

package dev.pinwheel.sdk;

import dev.pinwheel.sdk.CallSettings.CacheSetting;
import dev.pinwheel.sdk.CallSettings.MemoSetting;
import dev.pinwheel.sdk.CallSettings.RetriesSetting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of one call site, which override those of the target. Immutable: each method returns a
 * changed copy, so one value may serve many calls.
 *
 * <pre>{@code
 * User fresh = options().memoOff().call(() -> fetchUser(userId));
 * Execution<Void> later = options().delay(Duration.ofMinutes(5)).submit(() -> sendEmail(userId));
 * }</pre>
 *
 * <p>The code given to {@link #call} or {@link #submit} calls exactly one target, as its last
 * statement. Outside an execution the code runs as plain Java.
 */
public final class Options {

  static final Options NONE = new Options(CallSettings.NONE);

  private final CallSettings settings;

  private Options(CallSettings settings) {
    this.settings = settings;
  }

  /** The call is not memoized. */
  public Options memoOff() {
    return memo(new MemoSetting(true, null));
  }

  /** The call is memoized by all its arguments. */
  public Options memoAll() {
    return memo(new MemoSetting(false, null));
  }

  /** The call is memoized by these parameters; by none, once per run, when no name is given. */
  public Options memo(String... parameters) {
    return memo(new MemoSetting(false, List.of(parameters)));
  }

  /** The call is not answered from the cache, and its result answers none. */
  public Options cacheOff() {
    return cache(new CacheSetting(true, null));
  }

  /** The call may be answered from the cache by a result of at most this age. */
  public Options cache(Duration maxAge) {
    return cache(new CacheSetting(false, positive("maximum age", maxAge)));
  }

  /** How often it is retried, and how long it waits before the first retry. */
  public Options retries(int limit, Duration backoff) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          "Expected a limit of 0 or more retries, found " + limit + ".");
    }
    return new Options(
        new CallSettings(
            settings.memo(),
            settings.cache(),
            new RetriesSetting(limit, notNegative("backoff", backoff)),
            settings.timeout(),
            settings.delay()));
  }

  /** How long one execution may take. */
  public Options timeout(Duration timeout) {
    return new Options(
        new CallSettings(
            settings.memo(),
            settings.cache(),
            settings.retries(),
            positive("timeout", timeout),
            settings.delay()));
  }

  /** The execution becomes due this long after the call. */
  public Options delay(Duration delay) {
    return new Options(
        new CallSettings(
            settings.memo(),
            settings.cache(),
            settings.retries(),
            settings.timeout(),
            notNegative("delay", delay)));
  }

  /** Calls the target and waits for its value. */
  public <T extends @Nullable Object, X extends Exception> T call(Call<T, X> code) throws X {
    Host host = Scope.current().host();
    return host != null ? host.call(settings, code) : code.call();
  }

  /** Calls the target and waits until it has ended. */
  public <X extends Exception> void call(Action<X> code) throws X {
    call(code.asCall());
  }

  /** Calls the target without waiting. */
  public <T extends @Nullable Object> Execution<T> submit(Call<T, ?> code) {
    Host host = Scope.current().host();
    return host != null ? host.submit(settings, code) : InlineExecution.of(code);
  }

  /** Calls the target without waiting. */
  public Execution<@Nullable Void> submit(Action<?> code) {
    return submit(code.asCall());
  }

  private Options memo(MemoSetting memo) {
    return new Options(
        new CallSettings(
            memo, settings.cache(), settings.retries(), settings.timeout(), settings.delay()));
  }

  private Options cache(CacheSetting cache) {
    return new Options(
        new CallSettings(
            settings.memo(), cache, settings.retries(), settings.timeout(), settings.delay()));
  }

  private static Duration positive(String what, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(
          "Expected a " + what + " of more than 0, found " + duration + ".");
    }
    return duration;
  }

  private static Duration notNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "Expected a " + what + " of 0 or more, found " + duration + ".");
    }
    return duration;
  }
}

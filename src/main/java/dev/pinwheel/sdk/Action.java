package dev.pinwheel.sdk;

import org.jspecify.annotations.Nullable;

/**
 * A piece of code that returns nothing, as lambdas passed to {@link Pinwheel} and {@link Options}
 * are.
 *
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Action<X extends Exception> {

  /** Runs it. */
  void run() throws X;

  /** The same as a call that returns null. */
  @SuppressWarnings("NullAway") // a Void is always null
  default Call<@Nullable Void, X> asCall() {
    return () -> {
      run();
      return null;
    };
  }
}

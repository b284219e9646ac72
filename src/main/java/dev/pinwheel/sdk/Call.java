package dev.pinwheel.sdk;

import org.jspecify.annotations.Nullable;

/**
 * A piece of code that returns a value, as lambdas passed to {@link Pinwheel} and {@link Options}
 * are.
 *
 * @param <T> what it returns
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Call<T extends @Nullable Object, X extends Exception> {

  /** Runs it. */
  T call() throws X;
}

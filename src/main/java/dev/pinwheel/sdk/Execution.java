package dev.pinwheel.sdk;

import org.jspecify.annotations.Nullable;

/**
 * A handle of an execution that may still be running, as {@link Pinwheel#submit} returns it.
 *
 * <p>It may be passed to another target whose parameter has this type, and be returned from a
 * target. Thread-safe.
 *
 * @param <T> type of the result; {@code Void} when there is none
 */
public interface Execution<T extends @Nullable Object> {

  /**
   * The id, e.g. {@code R7K2:3:1}. Blocks until the call is recorded, which takes one round trip.
   *
   * @throws CallRefused when the server refused the call, with its reason
   */
  String id();

  /**
   * Blocks until the execution has an outcome and returns its value (E2). Meanwhile the caller's
   * slot is free for others (D2).
   *
   * @throws ExecutionFailed when it ended without a value. When the class of the original exception
   *     is unchecked, known here and constructible, that class is thrown, with this as its cause
   */
  T result();
}

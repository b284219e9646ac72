package dev.pinwheel.sdk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The current execution, as the functions of {@link Pinwheel} see it. Implemented by the worker;
 * task authors never need it.
 *
 * <p>Current for as long as the code of an execution runs, on its thread and in what {@link
 * Pinwheel#wrap} returned, not on threads that these start. Implementations are thread-safe.
 */
public interface Host {

  /** The host, or nothing when no execution is current. */
  static Optional<Host> find() {
    return Optional.ofNullable(Scope.current().host());
  }

  /** Runs the code of an execution on the current thread, for which the host is current. */
  static <T extends @Nullable Object, X extends Exception> T run(Host host, Call<T, X> code)
      throws X {
    return new Scope(host, null).call(code);
  }

  /** Captures the one target call that the code makes, and makes it without waiting. */
  <T extends @Nullable Object> Execution<T> submit(CallSettings settings, Call<T, ?> code);

  /** Captures the one target call that the code makes, makes it and waits for its outcome. */
  <T extends @Nullable Object, X extends Exception> T call(CallSettings settings, Call<T, X> code)
      throws X;

  /** The current execution with its run, step and workspace. */
  Context context();

  /** Records a log message. Never throws. */
  void log(Log.Level level, String template, @Nullable Object[] values);

  /**
   * Records the progress.
   *
   * @param fraction from 0 to 1, checked
   */
  void progress(double fraction);
}

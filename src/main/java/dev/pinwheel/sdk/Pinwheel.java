package dev.pinwheel.sdk;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Functions for the code of targets. Meant for {@code import static dev.pinwheel.sdk.Pinwheel.*}.
 * Outside an execution, as in a unit test, {@code submit} runs the code inline, log messages go to
 * the JDK's logger, and progress is ignored.
 *
 * <pre>{@code
 * Execution<Void> email = submit(() -> sendEmail(userId));   // in parallel
 * sendNotification(userId);
 * email.result();
 * }</pre>
 */
public final class Pinwheel {

  private Pinwheel() {}

  /**
   * Calls a target without waiting for it. The code calls exactly one target, as its last
   * statement: that call is captured (inside the code it returns null or zero) and made when the
   * code has returned.
   *
   * @throws IllegalStateException when the code makes no call or more than one, throws, or returns
   *     something else than the call did: compute arguments before, use results after
   */
  public static <T extends @Nullable Object> Execution<T> submit(Call<T, ?> code) {
    return Options.NONE.submit(code);
  }

  /**
   * Calls a target that returns nothing, without waiting for it.
   *
   * @see #submit(Call)
   */
  public static Execution<@Nullable Void> submit(Action<?> code) {
    return Options.NONE.submit(code);
  }

  /** Starts a call with options of its own. */
  public static Options options() {
    return Options.NONE;
  }

  /** Calls made by the code belong to a group with this title; an inner group replaces an outer. */
  public static <T extends @Nullable Object, X extends Exception> T group(
      String title, Call<T, X> code) throws X {
    if (title.isBlank()) {
      throw new IllegalArgumentException("Expected a title for the group, found blank text.");
    }
    return Scope.current().withGroup(title).call(code);
  }

  /**
   * Calls made by the code belong to a group with this title.
   *
   * @see #group(String, Call)
   */
  public static <X extends Exception> void group(String title, Action<X> code) throws X {
    group(title, code.asCall());
  }

  /**
   * Lets the task run as part of the current execution, and of its group, on whatever thread it is
   * given to: a thread of a pool, a parallel stream, a fork of a {@code StructuredTaskScope}.
   */
  public static Runnable wrap(Runnable task) {
    Scope scope = Scope.current();
    Action<RuntimeException> action = task::run;
    return scope.host() == null ? task : () -> scope.call(action.asCall());
  }

  /**
   * Lets the task run as part of the current execution on whatever thread it is given to.
   *
   * @see #wrap(Runnable)
   */
  public static <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
    Scope scope = Scope.current();
    Call<T, Exception> call = task::call;
    return scope.host() == null ? task : () -> scope.call(call);
  }

  /** The current execution with its run, step and workspace; empty outside an execution. */
  public static Optional<Context> current() {
    return Host.find().map(Host::context);
  }

  /** The log of the current execution. */
  public static Log log() {
    return Log.INSTANCE;
  }

  /**
   * Reports the progress of the current execution.
   *
   * @param fraction from 0 to 1
   */
  public static void progress(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "Expected the progress as a fraction from 0 to 1, found " + fraction + ".");
    }
    Host.find().ifPresent(host -> host.progress(fraction));
  }
}

package dev.pinwheel.worker;

import dev.pinwheel.sdk.Call;
import dev.pinwheel.sdk.CallRefused;
import dev.pinwheel.sdk.ExecutionStopped;
import dev.pinwheel.worker.modules.TargetMethod;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one target call that a piece of code makes, without making it. While the code runs,
 * intercepted calls are recorded here instead of being sent to the server. Confined to one thread.
 */
final class CallCapture {

  private static final ThreadLocal<@Nullable CallCapture> CURRENT = new ThreadLocal<>();

  /** The call that was found. */
  record Captured(TargetMethod target, @Nullable Object[] arguments) {}

  private final String what;
  private @Nullable Captured captured;
  private boolean second;

  private CallCapture(String what) {
    this.what = what;
  }

  /** The capture that intercepted calls go to, or null when they are to be made. */
  static @Nullable CallCapture current() {
    return CURRENT.get();
  }

  /**
   * Runs the code and returns the call it makes.
   *
   * @param what the function the code was given to, for messages
   * @throws IllegalStateException when it does not make exactly one call, as its last statement
   */
  static Captured in(String what, Call<?, ?> code) {
    CallCapture outer = CURRENT.get();
    if (outer != null) {
      throw new IllegalStateException(
          "%s was called inside the code passed to %s. Call them one after the other."
              .formatted(what, outer.what));
    }
    CallCapture capture = new CallCapture(what);
    Object returned;
    CURRENT.set(capture);
    try {
      returned = code.call();
    } catch (ExecutionStopped | CallRefused e) {
      throw e;
    } catch (Exception e) {
      throw capture.second ? capture.secondCall(e) : capture.thrown(e);
    } finally {
      CURRENT.remove();
    }
    return capture.verified(returned);
  }

  /** Takes an intercepted call and returns what stands for its value: null or zero. */
  @Nullable Object take(TargetMethod target, @Nullable Object[] arguments) {
    if (captured != null) {
      second = true;
      throw secondCall(null);
    }
    captured = new Captured(target, arguments.clone());
    return placeholder(target);
  }

  /** Null, or zero for a primitive type: nothing has been computed yet. */
  private static @Nullable Object placeholder(TargetMethod target) {
    Class<?> type = target.method().getReturnType();
    return type.isPrimitive() && type != void.class
        ? Array.get(Array.newInstance(type, 1), 0)
        : null;
  }

  private Captured verified(@Nullable Object returned) {
    if (second) {
      throw secondCall(null);
    }
    if (captured == null) {
      throw new IllegalStateException(
          "The code passed to %s called no task or workflow. Call exactly one, on a module that the worker created."
              .formatted(what));
    }
    if (returned != null && !returned.equals(placeholder(captured.target()))) {
      throw new IllegalStateException(
          "The code passed to %s continued after calling %s and returned '%s'. The call must be its last statement; use the result of the handle instead."
              .formatted(what, captured.target(), returned));
    }
    return captured;
  }

  private IllegalStateException secondCall(@Nullable Exception cause) {
    return new IllegalStateException(
        "The code passed to %s called more than one target; the first was %s. Use a %s of its own for each call, and compute arguments before it."
            .formatted(what, captured == null ? "another" : captured.target(), what),
        cause);
  }

  private IllegalStateException thrown(Exception cause) {
    String when =
        captured == null ? "before it called a target" : "after calling " + captured.target();
    return new IllegalStateException(
        "The code passed to %s threw %s %s. Compute arguments before it, and use results after it."
            .formatted(what, cause, when),
        cause);
  }
}

package dev.pinwheel.worker.values;

import dev.pinwheel.protocol.WireFailure;
import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.sdk.ExecutionFailed;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the outcome of a failed call into the exception that the caller's code gets. */
public final class OutcomeExceptions {

  private OutcomeExceptions() {}

  /** For a wait that cannot throw checked exceptions. */
  public static Throwable unchecked(WireOutcome outcome, ClassLoader loader) {
    return of(outcome, null, loader);
  }

  /**
   * The original class where the caller knows it, may throw it and it can be constructed, with the
   * {@link ExecutionFailed} as its cause; else that itself.
   *
   * @param method the called method, whose declared exceptions are allowed; null when none are
   * @param loader loads the classes that the caller knows
   */
  public static Throwable of(WireOutcome outcome, @Nullable Method method, ClassLoader loader) {
    WireFailure failure =
        outcome.failure() == null
            ? new WireFailure(outcome.kind(), "", List.of(), null)
            : outcome.failure();
    String id = outcome.execution();
    return switch (outcome.kind()) {
      case "timedOut" ->
          new ExecutionFailed.TimedOut(id, failure.type(), failure.message(), failure.frames());
      case "abandoned" ->
          new ExecutionFailed.Abandoned(id, failure.type(), failure.message(), failure.frames());
      case "cancelled" ->
          new ExecutionFailed.Cancelled(id, failure.type(), failure.message(), failure.frames());
      default -> {
        ExecutionFailed failed = failed(id, failure);
        Optional<Throwable> original =
            ExceptionRecreator.create(failure, failed, loader).filter(e -> isAllowed(e, method));
        yield original.orElse(failed);
      }
    };
  }

  private static ExecutionFailed failed(String execution, WireFailure failure) {
    ExecutionFailed cause = failure.cause() == null ? null : failed(execution, failure.cause());
    return new ExecutionFailed(
        execution, failure.type(), failure.message(), failure.frames(), cause);
  }

  private static boolean isAllowed(Throwable throwable, @Nullable Method method) {
    if (throwable instanceof RuntimeException) {
      return true;
    }
    if (throwable instanceof Error) {
      return method != null;
    }
    if (method != null) {
      for (Class<?> declared : method.getExceptionTypes()) {
        if (declared.isInstance(throwable)) {
          return true;
        }
      }
    }
    return false;
  }
}

package dev.pinwheel.worker;

import dev.pinwheel.protocol.CallOptions;
import net.bytebuddy.implementation.bind.annotation.AllArguments;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a target's method on a generated subclass: a call becomes a step. Public because
 * the generated class, in the module's package, calls it.
 */
public final class TargetInterceptor {

  private final Target target;

  TargetInterceptor(Target target) {
    this.target = target;
  }

  /** Makes the call for the current execution, or hands it to the capture under way. */
  @RuntimeType
  public @Nullable Object intercept(@AllArguments @Nullable Object[] arguments) throws Throwable {
    Capture capture = Capture.current();
    if (capture != null) {
      return capture.take(target, arguments);
    }
    return RunningExecution.current(target.toString()).call(target, arguments, CallOptions.NONE);
  }
}

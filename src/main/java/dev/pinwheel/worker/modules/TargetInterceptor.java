package dev.pinwheel.worker.modules;

import net.bytebuddy.implementation.bind.annotation.AllArguments;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import org.jspecify.annotations.Nullable;

/**
 * Intercepts calls of a target's method on a generated subclass: each becomes a step. Public
 * because the generated class, in the module's package, calls it.
 */
public final class TargetInterceptor {

  private final TargetMethod target;
  private final TargetCalls calls;

  TargetInterceptor(TargetMethod target, TargetCalls calls) {
    this.target = target;
    this.calls = calls;
  }

  /** Called by the generated class. */
  @RuntimeType
  public @Nullable Object intercept(@AllArguments @Nullable Object[] arguments) throws Throwable {
    return calls.call(target, arguments);
  }
}

package dev.pinwheel.worker.modules;

import org.jspecify.annotations.Nullable;

/** Makes the calls of targets' methods that were intercepted. Thread-safe. */
@FunctionalInterface
public interface TargetCalls {

  /** Makes a call and returns its value; throws what the called method would throw. */
  @Nullable Object call(TargetMethod target, @Nullable Object[] arguments) throws Throwable;
}

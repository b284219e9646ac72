package dev.pinwheel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose {@link Task} and {@link Workflow} methods can be run as steps.
 *
 * <p>The worker runs one instance of a generated subclass, shared by all executions, so a module
 * must be thread-safe. Calling a target from another one makes a step; the same class created with
 * {@code new} is plain Java.
 *
 * <p>On an interface it declares targets that other code provides: a constructor parameter of such
 * a type gets a stub whose methods make steps of that module.
 *
 * <p>Import it by its name: {@code import dev.pinwheel.sdk.*} would leave the choice between this
 * and {@code java.lang.Module} open.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Module {

  /**
   * Name of the module: letters, digits, {@code _}, {@code -} and {@code .}, unique in a worker.
   */
  String value();
}

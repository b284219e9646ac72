package dev.pinwheel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Across runs, a step may take the result of an earlier execution with equal arguments (C1, C2).
 *
 * <pre>{@code
 * @Task(cache = @Cache(maxAge = "10m"))
 * @Task(cache = @Cache(value = "url", version = "2"))
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Cache {

  /** Stands for all parameters. */
  String ALL = "*";

  /** The default of {@link Task#cache}: no caching. */
  String UNSET = "<unset>";

  /** Names of the parameters in the key, in this order; all by default. */
  String[] value() default ALL;

  /** How old a result may be, e.g. {@code 10m}, {@code 1d}, {@code PT1H}; empty for any age. */
  String maxAge() default "";

  /** Results are shared within a namespace; {@code module:target} when empty. */
  String namespace() default "";

  /** Part of the key: change it and earlier results no longer fit. */
  String version() default "";

  /** Whether caching is off. */
  boolean off() default false;
}

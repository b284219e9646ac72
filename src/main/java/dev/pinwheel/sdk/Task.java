package dev.pinwheel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that can be called as a step of a run.
 *
 * <p>The method may have any visibility but private, and must not be static or final. Its arguments
 * and its result are sent as JSON: records, enums, collections, {@code java.time}, {@code
 * BigDecimal}, {@code byte[]}, {@code Optional} and {@link Execution} handles.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Task {

  /** Name of the target, unique in the module; the method's name when empty. */
  String name() default "";

  /** Description in Markdown. */
  String description() default "";

  /** Whether calls within one run share an execution (M1); unset by default. */
  Memo memo() default @Memo(Memo.UNSET);

  /** Whether results are shared across runs (C1); unset by default. */
  Cache cache() default @Cache(Cache.UNSET);

  /** What happens after a failure (E3); nothing by default. */
  Retries retries() default @Retries(limit = Retries.UNSET);

  /**
   * How long one execution may take, e.g. {@code 30s}, {@code 5m}, {@code PT1H}; empty for ever.
   */
  String timeout() default "";
}

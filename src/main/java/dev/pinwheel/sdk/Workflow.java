package dev.pinwheel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that can be submitted as a run. Called from another target it starts a new run, whose
 * outcome the caller gets.
 *
 * <p>The same conditions hold as for a {@link Task}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Workflow {

  /** Name of the target, unique in the module; the method's name when empty. */
  String name() default "";

  /** Description in Markdown. */
  String description() default "";

  /** The memo option of every task of the run that has none of its own (M1, M2). */
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

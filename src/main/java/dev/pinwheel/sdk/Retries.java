package dev.pinwheel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A failed, timed out or abandoned execution is retried (E3).
 *
 * <pre>{@code
 * @Task(retries = @Retries(limit = 3, backoff = "1s", maxBackoff = "1m"))
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Retries {

  /** The default of {@link Task#retries}: no retries. */
  int UNSET = -1;

  /** Retries after the first attempt of a series; 0 for none. */
  int limit();

  /** Wait before the first retry, e.g. {@code 500ms}; it doubles with each further one. */
  String backoff() default "1s";

  /** Upper bound of the wait. */
  String maxBackoff() default "5m";
}

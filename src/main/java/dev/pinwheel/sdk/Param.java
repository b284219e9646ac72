package dev.pinwheel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a parameter of a target.
 *
 * <p>A parameter is required unless it has a default, is an {@code Optional} or is
 * {@code @Nullable}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Param {

  /** The name; needed only when classes are compiled without {@code -parameters}. */
  String value() default "";

  /** Help text, shown at the field of the run form. */
  String description() default "";

  /**
   * What the run form and a submission without this argument take; at most one. The text itself for
   * a parameter that is a JSON string (also dates and enums), JSON otherwise.
   */
  String[] defaultValue() default {};
}

package dev.pinwheel.api.parameter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The words that a text parameter accepts are those of an enum; the API description lists them. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface WordsOf {

  /** The enum. */
  Class<? extends Enum<?>> value();
}

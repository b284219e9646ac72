package dev.pinwheel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Within one run, calls with equal arguments refer to one execution instead of making another (M1).
 *
 * <pre>{@code
 * @Task(memo = @Memo)               // all parameters count
 * @Task(memo = @Memo("machineId"))  // only this one counts
 * @Task(memo = @Memo({}))           // none counts: one execution per run
 * @Task(memo = @Memo(off = true))   // never, even when the workflow's default says otherwise
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Memo {

  /** Stands for all parameters. */
  String ALL = "*";

  /** The default of {@link Task#memo}: the run's default counts (M2). */
  String UNSET = "<unset>";

  /** Names of the parameters that count; all by default, none when empty. */
  String[] value() default ALL;

  /** Whether the target is never memoized, whatever the run's default. */
  boolean off() default false;
}

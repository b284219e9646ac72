package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.store.jooq.tables.Execution;
import org.jooq.Condition;

/** The condition that joins the table {@code step} to executions of it. */
public final class StepOfExecution {

  private StepOfExecution() {}

  /**
   * The step is that of the execution.
   *
   * @param execution the table, or an alias of it
   */
  public static Condition on(Execution execution) {
    return STEP.RUN_ID.eq(execution.RUN_ID).and(STEP.NUMBER.eq(execution.STEP_NUMBER));
  }
}

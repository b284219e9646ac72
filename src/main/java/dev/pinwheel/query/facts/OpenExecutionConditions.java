package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.RESULT;

import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * SQL conditions on the state of open executions: tables {@code open_execution} and {@code queue}.
 */
public final class OpenExecutionConditions {

  private OpenExecutionConditions() {}

  /** The execution waits for an outcome that does not exist yet (D2). */
  public static Condition isBlocked(Field<Long> execution) {
    return DSL.exists(
        DSL.selectOne()
            .from(DEPENDENCY)
            .where(DEPENDENCY.EXECUTION_ID.eq(execution))
            .and(isUnsettledWait()));
  }

  /**
   * The dependency was waited for, and its outcome, following forwarding, does not exist yet (E2).
   */
  static Condition isUnsettledWait() {
    return DEPENDENCY.KIND.eq("waited").and(isUnsettled(DEPENDENCY.DEPENDENCY_ID));
  }

  /** The outcome of the execution, following forwarding, does not exist yet (E2). */
  static Condition isUnsettled(Field<Long> execution) {
    var awaited = OPEN_EXECUTION.as("awaited");
    Condition open =
        DSL.exists(DSL.selectOne().from(awaited).where(awaited.EXECUTION_ID.eq(execution)));
    Condition forwarded =
        DSL.exists(
                DSL.selectOne()
                    .from(RESULT.as("forwarding"))
                    .where(RESULT.as("forwarding").EXECUTION_ID.eq(execution))
                    .and(RESULT.as("forwarding").SUCCESSOR_ID.isNotNull()))
            .andNotExists(DSL.selectOne().from(OUTCOME).where(OUTCOME.EXECUTION_ID.eq(execution)));
    return open.or(forwarded);
  }

  /** It is assigned to a worker. */
  public static Condition isAssigned() {
    return OPEN_EXECUTION.SESSION_ID.isNotNull();
  }

  /** It is not assigned, and its time has come. */
  public static Condition isDue(Instant now) {
    return QUEUE.NOT_BEFORE.isNull().or(QUEUE.NOT_BEFORE.le(now));
  }
}

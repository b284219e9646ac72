package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RUN_REMOVAL;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import dev.pinwheel.store.jooq.tables.Execution;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * Conditions of statements that leave out removed runs. A run does not exist any more once its
 * removal has begun, although some of its rows may be left (G3).
 */
public final class RemovalConditions {

  private RemovalConditions() {}

  /** The run was not removed. */
  public static Condition notRemoved(Field<Long> run) {
    return notExists(selectOne().from(RUN_REMOVAL).where(RUN_REMOVAL.RUN_ID.eq(run)));
  }

  /** The execution is not of a run that was removed. */
  public static Condition isOfNotRemoved(Field<Long> execution) {
    Execution removed = EXECUTION.as("removed");
    return notExists(
        selectOne()
            .from(removed)
            .join(RUN_REMOVAL)
            .on(RUN_REMOVAL.RUN_ID.eq(removed.RUN_ID))
            .where(removed.ID.eq(execution)));
  }
}

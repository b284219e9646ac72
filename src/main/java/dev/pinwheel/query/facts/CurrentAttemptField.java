package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.query.view.Viewpoint;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * The current attempt of step 1 (W5) as a field of statements on {@code RUN}.
 *
 * <p>Beside {@link VisibilityCondition}, because it decides by itself what is visible (W4): by the
 * depth of an ancestor, which orders attempts as W5 does, the nearest workspace first.
 */
public final class CurrentAttemptField {

  private CurrentAttemptField() {}

  /**
   * The sequence number of the current attempt of the run's first step; null when no attempt of it
   * is visible (V1). Part of a statement that selects from {@code RUN}.
   */
  public static Field<Long> ofFirstStep(Viewpoint viewpoint) {
    var first = EXECUTION.as("first_step");
    var place = WORKSPACE_ANCESTOR.as("place");
    return DSL.field(
        DSL.select(first.ID)
            .from(first)
            .join(place)
            .on(place.ANCESTOR_ID.eq(first.WORKSPACE_ID))
            .where(first.RUN_ID.eq(RUN.ID))
            .and(first.STEP_NUMBER.eq(1))
            .and(place.WORKSPACE_ID.eq(viewpoint.workspace().id().value()))
            .orderBy(place.DEPTH, first.ID.desc())
            .limit(1));
  }
}

package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * The steps of which an execution is visible (W4). Statements that read only so many steps need it:
 * others would take the place of those that are seen.
 */
final class VisibleSteps {

  private VisibleSteps() {}

  /** On {@code STEP}. */
  static Condition condition(Viewpoint viewpoint) {
    var seen = EXECUTION.as("seen");
    return DSL.exists(
        DSL.selectOne()
            .from(seen)
            .where(seen.RUN_ID.eq(STEP.RUN_ID))
            .and(seen.STEP_NUMBER.eq(STEP.NUMBER))
            .and(VisibilityCondition.in(viewpoint, seen.WORKSPACE_ID)));
  }
}

package dev.pinwheel.query.facts;

import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.view.Viewpoint;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * Visibility as a condition of SQL: leaves in a statement only the rows of workspaces whose
 * executions the viewer sees (W4).
 *
 * <p>Statements of the read models take visibility from here, or from {@link CurrentAttemptField}
 * where they need the current attempt (W5), too; searches that go workspace by workspace take the
 * chain of the viewpoint itself. The engine decides inside its own transactions and has statements
 * of its own: {@link dev.pinwheel.store.ExecutionStore#isVisible} and {@link
 * dev.pinwheel.store.CandidateStore}.
 */
public final class VisibilityCondition {

  private VisibilityCondition() {}

  /**
   * The workspace is in the viewer's chain. The root comes first, because most rows belong to it,
   * and databases compare in this order.
   *
   * @param workspace the column with the workspace in which something was executed or logged
   */
  public static Condition in(Viewpoint viewpoint, Field<Long> workspace) {
    return workspace.in(
        viewpoint.chain().ids().stream().map(WorkspaceId::value).toList().reversed());
  }
}

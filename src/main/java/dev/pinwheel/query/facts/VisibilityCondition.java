package dev.pinwheel.query.facts;

import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.view.Viewpoint;
import org.jooq.Condition;
import org.jooq.Field;

/** W4 as a condition. */
public final class VisibilityCondition {

  private VisibilityCondition() {}

  /**
   * The workspace is in the viewer's chain. The root comes first, because most rows belong to it,
   * and databases compare in this order.
   */
  public static Condition in(Viewpoint viewpoint, Field<Long> workspace) {
    return workspace.in(
        viewpoint.chain().ids().stream().map(WorkspaceId::value).toList().reversed());
  }
}

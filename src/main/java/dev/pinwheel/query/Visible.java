package dev.pinwheel.query;

import dev.pinwheel.model.WorkspaceId;
import org.jooq.Condition;
import org.jooq.Field;

/** W4 as a condition. */
final class Visible {

  private Visible() {}

  /**
   * The workspace is in the viewer's chain. The root comes first: most rows are of it, and a
   * database compares with one after the other.
   */
  static Condition in(Viewpoint viewpoint, Field<Long> workspace) {
    return workspace.in(
        viewpoint.chain().ids().stream().map(WorkspaceId::value).toList().reversed());
  }
}

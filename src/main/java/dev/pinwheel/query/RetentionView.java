package dev.pinwheel.query;

import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.WorkspaceName;
import org.jspecify.annotations.Nullable;

/**
 * How long the runs submitted in a workspace are kept (G1).
 *
 * @param own what is set in the workspace itself; null when it inherits
 * @param inherited what would hold if nothing were set there
 */
public record RetentionView(
    WorkspaceName workspace, @Nullable Retention own, EffectiveRetention inherited) {

  /** What holds. */
  public Retention retention() {
    return own == null ? inherited.retention() : own;
  }

  /** The workspace that has set what holds; null when none has: everything is kept. */
  public @Nullable WorkspaceName from() {
    if (own != null) {
      return workspace;
    }
    return inherited.from() == null ? null : inherited.from().name();
  }
}

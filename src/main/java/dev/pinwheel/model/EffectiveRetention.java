package dev.pinwheel.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The retention that holds in a workspace (G1).
 *
 * @param from the workspace of the chain that has set it; null when none has
 */
public record EffectiveRetention(Retention retention, @Nullable Workspace from) {

  /** Looked up through the chain, nearest first; where nothing is set, everything is kept. */
  public static EffectiveRetention of(WorkspaceChain chain, Map<WorkspaceId, Retention> set) {
    for (Workspace workspace : chain.nearestFirst()) {
      Retention own = set.get(workspace.id());
      if (own != null) {
        return new EffectiveRetention(own, workspace);
      }
    }
    return new EffectiveRetention(Retention.EVERYTHING, null);
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.store.ManifestStore.Place;
import org.jspecify.annotations.Nullable;

/**
 * Whom a worker serves (D1).
 *
 * @param place as it is stored
 * @param text the name or pattern; null for the embedded worker
 */
record WorkerScope(Place place, @Nullable String text) {

  /**
   * What a worker asked for.
   *
   * @param text null for the embedded worker
   * @throws Rejection when there is no such workspace, it is archived, or the pattern is malformed
   */
  static WorkerScope of(@Nullable String text, Workspaces workspaces) {
    if (text == null) {
      return new WorkerScope(Place.EMBEDDED, null);
    }
    if (WorkspacePattern.isPattern(text)) {
      return new WorkerScope(new Place(null, new WorkspacePattern(text).value()), text);
    }
    Workspace workspace = workspaces.getUsable(text, "workers");
    return new WorkerScope(new Place(workspace.id(), null), text);
  }
}

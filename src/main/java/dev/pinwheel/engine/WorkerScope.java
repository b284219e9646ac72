package dev.pinwheel.engine;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.store.ManifestStore.ManifestScope;
import org.jspecify.annotations.Nullable;

/**
 * Whom a worker serves (D1).
 *
 * @param stored as it is stored
 * @param text the name or pattern; null for the embedded worker
 */
record WorkerScope(ManifestScope stored, @Nullable String text) {

  /**
   * What a worker asked for.
   *
   * @param text null for the embedded worker
   * @throws Rejection when there is no such workspace, it is archived, or the pattern is malformed
   */
  static WorkerScope of(@Nullable String text, Workspaces workspaces) {
    if (text == null) {
      return new WorkerScope(ManifestScope.EMBEDDED, null);
    }
    if (WorkspacePattern.isPattern(text)) {
      return new WorkerScope(new ManifestScope(null, new WorkspacePattern(text).value()), text);
    }
    Workspace workspace = workspaces.getUsable(text, "workers");
    return new WorkerScope(new ManifestScope(workspace.id(), null), text);
  }
}

package dev.pinwheel.query;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.WorkerPresence;
import org.jspecify.annotations.Nullable;

/**
 * A workspace in the tree.
 *
 * @param baseName null when it has no base
 * @param depth 0 for a workspace without a base
 * @param runs how many runs executed anything in this workspace itself
 * @param children how many workspaces that are not archived have it as their base
 */
public record WorkspaceNode(
    Workspace workspace,
    @Nullable WorkspaceName baseName,
    int depth,
    int runs,
    int children,
    WorkerPresence workers) {

  public WorkspaceName name() {
    return workspace.name();
  }
}

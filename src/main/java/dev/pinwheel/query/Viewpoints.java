package dev.pinwheel.query;

import dev.pinwheel.model.WorkspaceId;
import java.util.Optional;

/** Finds viewpoints. Archived workspaces can be looked at, too. Thread-safe. */
public final class Viewpoints {

  /**
   * The viewpoint of the workspace with this name: the one that is not archived, else the one
   * archived last.
   *
   * @throws dev.pinwheel.model.Rejection (not found) when no workspace has this name
   */
  public Viewpoint get(String workspaceName) {
    throw new UnsupportedOperationException();
  }

  /** Like {@link #get(String)}; empty when no workspace has this name. */
  public Optional<Viewpoint> find(String workspaceName) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws dev.pinwheel.model.Rejection (not found) when there is no such workspace
   */
  public Viewpoint get(WorkspaceId workspace) {
    throw new UnsupportedOperationException();
  }
}

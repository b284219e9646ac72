package dev.pinwheel.query;

import dev.pinwheel.model.WorkspaceId;
import java.util.List;
import java.util.Optional;

/** The workspaces as a tree: by name within one base. Thread-safe. */
public final class WorkspaceList {

  /**
   * All workspaces, depth first: a base before its children, siblings by name. Active and paused
   * children of an archived base are kept below it; the archived ones without such children are
   * left out unless asked for.
   */
  public List<WorkspaceNode> list(boolean includeArchived) {
    throw new UnsupportedOperationException();
  }

  /** The workspace with this name that is not archived. */
  public Optional<WorkspaceNode> find(String name) {
    throw new UnsupportedOperationException();
  }

  /** The workspaces whose chain contains this one, itself excluded, archived ones left out. */
  public List<WorkspaceNode> listDescendants(WorkspaceId workspace) {
    throw new UnsupportedOperationException();
  }

  /** The wished name, or with the first free number behind it: {@code development-2}. */
  public String nextFreeName(String wished) {
    throw new UnsupportedOperationException();
  }
}

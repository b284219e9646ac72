package dev.pinwheel.access;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspacePattern;
import java.util.Map;

/** Where a grant or a token holds (A3). */
public sealed interface GrantScope {

  /** In a workspace, whatever it is called; not in a later one of the same name. */
  record OfWorkspace(WorkspaceId workspace) implements GrantScope {

    @Override
    public boolean covers(Workspace other) {
      return workspace.equals(other.id());
    }
  }

  /** In all workspaces with such a name, also in later ones. */
  record OfPattern(WorkspacePattern pattern) implements GrantScope {

    @Override
    public boolean covers(Workspace other) {
      return pattern.covers(other.name().value());
    }
  }

  /** All workspaces. */
  GrantScope EVERYWHERE = new OfPattern(new WorkspacePattern("*"));

  boolean covers(Workspace workspace);

  /**
   * For people: the pattern, or what the workspace is called.
   *
   * @param names of the workspaces that exist for the reader
   */
  default String words(Map<WorkspaceId, String> names) {
    return switch (this) {
      case OfPattern of -> of.pattern().value();
      case OfWorkspace of -> names.getOrDefault(of.workspace(), "another workspace");
    };
  }

  /** Whether a workspace of this name would belong to it, be there one or not. */
  default boolean coversName(String name) {
    return this instanceof OfPattern of && of.pattern().covers(name);
  }

  /** Whether all of this pattern belongs to it. */
  default boolean coversAll(WorkspacePattern other) {
    return this instanceof OfPattern of && of.pattern().coversAll(other);
  }
}

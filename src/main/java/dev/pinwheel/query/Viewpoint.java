package dev.pinwheel.query;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import java.util.List;
import java.util.Optional;

/**
 * From where one looks: a workspace with its chain. What executed in a workspace of the chain is
 * visible, nothing else (W4). A snapshot: get a new one after a base changed.
 */
public record Viewpoint(WorkspaceChain chain) {

  /** The workspace from which one looks. */
  public Workspace workspace() {
    return chain.self();
  }

  public WorkspaceName name() {
    return workspace().name();
  }

  /** Whether what executed there is visible from here (W4). */
  public boolean sees(WorkspaceId workspace) {
    return chain.contains(workspace);
  }

  /** Whether it is the viewer's own workspace, not one of its bases. */
  public boolean isOwn(WorkspaceId workspace) {
    return workspace().id().equals(workspace);
  }

  /** The workspace, when it is in the chain. */
  public Optional<Workspace> find(WorkspaceId workspace) {
    return chain.nearestFirst().stream().filter(w -> w.id().equals(workspace)).findFirst();
  }

  /** The base, the base's base … nearest first; empty when the workspace has no base. */
  public List<Workspace> bases() {
    return chain.nearestFirst().subList(1, chain.nearestFirst().size());
  }
}

package dev.pinwheel.query.view;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The workspace of the viewer, with its chain. Visible is what executed in a workspace of the
 * chain, and nothing else (W4). A snapshot: get a new one after a base changed.
 */
public record Viewpoint(WorkspaceChain chain) {

  /** No workspace has this id. */
  private static final WorkspaceId NOT_YET = new WorkspaceId(0);

  /** The workspace of the viewer. */
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

  /** The viewpoint of a child of this workspace that does not exist yet. */
  public Viewpoint newChild(WorkspaceName child) {
    List<Workspace> nearestFirst = new ArrayList<>();
    nearestFirst.add(
        new Workspace(NOT_YET, child, workspace().id(), WorkspaceState.ACTIVE, Instant.EPOCH, ""));
    nearestFirst.addAll(chain.nearestFirst());
    return new Viewpoint(new WorkspaceChain(nearestFirst));
  }
}

package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspacePattern;
import java.time.Instant;

/** What roles are granted on, as people name it: a workspace or a pattern. */
final class ScopeNames {

  private final Workspaces workspaces;

  ScopeNames(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  /**
   * @throws dev.pinwheel.model.Rejection (not found) when there is no such workspace, (invalid
   *     argument) when the pattern is none
   */
  GrantScope get(String on) {
    return WorkspacePattern.isPattern(on)
        ? new GrantScope.OfPattern(new WorkspacePattern(on))
        : new GrantScope.OfWorkspace(workspaces.get(on).id());
  }

  /** As {@link #get}; a workspace in which the actor has no role does not exist for it. */
  GrantScope getVisible(Actor by, String on, AccessSnapshot rules, Instant now) {
    if (!WorkspacePattern.isPattern(on)) {
      Workspace workspace = workspaces.get(on);
      if (rules.role(by, workspace, now).isEmpty()) {
        throw Workspaces.unknown(on);
      }
    }
    return get(on);
  }
}

package dev.pinwheel.query.view;

import dev.pinwheel.model.Workspace;

/**
 * Which workspaces exist for somebody (A4): those in which one has a role. Evaluated when it is
 * asked, so that what was revoked is gone at once. A {@link Viewpoint} says what is visible from
 * one of them.
 */
@FunctionalInterface
public interface Sight {

  /** Of somebody for whom all workspaces exist. */
  Sight EVERYTHING = workspace -> true;

  /** Whether the workspace exists for whom it is. */
  boolean sees(Workspace workspace);
}

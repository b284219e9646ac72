package dev.pinwheel.query;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import java.util.List;
import java.util.Optional;

/**
 * Loads the call tree of a run as seen from a viewpoint (V1). A handful of statements per run,
 * whatever its size. Thread-safe; a tree of which nothing changed is shared between viewers.
 */
public final class RunTrees {

  /** The tree as it is now. Like {@link #load(Viewpoint, RunId, PinnedAttempts)} without pins. */
  public RunTree load(Viewpoint viewpoint, RunId run) {
    return load(viewpoint, run, PinnedAttempts.NONE);
  }

  /**
   * The tree with some steps at an earlier attempt. A pin on an attempt that is not visible is
   * ignored.
   *
   * @throws dev.pinwheel.model.Rejection (not found) when nothing of the run is visible
   */
  public RunTree load(Viewpoint viewpoint, RunId run, PinnedAttempts pins) {
    throw new UnsupportedOperationException();
  }

  /** Like {@link #load(Viewpoint, RunId, PinnedAttempts)}; empty when nothing is visible. */
  public Optional<RunTree> find(Viewpoint viewpoint, RunId run, PinnedAttempts pins) {
    throw new UnsupportedOperationException();
  }

  /**
   * A number that differs when the tree may have changed; cheap. 0 when nothing of it is visible.
   */
  public long version(Viewpoint viewpoint, RunId run) {
    throw new UnsupportedOperationException();
  }

  /**
   * The workspaces from which a run can be seen, for the page that says it cannot be seen from
   * here; empty when the run does not exist. Ask only for a viewer who may see all of them, or
   * filter.
   */
  public List<WorkspaceName> listWorkspacesSeeing(RunId run) {
    throw new UnsupportedOperationException();
  }
}

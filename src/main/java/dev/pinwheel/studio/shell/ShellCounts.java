package dev.pinwheel.studio.shell;

import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;

/**
 * What the frame of a page shows.
 *
 * @param viewpoint as it is now
 * @param workspaces that exist for the viewer
 */
record ShellCounts(Viewpoint viewpoint, int workspaces, WorkspaceCounts counts) {

  /**
   * Blocks.
   *
   * @param after what was counted until this moment is too old
   */
  static ShellCounts read(
      ReadModels reads, WorkspaceCounts.Shared counts, Sight sight, Viewpoint before, long after) {
    Viewpoint viewpoint = reads.viewpoints().get(before.workspace().id(), sight);
    return new ShellCounts(
        viewpoint, reads.workspaces().list(sight, false).size(), counts.read(viewpoint, after));
  }

  boolean sameChainAs(Viewpoint other) {
    return viewpoint.chain().nearestFirst().equals(other.chain().nearestFirst());
  }
}

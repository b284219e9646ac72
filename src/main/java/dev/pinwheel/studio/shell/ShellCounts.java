package dev.pinwheel.studio.shell;

import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;

/**
 * The counts of a workspace that the frame shows.
 *
 * @param viewpoint as it is now
 * @param runs exact up to 10,000
 * @param queued executions that no worker has yet
 * @param workers that are there
 * @param running whether a worker executes anything visible
 */
record ShellCounts(
    Viewpoint viewpoint,
    int runs,
    int workflows,
    int workspaces,
    int queued,
    int workers,
    boolean running) {

  static ShellCounts read(ReadModels reads, Sight sight, Viewpoint before) {
    Viewpoint viewpoint = reads.viewpoints().get(before.workspace().id(), sight);
    return new ShellCounts(
        viewpoint,
        reads.runs().count(viewpoint, RunFilter.ALL),
        reads.modules().listWorkflowNames(viewpoint).size(),
        reads.workspaces().list(sight, false).size(),
        reads.queue().countWaiting(viewpoint),
        reads.workers().countOpen(viewpoint),
        reads.queue().isExecuting(viewpoint));
  }

  boolean sameChainAs(Viewpoint other) {
    return viewpoint.chain().nearestFirst().equals(other.chain().nearestFirst());
  }
}

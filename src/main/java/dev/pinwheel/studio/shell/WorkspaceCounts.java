package dev.pinwheel.studio.shell;

import com.vaadin.flow.spring.annotation.SpringComponent;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.SharedReads;
import java.util.List;

/**
 * What the frame of a page counts in a workspace and its bases.
 *
 * @param runs exact up to 10,000
 * @param queued executions that no worker has yet
 * @param workers that are there
 * @param running whether a worker executes anything visible
 */
public record WorkspaceCounts(int runs, int workflows, int queued, int workers, boolean running) {

  private static WorkspaceCounts read(ReadModels reads, Viewpoint viewpoint) {
    return new WorkspaceCounts(
        reads.runs().count(viewpoint, RunFilter.ALL),
        reads.modules().listWorkflowNames(viewpoint).size(),
        reads.queue().countWaiting(viewpoint),
        reads.workers().countOpen(viewpoint),
        reads.queue().isExecuting(viewpoint));
  }

  /**
   * Counts for open pages: of those that look from the same workspace, one counts after a change.
   * Thread-safe; one per server.
   */
  @SpringComponent
  public static final class Shared {

    private final ReadModels reads;
    private final SharedReads<List<Workspace>, WorkspaceCounts> shared = new SharedReads<>();

    Shared(ReadModels reads) {
      this.reads = reads;
    }

    /** The present moment, for {@link #read}. */
    long now() {
      return shared.now();
    }

    /**
     * Blocks.
     *
     * @param after what was counted until this moment is too old
     */
    WorkspaceCounts read(Viewpoint viewpoint, long after) {
      return shared.read(
          viewpoint.chain().nearestFirst(),
          after,
          former -> WorkspaceCounts.read(reads, viewpoint));
    }
  }
}

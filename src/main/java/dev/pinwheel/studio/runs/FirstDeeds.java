package dev.pinwheel.studio.runs;

import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.RunFilter;
import dev.pinwheel.query.Viewpoint;
import dev.pinwheel.query.WorkspaceNode;
import java.util.List;

/**
 * Which of the first three deeds have been done.
 *
 * @param ran a workflow ran
 * @param reran something was re-run
 * @param child a workspace with a base exists
 */
record FirstDeeds(boolean ran, boolean reran, boolean child) {

  static FirstDeeds read(ReadModels reads) {
    List<WorkspaceNode> workspaces = reads.workspaces().list(true);
    boolean ran = workspaces.stream().anyMatch(node -> node.runs() > 0);
    return new FirstDeeds(
        ran,
        ran && workspaces.stream().anyMatch(node -> hasRerun(reads, node)),
        workspaces.stream().anyMatch(node -> node.baseName() != null));
  }

  private static boolean hasRerun(ReadModels reads, WorkspaceNode node) {
    Viewpoint viewpoint = reads.viewpoints().get(node.workspace().id());
    return reads.runs().page(viewpoint, RunFilter.ALL.withIncludeBases(false), 0, 20).stream()
        .anyMatch(row -> !row.rerunIn().isEmpty());
  }

  boolean all() {
    return ran && reran && child;
  }
}

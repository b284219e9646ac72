package dev.pinwheel.studio.welcome;

import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.Sight;
import java.util.List;

/**
 * Which of the three steps of the welcome are done.
 *
 * @param ran a workflow ran
 * @param reran something was re-run
 * @param child a workspace with a base exists
 */
record WelcomeProgress(boolean ran, boolean reran, boolean child) {

  static WelcomeProgress read(ReadModels reads, Sight sight) {
    List<WorkspaceNode> workspaces = reads.workspaces().list(sight, true);
    return new WelcomeProgress(
        workspaces.stream().anyMatch(node -> node.runs() > 0),
        workspaces.stream().anyMatch(node -> hasRerun(reads, sight, node)),
        workspaces.stream().anyMatch(node -> node.baseName() != null));
  }

  private static boolean hasRerun(ReadModels reads, Sight sight, WorkspaceNode node) {
    return node.runs() > 0
        && reads.runs().hasRerun(reads.viewpoints().get(node.workspace().id(), sight));
  }

  boolean all() {
    return ran && reran && child;
  }
}

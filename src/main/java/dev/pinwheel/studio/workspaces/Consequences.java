package dev.pinwheel.studio.workspaces;

import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.TextFormat;
import org.jspecify.annotations.Nullable;

/** What follows from changing a workspace, said before it is done. */
final class Consequences {

  private Consequences() {}

  static String rename(WorkspaceNode node) {
    return "Only the name changes: runs, results and the %s based on it stay as they are. Links that name %s no longer work, and workers that serve it by name have to be told the new one."
        .formatted(TextFormat.count(node.children(), "workspace"), node.name());
  }

  static String changeBase(WorkspaceNode node, @Nullable String base) {
    String self = node.name().value();
    return base == null
        ? "%s will see nothing but its own runs, and reuse nothing from elsewhere. Waits that have begun still deliver."
            .formatted(self)
        : "From now on %s sees the runs of %s and of what that is based on, and looks there for what it may reuse. Waits that have begun still deliver."
            .formatted(self, base);
  }

  static String pause(WorkspaceNode node) {
    return "Nothing new starts in %s until it is resumed. What runs goes on; what is submitted or re-run waits."
        .formatted(node.name());
  }

  static String archive(WorkspaceNode node) {
    String children =
        node.children() == 0
            ? ""
            : " The %s based on it keep reusing its results."
                .formatted(TextFormat.count(node.children(), "workspace"));
    return "What runs in %s is cancelled, and nothing can be started there again. This is final. Its runs stay readable.%s"
        .formatted(node.name(), children);
  }
}

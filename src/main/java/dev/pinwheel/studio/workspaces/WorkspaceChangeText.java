package dev.pinwheel.studio.workspaces;

import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.TextFormat;
import org.jspecify.annotations.Nullable;

/** Explains the consequences of a change to a workspace before it is made. */
final class WorkspaceChangeText {

  static final String SAME_BASE = "Choose another base to change it.";

  private WorkspaceChangeText() {}

  static String rename(WorkspaceNode node) {
    return "Only the name changes: runs, results and the %s based on it stay as they are. Links with the name %s stop working, and workers that serve it by name must be started with the new one."
        .formatted(TextFormat.count(node.children(), "workspace"), node.name());
  }

  static String changeBase(WorkspaceNode node, @Nullable String base) {
    String self = node.name().value();
    return base == null
        ? "%s will see only its own runs and reuse nothing from other workspaces. Executions that already wait for a result still receive it."
            .formatted(self)
        : "From now on %s sees the runs of %s and of what that is based on, and reuses what is memoized or cached there. Executions that already wait for a result still receive it."
            .formatted(self, base);
  }

  static String pause(WorkspaceNode node) {
    return "Nothing new starts in %s until it is resumed. Running executions continue; new runs and re-runs wait."
        .formatted(node.name());
  }

  static String archive(WorkspaceNode node) {
    String children =
        node.children() == 0
            ? ""
            : " The %s based on it keep reusing its results."
                .formatted(TextFormat.count(node.children(), "workspace"));
    return "Running executions in %s are cancelled, and nothing can be started there again. This cannot be undone. Its runs stay readable.%s"
        .formatted(node.name(), children);
  }
}

package dev.pinwheel.studio.workspaces;

import dev.pinwheel.query.WorkspaceNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Narrows the tree of workspaces to what was typed, and keeps the ancestors of what fits. */
final class SwitcherEntries {

  private SwitcherEntries() {}

  /**
   * A workspace in the narrowed tree.
   *
   * @param fits its name contains what was typed; otherwise it is there for its descendants
   */
  record Entry(WorkspaceNode node, boolean fits) {}

  /**
   * @param nodes depth first, a base before its children
   * @param typed part of a name, ignoring case; empty for all
   */
  static List<Entry> narrow(List<WorkspaceNode> nodes, String typed) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT);
    List<Entry> lastFirst = new ArrayList<>();
    int childDepth = 0;
    for (WorkspaceNode node : nodes.reversed()) {
      boolean fits = node.name().value().toLowerCase(Locale.ROOT).contains(wanted);
      boolean hasKeptChild = node.depth() < childDepth;
      if (fits || hasKeptChild) {
        lastFirst.add(new Entry(node, fits));
        childDepth = node.depth();
      }
    }
    Collections.reverse(lastFirst);
    return lastFirst;
  }
}

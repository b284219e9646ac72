package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.WorkerPresence;
import java.util.Optional;

/** Labels for states and workers of workspaces. */
final class WorkspaceLabels {

  /** Levels of indentation; the theme knows it, too. */
  private static final int DEEPEST = 12;

  private WorkspaceLabels() {}

  static String state(WorkspaceState state) {
    return switch (state) {
      case ACTIVE -> "active";
      case PAUSED -> "paused";
      case ARCHIVED -> "archived";
    };
  }

  /** {@code 14 ›}: how deep it is, where the tree is not indented any further. */
  static Optional<Component> depth(WorkspaceNode node) {
    if (node.depth() <= DEEPEST) {
      return Optional.empty();
    }
    Span depth = new Span(node.depth() + 1 + " ›");
    depth.addClassName("pw-depth");
    depth.getElement().setAttribute("aria-hidden", true);
    return Optional.of(depth);
  }

  /** A dot, filled when a worker is available, and the name of the worker. */
  static Component workers(WorkerPresence presence) {
    Span dot = new Span();
    dot.addClassName("pw-dot");
    dot.getElement().setAttribute("data-on", presence.isPresent());
    Span row = new Span(dot, new Span(presence.words()));
    row.addClassName("pw-row");
    return row;
  }
}

package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.view.WorkerPresence;

/** Labels for states and workers of workspaces. */
final class WorkspaceLabels {

  private WorkspaceLabels() {}

  static String state(WorkspaceState state) {
    return switch (state) {
      case ACTIVE -> "active";
      case PAUSED -> "paused";
      case ARCHIVED -> "archived";
    };
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

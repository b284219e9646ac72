package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.parts.ShortenedText;

/** Where something executed: a workspace with the icon that tells whether it has a base. */
final class WorkspaceChip extends Span {

  private WorkspaceChip(WorkspaceName name, boolean hasBase) {
    super(new ShortenedText(name.value()));
    addClassName("pw-chip");
    getElement().setAttribute("data-kind", hasBase ? "workspace" : "no-base");
  }

  static WorkspaceChip of(Workspace workspace) {
    return new WorkspaceChip(workspace.name(), workspace.base() != null);
  }

  /** Of a workspace that is visible from the viewpoint. */
  static WorkspaceChip of(WorkspaceName name, Viewpoint viewpoint) {
    return new WorkspaceChip(
        name,
        viewpoint.chain().nearestFirst().stream()
            .noneMatch(place -> place.name().equals(name) && place.base() == null));
  }
}

package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows the workspace of the page in the header: solid ink with a shield if it has no base,
 * otherwise a paper band that reads "development › production". Clicking it opens the switcher.
 */
final class WorkspaceBand extends NativeButton {

  /** So many characters of a name are always seen. */
  private static final int END_OF_NAME = 12;

  WorkspaceBand() {
    addClassName("pw-band");
    setTestId("workspace-band");
    setId("pw-band");
    getElement().setAttribute("type", "button");
    getElement().setAttribute("aria-haspopup", "dialog");
  }

  void show(Viewpoint viewpoint) {
    removeAll();
    boolean root = viewpoint.bases().isEmpty();
    getElement().setAttribute("data-base", root ? "none" : "some");
    add((root ? StudioIcon.SHIELD : StudioIcon.BRANCH).create());
    add(name(viewpoint.name().value()));
    add(root ? part("pw-band-note", "no base") : part("pw-band-base", "› " + bases(viewpoint)));
    if (viewpoint.workspace().state() != WorkspaceState.ACTIVE) {
      add(part("pw-band-note", word(viewpoint.workspace())));
    }
    add(part("pw-hidden", "choose a workspace"), StudioIcon.CHEVRON_DOWN.create());
    setTitle(sentence(viewpoint));
  }

  /** In two parts, of which the first is cut where there is too little room. */
  private static Span name(String name) {
    int end = Math.max(0, name.length() - END_OF_NAME);
    Span whole = new Span(new Span(name.substring(0, end)), new Span(name.substring(end)));
    whole.addClassName("pw-band-name");
    return whole;
  }

  private static String sentence(Viewpoint viewpoint) {
    String state =
        viewpoint.workspace().state() == WorkspaceState.ACTIVE
            ? ""
            : ", " + word(viewpoint.workspace());
    return "Workspace %s%s, %s."
        .formatted(
            viewpoint.name(),
            state,
            viewpoint.bases().isEmpty() ? "no base" : "based on " + bases(viewpoint));
  }

  private static String bases(Viewpoint viewpoint) {
    return viewpoint.bases().stream()
        .map(base -> base.name().value())
        .collect(Collectors.joining(" › "));
  }

  private static String word(Workspace workspace) {
    return workspace.state().name().toLowerCase(Locale.ROOT);
  }

  private static Span part(String className, String text) {
    Span span = new Span(text);
    span.addClassName(className);
    return span;
  }
}

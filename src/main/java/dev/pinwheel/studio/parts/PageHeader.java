package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.view.Viewpoint;

/** The header of a page: title, workspace and actions. */
public final class PageHeader extends Div {

  private final Span workspace = new Span();

  /**
   * @param others stand right of the title, in this order
   */
  public PageHeader(String title, Component... others) {
    H1 heading = new H1(title);
    heading.addClassName("pw-title");
    workspace.addClassName("pw-quiet");
    workspace.setTestId("page-workspace");
    workspace.setVisible(false);
    add(heading, workspace);
    add(others);
    addClassName("pw-page-header");
  }

  /** Shows the workspace and whether its bases are included. */
  public void lookFrom(Viewpoint viewpoint) {
    String name = viewpoint.name().value();
    showWorkspace(viewpoint.bases().isEmpty() ? name : name + " and its bases");
  }

  /** Shows the workspace, for pages whose filters decide about bases. */
  public void showWorkspace(String text) {
    workspace.setText(text);
    workspace.setVisible(true);
  }
}

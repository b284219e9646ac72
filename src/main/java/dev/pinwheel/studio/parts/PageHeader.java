package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.view.Viewpoint;

/** The top of a page: its title, from where one looks, and whatever belongs beside it. */
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

  /** Says whose work the page shows: this workspace's and that of its bases. */
  public void lookFrom(Viewpoint viewpoint) {
    String name = viewpoint.name().value();
    setPlace(viewpoint.bases().isEmpty() ? name : name + " and its bases");
  }

  /** Says whose work the page shows, where its filters decide that. */
  public void setPlace(String words) {
    workspace.setText(words);
    workspace.setVisible(true);
  }
}

package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.studio.shell.MainLayout;

/** Workspaces. */
@Route(value = "workspaces", layout = MainLayout.class)
@PageTitle("Workspaces · Pinwheel")
public final class WorkspacesView extends Div {

  public WorkspacesView() {
    addClassName("pw-page");
    H1 title = new H1("Workspaces");
    title.addClassName("pw-title");
    Div header = new Div(title);
    header.addClassName("pw-page-header");
    add(header);
  }
}

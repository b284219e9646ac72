package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.studio.shell.MainLayout;

/** Workflows. */
@Route(value = "workflows", layout = MainLayout.class)
@PageTitle("Workflows · Pinwheel")
public final class WorkflowsView extends Div {

  public WorkflowsView() {
    addClassName("pw-page");
    H1 title = new H1("Workflows");
    title.addClassName("pw-title");
    Div header = new Div(title);
    header.addClassName("pw-page-header");
    add(header);
  }
}

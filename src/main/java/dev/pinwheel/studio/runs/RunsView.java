package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.studio.shell.MainLayout;

/** Runs. */
@Route(value = "runs", layout = MainLayout.class)
@PageTitle("Runs · Pinwheel")
public final class RunsView extends Div {

  public RunsView() {
    addClassName("pw-page");
    H1 title = new H1("Runs");
    title.addClassName("pw-title");
    Div header = new Div(title);
    header.addClassName("pw-page-header");
    add(header);
  }
}

package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouterLink;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.runs.RunsView;
import dev.pinwheel.studio.workspaces.WorkspacesView;

/** The body of an error page: what went wrong and where to go. */
final class ErrorPage {

  private ErrorPage() {}

  static Component of(String title, String sentence, UI ui) {
    RouterLink runs = new RouterLink("Runs in " + CurrentViewpoint.workspace(ui), RunsView.class);
    runs.setQueryParameters(CurrentViewpoint.parameters(ui));
    runs.addClassName("pw-link");
    RouterLink workspaces = new RouterLink("All workspaces", WorkspacesView.class);
    workspaces.setQueryParameters(CurrentViewpoint.parameters(ui));
    workspaces.addClassName("pw-link");
    EmptyState page = EmptyState.page(title, sentence, runs, workspaces);
    page.setTestId("error-page");
    return page;
  }
}

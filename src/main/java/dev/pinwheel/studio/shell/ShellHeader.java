package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.runs.RunsView;
import dev.pinwheel.studio.theme.Mark;
import dev.pinwheel.studio.theme.StudioIcon;
import dev.pinwheel.studio.workspaces.WorkspaceSwitcher;

/** The line at the top: mark, workspace, theme, help. */
final class ShellHeader extends Header {

  private final Mark mark = new Mark();
  private final RouterLink brand = new RouterLink(RunsView.class);
  private final WorkspaceBand band = new WorkspaceBand();

  ShellHeader(StudioContext context) {
    addClassName("pw-header");
    Span name = new Span("Pinwheel");
    name.addClassName("pw-brand-name");
    brand.addClassName("pw-brand");
    brand.add(mark, name);
    brand.getElement().setAttribute("aria-label", "Pinwheel, runs");
    add(brand, band, end(), new WorkspaceSwitcher(context, band));
  }

  private static Div end() {
    Button help =
        Buttons.icon(StudioIcon.HELP, "Keyboard and help (?)", click -> new HelpDialog().show());
    help.setTestId("help");
    help.setId("pw-help");
    Div end = new Div(new ThemeSwitch(), help);
    end.addClassName("pw-header-end");
    return end;
  }

  void show(Viewpoint viewpoint) {
    band.show(viewpoint);
    brand.setQueryParameters(
        QueryParameters.of(CurrentViewpoint.PARAMETER, viewpoint.name().value()));
  }

  void showRunning(boolean running) {
    mark.setRunning(running);
  }
}

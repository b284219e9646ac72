package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.access.AccountMenu;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.page.ThemeSwitch;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.runs.RunsView;
import dev.pinwheel.studio.theme.Mark;
import dev.pinwheel.studio.theme.StudioIcon;
import dev.pinwheel.studio.workspaces.WorkspaceSwitcher;

/** The line at the top: mark, workspace, theme, help. */
final class ShellHeader extends Header {

  private final ThemeSwitch themes = new ThemeSwitch();
  private final Mark mark = new Mark();
  private final RouterLink brand = new RouterLink(RunsView.class);
  private final AccountMenu account;
  private final WorkspaceBand band = new WorkspaceBand();

  ShellHeader(StudioContext context) {
    this.account = new AccountMenu(context);
    addClassName("pw-header");
    Span name = new Span("Pinwheel");
    name.addClassName("pw-brand-name");
    brand.addClassName("pw-brand");
    brand.add(mark, name);
    brand.getElement().setAttribute("aria-label", "Pinwheel, runs");
    add(brand, band, end(), new WorkspaceSwitcher(context, band));
  }

  ThemeSwitch themes() {
    return themes;
  }

  private Div end() {
    Button help =
        Buttons.icon(StudioIcon.HELP, "Keyboard and help (?)", click -> new HelpDialog().show());
    help.setTestId("help");
    help.setId("pw-help");
    Div end = new Div(search(), themes, help, account);
    end.addClassName("pw-header-end");
    return end;
  }

  /** Opens the command palette; {@code frontend/shell.ts} does, without asking the server. */
  private static NativeButton search() {
    Span label = new Span("Search runs, steps, commands");
    label.addClassName("pw-palette-button-label");
    Span keys = new Span();
    keys.addClassName("pw-palette-keys");
    keys.getElement().setAttribute("aria-hidden", "true");
    NativeButton search = new NativeButton();
    search.add(StudioIcon.SEARCH.create(), label, keys);
    search.addClassName("pw-palette-button");
    search.setId("pw-palette-button");
    search.setTestId("open-palette");
    search.setTitle("Search runs, steps, commands");
    search.getElement().setAttribute("type", "button");
    search.getElement().setAttribute("aria-haspopup", "dialog");
    search.getElement().setAttribute("aria-keyshortcuts", "Control+K Meta+K");
    return search;
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

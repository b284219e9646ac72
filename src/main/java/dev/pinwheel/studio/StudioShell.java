package dev.pinwheel.studio;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.lumo.Lumo;

/**
 * The page around all views: style sheets, and the WebSocket through which the server updates them.
 */
@Push(transport = Transport.WEBSOCKET)
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("studio-themes/studio.css")
public final class StudioShell implements AppShellConfigurator {

  /** Runs before the first paint, so that a dark page does not flash up light. */
  private static final String APPLY_REMEMBERED_THEME =
      """
      (function () {
        const theme = localStorage.getItem("pinwheel.theme");
        if (theme === "light" || theme === "dark") {
          document.documentElement.setAttribute("theme", theme);
          document.documentElement.style.colorScheme = theme;
        }
        document.documentElement.lang = "en";
      })();
      """;

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.addInlineWithContents(
        Inline.Position.PREPEND, APPLY_REMEMBERED_THEME, Inline.Wrapping.JAVASCRIPT);
    settings.addLink("icon", "studio-themes/mark.svg");
  }
}

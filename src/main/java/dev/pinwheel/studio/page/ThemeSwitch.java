package dev.pinwheel.studio.page;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.page.ColorScheme;
import dev.pinwheel.studio.parts.LazyMenu;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.Arrays;
import java.util.List;

/** Switches between light, dark and system theme; stored in the browser. */
public final class ThemeSwitch extends Div {

  private enum Theme {
    LIGHT("Light", StudioIcon.THEME_LIGHT, ColorScheme.Value.LIGHT),
    DARK("Dark", StudioIcon.THEME_DARK, ColorScheme.Value.DARK),
    SYSTEM("System", StudioIcon.THEME_SYSTEM, ColorScheme.Value.NORMAL);

    private final String label;
    private final StudioIcon icon;
    private final ColorScheme.Value scheme;

    Theme(String label, StudioIcon icon, ColorScheme.Value scheme) {
      this.label = label;
      this.icon = icon;
      this.scheme = scheme;
    }

    private String word() {
      return scheme.getValue();
    }
  }

  private final Button button = new Button();
  private Theme shown = Theme.SYSTEM;

  public ThemeSwitch() {
    button.addThemeVariants(ButtonVariant.LUMO_ICON, ButtonVariant.TERTIARY);
    button.setTestId("theme");
    add(button, new LazyMenu(button, this::fill));
    show(Theme.SYSTEM);
  }

  private void fill(LazyMenu menu) {
    for (Theme theme : Theme.values()) {
      MenuItem item = menu.addItem(theme.label, click -> choose(theme));
      item.setCheckable(true);
      item.setChecked(theme == shown);
    }
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    attach
        .getUI()
        .getPage()
        .executeJs("return localStorage.getItem('pinwheel.theme')")
        .then(String.class, this::showRemembered);
  }

  private void showRemembered(String word) {
    for (Theme theme : Theme.values()) {
      if (theme.word().equals(word)) {
        show(theme);
      }
    }
  }

  /** A command for each theme. */
  public List<PaletteCommand> commands() {
    return Arrays.stream(Theme.values())
        .map(theme -> PaletteCommand.of("Theme: " + theme.label, theme.icon, () -> choose(theme)))
        .toList();
  }

  private void choose(Theme theme) {
    show(theme);
    getUI()
        .ifPresent(ui -> {
          ui.getPage().setColorScheme(theme.scheme);
          ui.getPage().executeJs("localStorage.setItem('pinwheel.theme', $0)", theme.word());
        });
  }

  private void show(Theme chosen) {
    shown = chosen;
    button.setIcon(chosen.icon.create());
    button.setAriaLabel("Theme: " + chosen.label);
    button.setTooltipText("Theme: " + chosen.label);
  }
}

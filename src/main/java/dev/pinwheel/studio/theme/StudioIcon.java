package dev.pinwheel.studio.theme;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.icon.Icon;

/**
 * The icons of the Studio, by meaning: the set {@code pw} that {@code frontend/icons.ts} registers.
 * StudioIconTest compares both.
 */
public enum StudioIcon {
  CLOCK("clock"),
  CALENDAR("calendar"),
  LINK("link"),
  HOURGLASS("hourglass"),
  RUNNING("running"),
  TICK("tick"),
  CROSS("cross"),
  STOPWATCH("stopwatch"),
  BROKEN_LINK("broken-link"),
  SLASH("slash"),
  MOON("moon"),
  STALE("stale"),
  PIN("pin"),
  PIN_FILLED("pin-filled"),
  RERUN("rerun"),
  BRANCH("branch"),
  SHIELD("shield"),
  BOLT("bolt"),
  COPY("copy"),
  CLOSE("close"),
  EXPAND("expand"),
  CHEVRON_DOWN("chevron-down"),
  CHEVRON_RIGHT("chevron-right"),
  CHEVRON_LEFT("chevron-left"),
  CHEVRON_UP("chevron-up"),
  SEARCH("search"),
  HELP("help"),
  THEME_LIGHT("theme-light"),
  THEME_DARK("theme-dark"),
  THEME_SYSTEM("theme-system"),
  RUNS("runs"),
  WORKFLOWS("workflows"),
  WORKSPACES("workspaces"),
  QUEUE("queue"),
  WORKERS("workers"),
  PAUSE("pause"),
  PLAY("play"),
  ARCHIVE("archive"),
  PLUS("plus"),
  MINUS("minus"),
  DOWNLOAD("download"),
  LOGS("logs"),
  FILTER("filter"),
  REUSE("reuse"),
  WARNING("warning"),
  INFO("info"),
  MORE("more"),
  EXTERNAL("external"),
  BACK("back"),
  STOP("stop"),
  FIT("fit"),
  EDIT("edit"),
  KEYBOARD("keyboard"),
  GROUP("group"),
  USER("user"),
  CHECK_CIRCLE("check-circle");

  private final String iconName;

  StudioIcon(String iconName) {
    this.iconName = iconName;
  }

  /** The name within the set, as in {@code pw:clock}. */
  public String iconName() {
    return iconName;
  }

  /** A new icon in the colour of the text around it, hidden from screen readers by default. */
  public Icon create() {
    Icon icon = new Glyph(iconName);
    icon.addClassName("pw-icon");
    icon.getElement().setAttribute("aria-hidden", "true");
    return icon;
  }

  @JsModule("./icons.ts")
  private static final class Glyph extends Icon {
    Glyph(String iconName) {
      super("pw", iconName);
    }
  }
}

package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.page.PendingJavaScriptResult;
import dev.pinwheel.studio.theme.StudioIcon;

/** Copies text to the clipboard of the browser and announces it. */
public final class Clipboard {

  /** Replaced by the server's address in what is copied. */
  public static final String ORIGIN = "{server}";

  private Clipboard() {}

  /** A small button. */
  public static Button button(String label, String text) {
    Button button = Buttons.icon(StudioIcon.COPY, label, click -> run(click.getSource(), text));
    button.addThemeVariants(ButtonVariant.SMALL);
    return button;
  }

  private static void run(Button source, String text) {
    run(source.getUI().orElseThrow(), text);
  }

  /**
   * @param text in which {@link #ORIGIN} is replaced by the server's address as seen by the browser
   */
  public static void run(UI ui, String text) {
    say(
        ui,
        ui.getPage()
            .executeJs(
                "return navigator.clipboard.writeText($0.replaceAll($1, location.origin))",
                text,
                ORIGIN));
  }

  /** Copies the text as it is, whatever is in it. */
  public static void runUnchanged(UI ui, String text) {
    say(ui, ui.getPage().executeJs("return navigator.clipboard.writeText($0)", text));
  }

  private static void say(UI ui, PendingJavaScriptResult copying) {
    copying.then(
        done -> Announcer.say(ui, "Copied"),
        error -> Announcer.say(ui, "The browser denied access to the clipboard"));
  }
}

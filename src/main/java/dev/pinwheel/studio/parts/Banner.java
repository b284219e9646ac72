package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.Locale;

/** One sentence across the page, with actions. */
public final class Banner extends Div {

  /** What kind of sentence it is. */
  public enum Kind {
    INFO,
    DONE,
    WARNING,
    ERROR
  }

  private final Span text = new Span();

  /**
   * @param actions buttons behind the sentence
   */
  public Banner(String sentence, Button... actions) {
    addClassName("pw-banner");
    text.setText(sentence);
    text.addClassName("pw-banner-text");
    add(text);
    for (Button action : actions) {
      action.addThemeVariants(ButtonVariant.SMALL);
      add(action);
    }
  }

  /** Appends to the sentence. */
  public void say(String more) {
    text.setText(text.getText() + " " + more);
  }

  /** Sets the glyph and bar at its start. */
  public Banner kind(Kind kind) {
    if (kind == Kind.INFO) {
      getElement().removeAttribute("data-kind");
    } else {
      getElement().setAttribute("data-kind", kind.name().toLowerCase(Locale.ROOT));
    }
    return this;
  }

  /**
   * Adds a button at the end.
   *
   * @param dismiss called when it is clicked
   */
  public Banner dismissible(Runnable dismiss) {
    Button close = Buttons.icon(StudioIcon.CLOSE, "Dismiss", click -> dismiss.run());
    close.addThemeVariants(ButtonVariant.SMALL);
    close.addClassName("pw-banner-close");
    add(close);
    return this;
  }

  /** Adds what leads to other banners, behind the actions. */
  void more(Button others) {
    int end = (int) getChildren().filter(child -> !child.hasClassName("pw-banner-close")).count();
    addComponentAtIndex(end, others);
  }
}

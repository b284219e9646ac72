package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.Optional;

/** The kinds of buttons that the Studio uses. */
public final class Buttons {

  private Buttons() {}

  /** Ink on paper: the main action of a view or dialog. */
  public static Button primary(String text, ComponentEventListener<ClickEvent<Button>> listener) {
    Button button = new Button(text, listener);
    button.addThemeVariants(ButtonVariant.PRIMARY);
    return button;
  }

  /** A framed button. */
  public static Button secondary(String text, ComponentEventListener<ClickEvent<Button>> listener) {
    return new Button(text, listener);
  }

  /** A button without a frame. */
  public static Button quiet(String text, ComponentEventListener<ClickEvent<Button>> listener) {
    Button button = new Button(text, listener);
    button.addThemeVariants(ButtonVariant.TERTIARY);
    return button;
  }

  /** A button that reads as a link, inside a sentence. */
  public static Button inline(String text, ComponentEventListener<ClickEvent<Button>> listener) {
    Button button = new Button(text, listener);
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
    return button;
  }

  /**
   * Disables it and says why, when the viewer may not do it.
   *
   * @param refusal why not; empty when they may
   */
  public static Button allowUnless(Button button, Optional<String> refusal) {
    refusal.ifPresent(sentence -> {
      button.setEnabled(false);
      button.getElement().setAttribute("title", sentence);
      button.getElement().setAttribute("aria-description", sentence);
    });
    return button;
  }

  /** An icon alone; the label is its tooltip and its name for screen readers. */
  public static Button icon(
      StudioIcon icon, String label, ComponentEventListener<ClickEvent<Button>> listener) {
    Button button = new Button(icon.create(), listener);
    button.addThemeVariants(ButtonVariant.LUMO_ICON, ButtonVariant.TERTIARY);
    button.setAriaLabel(label);
    button.setTooltipText(label);
    return button;
  }
}

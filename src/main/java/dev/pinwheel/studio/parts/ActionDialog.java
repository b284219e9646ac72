package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import dev.pinwheel.model.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A dialog for one action, named by its button. An error appears above the buttons; the dialog
 * stays open and keeps its input.
 */
public final class ActionDialog {

  /**
   * The dialog takes the focus itself some frames after it opened; if the user moved the focus
   * meanwhile, it stays there.
   */
  private static final String FOCUS_WHEN_OPEN =
      """
      const target = () => this.querySelector('vaadin-radio-button:not([disabled])') ?? this;
      const take = left => {
        const now = document.activeElement;
        if (!this.contains(now) && (now === $0 || !$0.contains(now))) {
          target().focus({ focusVisible: true });
        }
        if (left > 0) {
          requestAnimationFrame(() => take(left - 1));
        }
      };
      take(20);\
      """;

  private final Dialog dialog = new Dialog();
  private final Button dismiss = Buttons.secondary("Cancel", click -> close());
  private final Div error = new Div();
  private final Button button;
  private final Runnable perform;
  private @Nullable Component first;

  /**
   * @param action what the button says
   * @param perform called when the button is clicked, or Enter pressed in a field given to {@link
   *     #enterIn}
   */
  public ActionDialog(String title, String action, Runnable perform) {
    dialog.setHeaderTitle(title);
    dialog.addClassName("pw-dialog");
    // With a position it keeps its place when its height changes; the theme adds the distance.
    dialog.setTop("0");
    dialog.setRole("dialog");
    error.getElement().setAttribute("role", "alert");
    error.setTestId("dialog-error");
    this.perform = perform;
    this.button = Buttons.primary(action, click -> perform.run());
    this.button.setDisableOnClick(true);
    this.button.addClassName("pw-dialog-action");
    this.button.setTestId("dialog-action");
    dismiss.setTestId("dialog-cancel");
    dialog.getFooter().add(dismiss, this.button);
    dialog.addOpenedChangeListener(change -> {
      if (!change.isOpened()) {
        dialog.removeFromParent();
      }
    });
  }

  /** Sets the content, stacked vertically, followed by the error area. */
  public ActionDialog with(Component... content) {
    Div stack = new Div(content);
    stack.addClassName("pw-stack");
    stack.getElement().setAttribute("data-gap", "large");
    stack.add(error);
    dialog.add(stack);
    return this;
  }

  /** Enter in this field is a click on the button. */
  public ActionDialog enterIn(TextField field) {
    field.addKeyDownListener(Key.ENTER, enter -> performOnce());
    return this;
  }

  /** Enter on radios is a click on the button, once something is chosen. */
  public ActionDialog enterIn(RadioButtonGroup<?> radios) {
    radios
        .getElement()
        .addEventListener("keydown", enter -> performOnce())
        .setFilter("event.key === 'Enter'");
    return this;
  }

  private void performOnce() {
    if (button.isEnabled()) {
      button.setEnabled(false);
      perform.run();
    }
  }

  /** Puts the focus on the button when the dialog opens, so that Enter performs the action. */
  public ActionDialog focusButton() {
    return focusFirst(button);
  }

  /** Puts the focus on something else when the dialog opens. */
  public ActionDialog focusFirst(Component component) {
    first = component;
    return this;
  }

  /**
   * Marks the action as one that cannot be undone: its button has the colour of failure, and the
   * focus is on the other one when the dialog opens.
   */
  public ActionDialog irreversible() {
    button.addThemeVariants(ButtonVariant.LUMO_ERROR);
    return focusFirst(dismiss);
  }

  /** Makes it as wide as a dialog with a plan. */
  public ActionDialog wide() {
    dialog.removeClassName("pw-dialog");
    dialog.addClassName("pw-dialog-wide");
    return this;
  }

  /** What else happens when it closes, however that comes. */
  public ActionDialog onClosed(Runnable closed) {
    dialog.addOpenedChangeListener(change -> {
      if (!change.isOpened()) {
        closed.run();
      }
    });
    return this;
  }

  public boolean isOpen() {
    return dialog.isOpened();
  }

  /** Names the button that does nothing, where "Cancel" could mean the action. */
  public ActionDialog dismissBy(String label) {
    dismiss.setText(label);
    return this;
  }

  public ActionDialog testId(String testId) {
    dialog.setTestId(testId);
    return this;
  }

  public void open() {
    dialog.open();
    if (first != null) {
      first.getElement().executeJs(FOCUS_WHEN_OPEN, dialog.getElement());
    }
  }

  public void close() {
    dialog.close();
  }

  /** The button that does it. */
  public Button button() {
    return button;
  }

  /** Shows why it was rejected; the input stays. */
  public void reject(Rejection rejection) {
    showError(rejection.getMessage());
  }

  /** Shows a sentence above the buttons and allows another attempt. */
  public void showError(String sentence) {
    error.removeAll();
    Paragraph text = new Paragraph(sentence);
    text.addClassName("pw-error-box");
    error.add(text);
    button.setEnabled(true);
  }

  /** Takes the error away. */
  public void clearError() {
    error.removeAll();
  }
}

package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.parts.Buttons;
import org.jspecify.annotations.Nullable;

/** Why something is re-run (F8); behind a button, because it is optional. */
public final class ReasonField extends Div {

  private static final int LONGEST = 2000;

  private final TextField field = new TextField();
  private final Button open = Buttons.inline("+ Reason (optional)", click -> ask());

  /**
   * @param dialog whose button Enter clicks
   */
  public ReasonField(ActionDialog dialog) {
    field.setPlaceholder("Reason");
    field.setAriaLabel("Reason");
    field.setWidthFull();
    field.setMaxLength(LONGEST);
    field.setVisible(false);
    field.setTestId("rerun-reason");
    open.setTestId("add-reason");
    add(open, field);
    dialog.enterIn(field);
  }

  private void ask() {
    open.setVisible(false);
    field.setVisible(true);
    field.focus();
  }

  /** What was entered; null when nothing was. */
  public @Nullable String value() {
    String why = field.getValue().strip();
    return why.isEmpty() ? null : why;
  }
}

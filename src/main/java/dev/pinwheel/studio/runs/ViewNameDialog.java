package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.studio.parts.ActionDialog;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks for the name of a view. What is wrong with it is said while typing. */
final class ViewNameDialog {

  private final TextField name = new TextField("Name");
  private final Function<String, Optional<String>> problem;
  private final Consumer<String> named;
  private final ActionDialog dialog;

  private ViewNameDialog(
      String title,
      String action,
      String proposed,
      Function<String, Optional<String>> problem,
      Consumer<String> named) {
    this.problem = problem;
    this.named = named;
    this.dialog = new ActionDialog(title, action, this::perform).testId("view-name-dialog");
    name.setValue(proposed);
    name.setWidthFull();
    name.setAutoselect(true);
    name.setAutofocus(true);
    name.setManualValidation(true);
    name.setValueChangeMode(ValueChangeMode.EAGER);
    name.setTestId("view-name");
    name.addValueChangeListener(change -> check());
    dialog.enterIn(name).with(name);
  }

  /**
   * @param problem why a name cannot be used, in a sentence
   * @param named called with a name without a problem
   */
  static void open(
      String title,
      String action,
      String proposed,
      Function<String, Optional<String>> problem,
      Consumer<String> named) {
    new ViewNameDialog(title, action, proposed, problem, named).dialog.open();
  }

  private boolean check() {
    Optional<String> wrong = problem.apply(name.getValue());
    name.setInvalid(wrong.isPresent());
    name.setErrorMessage(wrong.orElse(""));
    return wrong.isEmpty();
  }

  private void perform() {
    if (check()) {
      dialog.close();
      named.accept(name.getValue());
    } else {
      dialog.button().setEnabled(true);
      name.focus();
    }
  }
}

package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.WorkspaceList;
import dev.pinwheel.query.plan.RerunOffer;
import dev.pinwheel.query.view.Sight;
import java.util.Optional;

/** Name and base of the child workspace that is made for a re-run. */
final class ChildFields extends Div {

  private final WorkspaceList workspaces;
  private final Sight sight;
  private final TextField name = new TextField("Name");
  private final ComboBox<String> base = new ComboBox<>("Base");

  /**
   * @param changed called when the name or base changes
   */
  ChildFields(
      WorkspaceList workspaces, Sight sight, RerunOffer offer, String suggested, Runnable changed) {
    this.sight = sight;
    this.workspaces = workspaces;
    addClassNames("pw-row", "pw-child-fields");
    name.setValue(workspaces.nextFreeName(sight, suggested));
    name.setAutoselect(true);
    name.setManualValidation(true);
    name.setValueChangeMode(ValueChangeMode.EAGER);
    name.setTestId("child-name");
    name.addValueChangeListener(change -> {
      check();
      changed.run();
    });
    base.setItems(RerunLocation.bases(offer));
    if (offer.childBase() != null) {
      base.setValue(offer.childBase().value());
    }
    base.setTestId("child-base");
    base.addValueChangeListener(change -> changed.run());
    add(name, base);
  }

  TextField nameField() {
    return name;
  }

  String name() {
    return name.getValue().strip();
  }

  String base() {
    return base.getValue() == null ? "" : base.getValue();
  }

  /** Says at the field what is wrong; true when nothing is. */
  boolean check() {
    Optional<String> problem = problem();
    name.setInvalid(problem.isPresent());
    name.setErrorMessage(problem.orElse(""));
    base.setInvalid(base.isEmpty());
    base.setErrorMessage(base.isEmpty() ? "Choose a base from which it is visible." : "");
    return problem.isEmpty() && !base.isEmpty();
  }

  boolean isNameValid() {
    return problem().isEmpty();
  }

  private Optional<String> problem() {
    try {
      String valid = new WorkspaceName(name()).value();
      return workspaces.find(sight, valid).isPresent()
          ? Optional.of("'" + valid + "' exists already. Choose it under Other workspace…")
          : Optional.empty();
    } catch (Rejection rejection) {
      return Optional.of(rejection.getMessage());
    }
  }
}

package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import java.util.Optional;

/** Gives a workspace another name. */
final class RenameDialog {

  private final StudioContext context;
  private final String oldName;
  private final TextField name = new TextField("Name");
  private final ActionDialog dialog;

  RenameDialog(StudioContext context, WorkspaceNode node) {
    this.context = context;
    this.oldName = node.name().value();
    this.dialog =
        new ActionDialog("Rename " + oldName, "Rename", this::rename).testId("rename-dialog");
    name.setValue(oldName);
    name.setHelperText("Letters, digits, _ and -, parts by /");
    name.setWidthFull();
    name.setAutoselect(true);
    name.setAutofocus(true);
    name.setManualValidation(true);
    name.setValueChangeMode(ValueChangeMode.EAGER);
    name.setTestId("workspace-name");
    name.addValueChangeListener(change -> check());
    dialog.enterIn(name).with(name, new Paragraph(WorkspaceChangeText.rename(node)));
  }

  void open() {
    dialog.open();
  }

  private boolean check() {
    Optional<NameCheck> problem =
        NameCheck.of(
            name.getValue(),
            wished ->
                !wished.equals(oldName)
                    && context.reads().workspaces().isTaken(context.sight(), wished));
    name.setInvalid(problem.isPresent());
    name.setErrorMessage(problem.map(NameCheck::sentence).orElse(""));
    dialog.clearError();
    return problem.isEmpty();
  }

  private void rename() {
    if (!check()) {
      dialog.button().setEnabled(true);
      name.focus();
      return;
    }
    UI ui = UI.getCurrent();
    context.execute(
        ui,
        new Command.RenameWorkspace(oldName, name.getValue(), context.actor()),
        workspace -> {
          dialog.close();
          Notifications.done(oldName + " is now called " + workspace.name() + ".");
          if (CurrentViewpoint.get(ui).isOwn(workspace.id())) {
            CurrentViewpoint.switchTo(ui, workspace.name().value());
          }
        },
        dialog::reject);
  }
}

package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Basing;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;

/** Decides who may base workspaces on one (A4). */
final class BasingDialog {

  private BasingDialog() {}

  static void open(StudioContext context, WorkspaceNode node) {
    String name = node.name().value();
    RadioButtonGroup<Basing> choice = new RadioButtonGroup<>("Workspaces may be based on it by");
    choice.setItems(Basing.VIEWERS, Basing.DEVELOPERS, Basing.NOBODY);
    choice.setItemLabelGenerator(BasingDialog::label);
    choice.setValue(node.workspace().basing());
    choice.setTestId("basing-choice");
    UI ui = UI.getCurrent();
    ActionDialog[] dialog = new ActionDialog[1];
    dialog[0] =
        new ActionDialog(
            "Who may base workspaces on " + name,
            "Save",
            () ->
                context.execute(
                    ui,
                    new Command.SetBasing(name, choice.getValue(), context.actor()),
                    saved -> {
                      dialog[0].close();
                      Notifications.done("Saved for " + name + ".");
                    },
                    rejection -> dialog[0].reject(rejection)));
    dialog[0]
        .enterIn(choice)
        .with(
            choice,
            new Paragraph(
                "Everyone who sees a workspace based on %1$s sees what happens in %1$s and its bases. Workspaces that are based on it already stay so."
                    .formatted(name)))
        .testId("basing-dialog")
        .open();
  }

  private static String label(Basing basing) {
    return switch (basing) {
      case VIEWERS -> "Everybody who sees it";
      case DEVELOPERS -> "Its developers";
      case NOBODY -> "Nobody";
    };
  }
}

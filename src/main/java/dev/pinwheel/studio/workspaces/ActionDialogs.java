package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;

/** Confirmation dialogs for pause and archive. */
final class ActionDialogs {

  private ActionDialogs() {}

  static ActionDialog pause(StudioContext context, WorkspaceNode node) {
    String name = node.name().value();
    return of(
            context,
            "Pause " + name,
            WorkspaceChangeText.pause(node),
            new Command.PauseWorkspace(name, context.actor()),
            name + " is paused.")
        .focusButton();
  }

  static ActionDialog archive(StudioContext context, WorkspaceNode node) {
    String name = node.name().value();
    return of(
            context,
            "Archive " + name,
            WorkspaceChangeText.archive(node),
            new Command.ArchiveWorkspace(name, context.actor()),
            name + " is archived.")
        .irreversible();
  }

  private static ActionDialog of(
      StudioContext context,
      String action,
      String consequence,
      Command<Workspace> command,
      String done) {
    ActionDialog[] holder = new ActionDialog[1];
    ActionDialog dialog =
        new ActionDialog(
            action + "?",
            action,
            () ->
                context.execute(
                    UI.getCurrent(),
                    command,
                    workspace -> {
                      holder[0].close();
                      Notifications.done(done);
                    },
                    rejection -> holder[0].reject(rejection)));
    holder[0] = dialog;
    return dialog.with(new Paragraph(consequence)).testId("confirm-dialog");
  }
}

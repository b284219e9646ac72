package dev.pinwheel.studio.access;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.studio.access.AccessReads.GrantRow;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;

/** Dialogs that add, change and remove users, and revoke their roles. */
final class UserDialogs {

  private UserDialogs() {}

  /**
   * Adds a user.
   *
   * @param first whether the server has none yet
   */
  static ActionDialog add(StudioContext context, boolean first) {
    TextField name = new TextField("Name");
    name.setHelperText("Small letters, digits, '.', '_', '@' and '-'");
    name.setWidthFull();
    name.setAutofocus(true);
    name.setTestId("user-name");
    PasswordField password = new PasswordField("Password");
    password.setHelperText("At least 12 characters. Share it with the user over a secure channel.");
    password.setWidthFull();
    password.setTestId("user-password");
    Checkbox administrator = new Checkbox("Server administrator: manages users and grants");
    administrator.setValue(first);
    administrator.setEnabled(!first);
    administrator.setTestId("user-administrator");
    UI ui = UI.getCurrent();
    ActionDialog[] dialog = new ActionDialog[1];
    dialog[0] =
        new ActionDialog(
            first ? "First administrator" : "Add a user",
            "Add",
            () -> {
              try {
                String hash = context.passwords().hash(password.getValue());
                context.execute(
                    ui,
                    new AccessCommand.AddUser(
                        name.getValue(), administrator.getValue(), hash, null, context.actor()),
                    added -> added(ui, dialog[0], added, first),
                    dialog[0]::reject);
              } catch (Rejection rejection) {
                dialog[0].reject(rejection);
              }
            });
    return dialog[0].enterIn(name).with(name, password, administrator).testId("add-user-dialog");
  }

  private static void added(UI ui, ActionDialog dialog, User added, boolean first) {
    dialog.close();
    if (first) {
      ui.getPage().setLocation("/sign-in");
    } else {
      Notifications.done("%s can sign in now. Grant a role next.".formatted(added.name()));
    }
  }

  static ActionDialog administrator(StudioContext context, User user) {
    boolean becomes = !user.administrator();
    return confirmed(
        context,
        becomes ? "Make %s a server administrator?" : "Make %s an ordinary user?",
        user.name(),
        becomes ? "Make administrator" : "Make ordinary",
        becomes
            ? "Server administrators manage users and grants, also their own. They see workspaces"
                + " only with a role there."
            : "%s keeps the roles in workspaces.".formatted(user.name()),
        new AccessCommand.SetAdministrator(user.name(), becomes, context.actor()));
  }

  static ActionDialog remove(StudioContext context, String name) {
    return confirmed(
            context,
            "Remove %s?",
            name,
            "Remove",
            "%s is signed out everywhere and loses all roles; tokens are revoked and their workers disconnected. What was done stays on record."
                .formatted(name),
            new AccessCommand.RemoveUser(name, context.actor()))
        .irreversible();
  }

  static ActionDialog revoke(StudioContext context, String name, GrantRow grant) {
    return confirmed(
            context,
            "Revoke %s from " + name + "?",
            "%s on %s".formatted(grant.role().word(), grant.on()),
            "Revoke",
            "Access ends immediately, also in open pages, and for the tokens and workers of %s."
                .formatted(name),
            new AccessCommand.RevokeRole(name, grant.on(), context.actor()))
        .irreversible();
  }

  private static <R> ActionDialog confirmed(
      StudioContext context,
      String title,
      String what,
      String action,
      String consequence,
      Command<R> command) {
    UI ui = UI.getCurrent();
    ActionDialog[] dialog = new ActionDialog[1];
    dialog[0] =
        new ActionDialog(
            title.formatted(what),
            action,
            () ->
                context.execute(
                    ui,
                    command,
                    done -> dialog[0].close(),
                    rejection -> dialog[0].reject(rejection)));
    return dialog[0].with(new Paragraph(consequence)).testId("confirm-dialog");
  }
}

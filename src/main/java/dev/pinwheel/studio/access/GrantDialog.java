package dev.pinwheel.studio.access;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import dev.pinwheel.access.Role;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import java.util.Objects;

/** Grants a role on a workspace or a pattern. */
final class GrantDialog {

  private final StudioContext context;
  private final UI ui = UI.getCurrent();
  private final ComboBox<String> user = new ComboBox<>("User");
  private final RadioButtonGroup<Role> role = new RadioButtonGroup<>("Role");
  private final TextField on = new TextField("Workspace or pattern");
  private final ActionDialog dialog;

  private GrantDialog(StudioContext context, String name) {
    this.context = context;
    this.dialog = new ActionDialog("Grant a role", "Grant", this::grant).testId("grant-dialog");
    user.setAllowCustomValue(true);
    user.addCustomValueSetListener(typed -> user.setValue(typed.getDetail()));
    user.setWidthFull();
    user.setTestId("grant-user");
    suggestUsers(name);
    role.setItems(Role.values());
    role.setItemLabelGenerator(GrantDialog::label);
    role.setValue(Role.VIEWER);
    role.setTestId("grant-role-choice");
    on.setHelperText(
        "Such as development/joe, or development/* for all below it. A grant on a name stays with that workspace; a pattern follows names.");
    on.setWidthFull();
    on.setTestId("grant-on");
    dialog
        .enterIn(on)
        .with(
            user,
            role,
            on,
            new Paragraph("It replaces the role that the user was granted there before."));
  }

  /**
   * Server administrators know all users, others those with a role on what they administer.
   *
   * @param chosen at first; empty for nobody
   */
  private void suggestUsers(String chosen) {
    if (!chosen.isEmpty()) {
      user.setItems(chosen);
      user.setValue(chosen);
    }
    Background.run(
        ui,
        AccessReads.of(context)::read,
        shown -> {
          String typed = user.getValue();
          user.setItems(shown.users().stream().map(row -> row.user().name()).toList());
          user.setValue(typed);
        },
        failure -> {
          // The name can be typed.
          if (!(failure instanceof Rejection)) {
            throw failure;
          }
        });
  }

  static void open(StudioContext context, String name) {
    new GrantDialog(context, name).dialog.open();
  }

  static String label(Role role) {
    return switch (role) {
      case VIEWER -> "Viewer: sees it, and what its bases share";
      case OPERATOR -> "Operator: also submits, re-runs and cancels";
      case DEVELOPER -> "Developer: also runs workers and creates workspaces";
      case ADMINISTRATOR -> "Administrator: everything there, also granting roles";
    };
  }

  private void grant() {
    String name = Objects.requireNonNullElse(user.getValue(), "");
    context.execute(
        ui,
        new AccessCommand.GrantRole(name, role.getValue(), on.getValue().strip(), context.actor()),
        granted -> {
          dialog.close();
          Notifications.done(
              "%s is %s on %s now.".formatted(name, granted.role().word(), on.getValue().strip()));
        },
        dialog::reject);
  }
}

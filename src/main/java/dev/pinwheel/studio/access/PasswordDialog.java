package dev.pinwheel.studio.access;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import org.jspecify.annotations.Nullable;

/** Sets a password: one's own, which asks for the present one, or that of somebody else. */
final class PasswordDialog {

  private final StudioContext context;
  private final UI ui = UI.getCurrent();
  private final String name;
  private final boolean own;
  private final PasswordField present = field("Present password", "present-password");
  private final PasswordField chosen = field("New password", "new-password");
  private final ActionDialog dialog;

  private PasswordDialog(StudioContext context, String name, boolean own) {
    this.context = context;
    this.name = name;
    this.own = own;
    this.dialog =
        new ActionDialog(
                own ? "Change your password" : "Set the password of " + name, "Save", this::save)
            .testId("password-dialog");
    present.setVisible(own);
    chosen.setHelperText("At least 12 characters");
    dialog.with(
        present,
        chosen,
        new Paragraph(
            own
                ? "You are signed out in all other browsers. Your tokens stay valid."
                : "%s is signed out everywhere. Tokens stay valid.".formatted(name)));
  }

  static ActionDialog ofOwn(StudioContext context, String name) {
    return new PasswordDialog(context, name, true).dialog;
  }

  static ActionDialog ofOther(StudioContext context, String name) {
    return new PasswordDialog(context, name, false).dialog;
  }

  private static PasswordField field(String label, String testId) {
    PasswordField field = new PasswordField(label);
    field.setWidthFull();
    field.setTestId(testId);
    return field;
  }

  /** Hashing takes a moment, so it is done off the page. */
  private void save() {
    String before = present.getValue();
    String after = chosen.getValue();
    Background.run(
        ui,
        () -> hash(before, after),
        this::save,
        failure -> {
          if (failure instanceof Rejection rejection) {
            dialog.reject(rejection);
          } else {
            throw failure;
          }
        });
  }

  private String hash(String before, String after) {
    @Nullable User user = context.access().findUser(name).orElse(null);
    if (own && (user == null || !context.passwords().matches(before, user))) {
      throw Rejection.forbidden("The present password is not right.");
    }
    return context.passwords().hash(after);
  }

  private void save(String hash) {
    Long signIn = own ? (Long) ComponentUtil.getData(ui, AccountMenu.SIGN_IN) : null;
    context.execute(
        ui,
        new AccessCommand.SetPassword(name, hash, signIn, context.actor()),
        saved -> {
          dialog.close();
          Notifications.done("The password of %s is changed.".formatted(name));
        },
        dialog::reject);
  }
}

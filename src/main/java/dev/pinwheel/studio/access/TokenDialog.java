package dev.pinwheel.studio.access;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.parts.Clipboard;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Makes a token, and shows its secret once. */
final class TokenDialog {

  private static final int USUAL_DAYS = 90;
  private static final int MOST_DAYS = 366;

  private final StudioContext context;
  private final UI ui = UI.getCurrent();
  private final TextField name = new TextField("Name");
  private final RadioButtonGroup<Role> role = new RadioButtonGroup<>("May be at most");
  private final TextField on = new TextField("In workspaces and patterns");
  private final TextField modules = new TextField("Modules of its workers");
  private final IntegerField days = new IntegerField("Valid for days");
  private final Checkbox service = new Checkbox("Service: acts under its own name");
  private final Checkbox administrator = new Checkbox("Also manages users and grants");
  private final ActionDialog dialog;

  private TokenDialog(StudioContext context) {
    this.context = context;
    this.dialog = new ActionDialog("New token", "Make token", this::make).testId("token-dialog");
    name.setHelperText("What it is for, such as laptop or ci-build");
    name.setWidthFull();
    name.setAutofocus(true);
    name.setTestId("token-name");
    role.setItems(Role.values());
    role.setItemLabelGenerator(GrantDialog::label);
    role.setValue(Role.DEVELOPER);
    role.setTestId("token-role");
    on.setValue("*");
    on.setHelperText("Separated by commas; * for wherever you have a role");
    on.setWidthFull();
    on.setTestId("token-on");
    modules.setHelperText("Separated by commas, such as billing, shop.*; empty for all");
    modules.setWidthFull();
    modules.setTestId("token-modules");
    days.setValue(USUAL_DAYS);
    days.setMin(1);
    days.setMax(MOST_DAYS);
    days.setStepButtonsVisible(true);
    days.setTestId("token-days");
    service.setVisible(context.isAdministrator());
    service.setTestId("token-service");
    administrator.setVisible(context.isServerAdministrator());
    dialog
        .enterIn(name)
        .with(
            name,
            role,
            on,
            modules,
            days,
            service,
            administrator,
            new Paragraph("It may never do more than you may at the time of use."));
  }

  static void open(StudioContext context) {
    new TokenDialog(context).dialog.open();
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private void make() {
    int valid = Objects.requireNonNullElse(days.getValue(), 0);
    if (valid < 1 || valid > MOST_DAYS) {
      dialog.showError("Expected 1 to %d days.".formatted(MOST_DAYS));
      return;
    }
    String secret = Secrets.token();
    List<String> limited = parts(modules.getValue());
    context.execute(
        ui,
        new AccessCommand.CreateToken(
            name.getValue(),
            service.getValue(),
            Secrets.hash(secret),
            role.getValue(),
            parts(on.getValue()),
            administrator.getValue(),
            limited.isEmpty() ? null : limited,
            Duration.ofDays(valid),
            context.actor()),
        token -> {
          dialog.close();
          show(token.name(), secret);
        },
        dialog::reject);
  }

  private static void show(String name, String secret) {
    Span code = new Span(secret);
    code.addClassNames("pw-mono", "pw-wrap");
    code.setTestId("token-secret");
    Div row = new Div(code, Clipboard.button("Copy the token", secret));
    row.addClassName("pw-row");
    ActionDialog[] shown = new ActionDialog[1];
    shown[0] = new ActionDialog("Token " + name, "Done", () -> shown[0].close());
    shown[0]
        .dismissBy("Close")
        .with(
            new Paragraph(
                "Copy it now: it is shown only here. Workers and the command line read it from PINWHEEL_TOKEN; programs send it as Authorization: Bearer."),
            row)
        .testId("token-secret-dialog")
        .open();
  }
}

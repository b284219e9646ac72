package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.PageBanner;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.MarkdownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a run of a workflow: one field per parameter. Afterwards the page shows the run. */
public final class RunDialog {

  private final UI ui;
  private final StudioContext context;
  private final RunForm form;
  private final List<ParameterField> fields = new ArrayList<>();
  private final RunOptions options = new RunOptions();
  private final ActionDialog dialog;

  private RunDialog(UI ui, StudioContext context, RunForm form) {
    this.ui = ui;
    this.context = context;
    this.form = form;
    TargetView workflow = form.workflow();
    this.dialog =
        new ActionDialog(
                "Run " + workflow.module() + " / " + workflow.name(),
                form.worker() ? "Run in " + form.viewpoint().name() : "Run and wait for a worker",
                this::run)
            .wide()
            .testId("run-dialog");
    workflow.declaration().parameters().forEach(p -> fields.add(new ParameterField(p)));
    fields.forEach(field -> field.ifLine(dialog::enterIn));
    dialog.with(content());
    fill(form.values());
  }

  /** Reads what is declared, then opens the dialog with the defaults filled in. */
  public static void open(UI ui, StudioContext context, String module, String workflow) {
    open(ui, context, new RunForm.Wanted(module, workflow, null));
  }

  /** Likewise with the arguments of a run of this workflow filled in. */
  public static void openLike(
      UI ui, StudioContext context, RunId run, String module, String workflow) {
    open(ui, context, new RunForm.Wanted(module, workflow, run));
  }

  private static void open(UI ui, StudioContext context, RunForm.Wanted wanted) {
    Viewpoint viewpoint = CurrentViewpoint.get(ui);
    Background.run(
        ui,
        () -> RunForm.read(context.reads(), viewpoint, wanted),
        form -> new RunDialog(ui, context, form).open(),
        failure -> {
          if (failure instanceof Rejection rejection) {
            Notifications.rejected(rejection);
          } else {
            throw failure;
          }
        });
  }

  private void open() {
    dialog.open();
    if (fields.isEmpty()) {
      dialog.button().focus();
    } else {
      fields.getFirst().focus();
    }
  }

  private Component[] content() {
    List<Component> content = new ArrayList<>();
    TargetView workflow = form.workflow();
    if (!workflow.declaration().description().isBlank()) {
      MarkdownText description = new MarkdownText(workflow.declaration().description());
      description.addClassName("pw-prose");
      content.add(description);
    }
    if (!form.note().isEmpty()) {
      Paragraph note = new Paragraph(form.note());
      note.setTestId("run-like");
      content.add(note);
    }
    if (fields.isEmpty()) {
      content.add(new Paragraph("This workflow takes no arguments."));
    } else {
      Div stack = new Div();
      stack.addClassName("pw-stack");
      fields.forEach(field -> stack.add(field.component()));
      sameAsLast().ifPresent(stack::add);
      content.add(stack);
    }
    content.add(options);
    content.add(new Paragraph(where()));
    return content.toArray(Component[]::new);
  }

  private String where() {
    Viewpoint viewpoint = form.viewpoint();
    return viewpoint.bases().isEmpty()
        ? "It executes for real in %s, which has no base.".formatted(viewpoint.name())
        : "It executes in %s. %s will not see it."
            .formatted(viewpoint.name(), viewpoint.bases().getFirst().name());
  }

  private Optional<Button> sameAsLast() {
    return form.last()
        .map(arguments -> {
          Button button =
              Buttons.inline(
                  "Same as last run (" + arguments.run() + ")",
                  click -> fill(arguments.arguments()));
          button.addClassName("pw-start");
          button.setTestId("same-as-last");
          return button;
        });
  }

  private void fill(List<Json> arguments) {
    for (int i = 0; i < Math.min(fields.size(), arguments.size()); i++) {
      fields.get(i).show(arguments.get(i));
    }
  }

  private void run() {
    Optional<List<Json>> arguments = read();
    if (arguments.isEmpty()) {
      dialog.button().setEnabled(true);
      return;
    }
    dialog.clearError();
    context.execute(
        ui,
        new Command.SubmitRun(
            form.viewpoint().name().value(),
            form.workflow().module(),
            form.workflow().name(),
            arguments.get(),
            options.memoDefault(),
            options.idempotencyKey(),
            context.actor()),
        this::show,
        dialog::reject);
  }

  private Optional<List<Json>> read() {
    List<Json> arguments = new ArrayList<>();
    ParameterField firstWrong = null;
    for (ParameterField field : fields) {
      Optional<Json> value = field.read();
      value.ifPresent(arguments::add);
      if (value.isEmpty() && firstWrong == null) {
        firstWrong = field;
      }
    }
    if (firstWrong != null) {
      firstWrong.focus();
      return Optional.empty();
    }
    return Optional.of(arguments);
  }

  private void show(Command.Submitted submitted) {
    PageBanner.clear(ui);
    dialog.close();
    if (submitted.existing()) {
      Notifications.done(
          "This idempotency key was used before. This is the run it started; no new run was started.");
    }
    ui.navigate("runs/" + submitted.run(), CurrentViewpoint.parameters(ui));
  }
}

package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.markdown.Markdown;
import dev.pinwheel.engine.Command;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.ModuleList.LastArguments;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.shell.CurrentViewpoint;
import dev.pinwheel.studio.shell.Notifications;
import dev.pinwheel.studio.shell.PageBanner;
import dev.pinwheel.studio.shell.StudioContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a run of a workflow: one field per parameter. Afterwards the page shows the run. */
public final class RunDialog {

  private final UI ui;
  private final StudioContext context;
  private final Viewpoint viewpoint;
  private final TargetView workflow;
  private final List<ParameterField> fields = new ArrayList<>();
  private final RunOptions options = new RunOptions();
  private final ActionDialog dialog;

  private RunDialog(UI ui, StudioContext context, TargetView workflow) {
    this.ui = ui;
    this.context = context;
    this.viewpoint = CurrentViewpoint.get(ui);
    this.workflow = workflow;
    boolean worker = hasWorker();
    this.dialog =
        new ActionDialog(
                "Run " + workflow.module() + " / " + workflow.name(),
                worker ? "Run in " + viewpoint.name() : "Run and wait for a worker",
                this::run)
            .wide()
            .testId("run-dialog");
    workflow.declaration().parameters().forEach(p -> fields.add(new ParameterField(p)));
    fields.forEach(field -> field.ifLine(dialog::enterIn));
    dialog.with(content());
  }

  /** Opens the dialog with the defaults filled in. */
  public static void open(UI ui, StudioContext context, String module, String workflow) {
    create(ui, context, module, workflow).open();
  }

  /** Opens the dialog with these arguments filled in, one per parameter. */
  public static void open(
      UI ui, StudioContext context, String module, String workflow, List<Json> arguments) {
    RunDialog opened = create(ui, context, module, workflow);
    opened.fill(arguments);
    opened.open();
  }

  private static RunDialog create(UI ui, StudioContext context, String module, String workflow) {
    Viewpoint viewpoint = CurrentViewpoint.get(ui);
    TargetView target =
        context
            .reads()
            .modules()
            .findTarget(viewpoint, module, workflow)
            .filter(TargetView::isWorkflow)
            .orElseThrow(() ->
                Rejection.notFound(
                    "No worker has declared a workflow %s / %s for %s or its bases."
                        .formatted(module, workflow, viewpoint.name())));
    return new RunDialog(ui, context, target);
  }

  private void open() {
    dialog.open();
    if (fields.isEmpty()) {
      dialog.button().focus();
    } else {
      fields.getFirst().focus();
    }
  }

  private boolean hasWorker() {
    return context
        .reads()
        .workspaces()
        .find(viewpoint.name().value())
        .map(WorkspaceNode::workers)
        .filter(workers -> workers.isPresent())
        .isPresent();
  }

  private Component[] content() {
    List<Component> content = new ArrayList<>();
    if (!workflow.declaration().description().isBlank()) {
      Markdown description = new Markdown(workflow.declaration().description());
      description.addClassName("pw-prose");
      content.add(description);
    }
    if (fields.isEmpty()) {
      content.add(new Paragraph("This workflow takes no arguments."));
    } else {
      Div form = new Div();
      form.addClassName("pw-stack");
      fields.forEach(field -> form.add(field.component()));
      sameAsLast().ifPresent(form::add);
      content.add(form);
    }
    content.add(options);
    content.add(new Paragraph(where()));
    return content.toArray(Component[]::new);
  }

  private String where() {
    return viewpoint.bases().isEmpty()
        ? "It executes for real in %s, which has no base.".formatted(viewpoint.name())
        : "It executes in %s. %s will not see it."
            .formatted(viewpoint.name(), viewpoint.bases().getFirst().name());
  }

  private Optional<Button> sameAsLast() {
    Optional<LastArguments> last =
        context.reads().modules().findLastArguments(viewpoint, workflow.module(), workflow.name());
    return last.map(arguments -> {
      Button button =
          Buttons.inline(
              "Same as last run (" + arguments.run() + ")", click -> fill(arguments.arguments()));
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
            viewpoint.name().value(),
            workflow.module(),
            workflow.name(),
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

package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.pinwheel.engine.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.Viewpoints;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.shell.CurrentViewpoint;
import dev.pinwheel.studio.shell.StudioContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks where to re-run a step, says what that does, and does it. With a location preselected the
 * focus is on the button, so that {@code r} {@code Enter} re-runs.
 */
public final class RerunDialog {

  /** What a child is called in a plan while its name is not valid. */
  private static final String UNNAMED = "new";

  private final StudioContext context;
  private final UI ui;
  private final RerunChoice choice;
  private final Consumer<Started> started;
  private final ActionDialog dialog;
  private final RerunLocationChoice locations;
  private final ChildFields child;
  private final PlanArea plan;
  private final Paragraph consequence = new Paragraph();
  private final Paragraph warning = new Paragraph();
  private final TextField reason = new TextField();
  private final Button addReason = Buttons.inline("+ Reason", click -> askReason());
  private boolean childCreated;

  /**
   * A re-run that was accepted.
   *
   * @param target of the step
   * @param workspace in which it executes
   */
  public record Started(ExecutionId execution, String target, String workspace) {}

  private RerunDialog(StudioContext context, UI ui, RerunChoice choice, Consumer<Started> started) {
    this.context = context;
    this.ui = ui;
    this.choice = choice;
    this.started = started;
    this.dialog = new ActionDialog(RerunText.title(choice), "Re-run", this::perform);
    this.locations = new RerunLocationChoice(choice, LastRerun.in(ui), this::locationChanged);
    this.child =
        new ChildFields(
            context.reads().workspaces(),
            choice,
            suggestedName(context.actor()),
            this::childChanged);
    this.plan = new PlanArea(context, ui, choice.step());
    warning.addClassName("pw-warning");
    warning.setTestId("rerun-warning");
    consequence.setTestId("rerun-consequence");
    reason.setPlaceholder("Reason");
    reason.setAriaLabel("Reason");
    reason.setWidthFull();
    reason.setMaxLength(2000);
    reason.setVisible(false);
    addReason.setTestId("add-reason");
    reason.setTestId("rerun-reason");
    Div where = new Div(locations, child);
    where.addClassName("pw-stack");
    dialog
        .wide()
        .testId("rerun-dialog")
        .with(consequence, where, plan, warning, new Div(addReason, reason))
        .enterIn(locations.radios())
        .enterIn(reason)
        .enterIn(child.nameField());
    show();
  }

  /**
   * Reads where the step may be re-run, then opens the dialog.
   *
   * @param started called with the page locked once the re-run is accepted
   */
  public static void open(StudioContext context, UI ui, StepId step, Consumer<Started> started) {
    Viewpoint viewpoint = CurrentViewpoint.get(ui);
    Background.run(
        ui,
        () -> context.reads().rerunPlaces().list(viewpoint, step),
        choice -> new RerunDialog(context, ui, choice, started).open(),
        failure -> {
          throw failure;
        });
  }

  private void askReason() {
    addReason.setVisible(false);
    reason.setVisible(true);
    reason.focus();
  }

  private static String suggestedName(Actor by) {
    return by.equals(Actor.LOCAL)
        ? "development"
        : "development/" + by.name().replaceAll("[^A-Za-z0-9_-]+", "-");
  }

  private void open() {
    if (locations.selected() == null) {
      dialog.focusFirst(locations.radios());
    } else {
      dialog.focusButton();
    }
    dialog.open();
  }

  private void locationChanged() {
    dialog.clearError();
    show();
    if (locations.selected() instanceof RerunLocation.NewChild) {
      child.nameField().focus();
    }
  }

  private void childChanged() {
    showButton();
    showPlan();
  }

  private void show() {
    RerunLocation location = locations.selected();
    child.setVisible(location instanceof RerunLocation.NewChild);
    warning.setText(RerunText.warning(location).orElse(""));
    warning.setVisible(!warning.getText().isEmpty());
    showConsequence();
    showButton();
    showPlan();
  }

  private void showPlan() {
    Viewpoints viewpoints = context.reads().viewpoints();
    switch (locations.selected()) {
      case null -> plan.planFor(null);
      case RerunLocation.Existing existing -> {
        WorkspaceId id = existing.place().workspace().id();
        plan.planFor(() -> viewpoints.get(id));
      }
      case RerunLocation.NewChild() -> {
        String base = child.base();
        WorkspaceName name = new WorkspaceName(child.isNameValid() ? child.name() : UNNAMED);
        plan.planFor(base.isEmpty() ? null : () -> viewpoints.get(base).newChild(name));
      }
    }
  }

  private void showConsequence() {
    consequence.removeAll();
    consequence.add(new Span("Executes "), strong(choice.target()), new Span(" again"));
    String workspace = workspace(locations.selected());
    if (workspace != null) {
      consequence.add(new Span(" in "), strong(workspace));
    }
    consequence.add(new Span(RerunText.consequence(choice)));
  }

  private void showButton() {
    RerunLocation location = locations.selected();
    dialog
        .button()
        .setText(RerunText.buttonText(location, child.isNameValid() ? child.name() : ""));
    dialog.button().setEnabled(location != null);
    if (location instanceof RerunLocation.NewChild) {
      showConsequence();
    }
  }

  private static Span strong(String text) {
    Span span = new Span(text);
    span.addClassName("pw-strong");
    return span;
  }

  private @Nullable String workspace(@Nullable RerunLocation location) {
    return switch (location) {
      case null -> null;
      case RerunLocation.Existing existing -> existing.place().name().value();
      case RerunLocation.NewChild() -> child.name();
    };
  }

  private void perform() {
    dialog.clearError();
    switch (locations.selected()) {
      case null -> dialog.showError("Choose where to re-run.");
      case RerunLocation.Existing existing -> rerunIn(existing.place().name().value());
      case RerunLocation.NewChild() -> createAndRerun();
    }
  }

  private void createAndRerun() {
    String name = child.name();
    if (childCreated) {
      rerunIn(name);
    } else if (child.check()) {
      context.execute(
          ui,
          new Command.CreateWorkspace(name, child.base(), context.actor()),
          created -> {
            childCreated = true;
            child.setEnabled(false);
            rerunIn(name);
          },
          dialog::reject);
    } else {
      dialog.button().setEnabled(true);
      child.nameField().focus();
    }
  }

  private void rerunIn(String workspace) {
    String why = reason.getValue().strip();
    PlanChoices choices = plan.choices();
    Command.RerunStep rerun =
        new Command.RerunStep(
            workspace,
            choice.step(),
            choices.reuseSuccesses(),
            choices.alsoForce(),
            null,
            why.isEmpty() ? null : why,
            context.actor(),
            plan.chosen(workspace).map(RerunPlan::summary).orElse(null));
    context.execute(
        ui,
        rerun,
        execution -> {
          dialog.close();
          LastRerun.remember(ui, workspace);
          started.accept(new Started(execution, choice.target(), workspace));
        },
        dialog::reject);
  }
}

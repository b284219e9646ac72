package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.query.plan.RerunOffer;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks where to re-run a step, says what that does, and does it. With a location preselected the
 * focus is on the button, so that {@code r} {@code Enter} re-runs.
 */
public final class RerunDialog {

  private final StudioContext context;
  private final UI ui;
  private final RerunChoice choice;
  private final Consumer<Started> started;
  private final ActionDialog dialog;
  private final RerunWhere where;
  private final PlanArea plan;
  private final Paragraph consequence = new Paragraph();
  private final Paragraph warning = new Paragraph();
  private final ReasonField reason;

  /**
   * A re-run that was accepted.
   *
   * @param target of the step
   * @param workspace in which it executes
   */
  public record Started(ExecutionId execution, String target, String workspace) {}

  private RerunDialog(
      StudioContext context,
      UI ui,
      RerunChoice choice,
      RerunOffer offer,
      Consumer<Started> started) {
    this.context = context;
    this.ui = ui;
    this.choice = choice;
    this.started = started;
    this.dialog = new ActionDialog(RerunText.title(choice), "Re-run", this::perform);
    this.where = new RerunWhere(context, ui, offer, dialog, this::show);
    this.reason = new ReasonField(dialog);
    this.plan = new PlanArea(context, ui, choice.step());
    warning.addClassName("pw-warning");
    warning.setTestId("rerun-warning");
    consequence.setTestId("rerun-consequence");
    dialog.wide().testId("rerun-dialog").with(consequence, where, plan, warning, reason);
    show();
  }

  /**
   * Reads where the step may be re-run, then opens the dialog.
   *
   * @param started called with the page locked once the re-run is accepted
   */
  public static void open(StudioContext context, UI ui, StepId step, Consumer<Started> started) {
    open(context, ui, step, RerunChoice::offer, started);
  }

  /**
   * The same, with a child of the viewer's workspace preselected.
   *
   * @param started called with the page locked once the re-run is accepted
   */
  public static void openForChild(
      StudioContext context, UI ui, StepId step, Consumer<Started> started) {
    open(context, ui, step, choice -> choice.offer().preferringChild(), started);
  }

  private static void open(
      StudioContext context,
      UI ui,
      StepId step,
      Function<RerunChoice, RerunOffer> offer,
      Consumer<Started> started) {
    Viewpoint viewpoint = CurrentViewpoint.get(ui);
    RerunPlaces.Permit permit = context.rerunPermit();
    Background.run(
        ui,
        () -> context.reads().rerunPlaces().list(viewpoint, step, permit),
        choice -> new RerunDialog(context, ui, choice, offer.apply(choice), started).open(),
        failure -> {
          throw failure;
        });
  }

  private void open() {
    where.focusIn(dialog);
    dialog.open();
  }

  private void show() {
    warning.setText(RerunText.warning(where.selected()).orElse(""));
    warning.setVisible(!warning.getText().isEmpty());
    showConsequence();
    dialog.button().setText(where.buttonText(""));
    dialog.button().setEnabled(where.selected() != null);
    plan.planFor(where.viewpoint());
  }

  private void showConsequence() {
    consequence.removeAll();
    consequence.add(new Span("Executes "), strong(choice.target()), new Span(" again"));
    String workspace = where.workspace();
    if (workspace != null) {
      consequence.add(new Span(" in "), strong(workspace));
    }
    consequence.add(new Span(RerunText.consequence(choice)));
  }

  private static Span strong(String text) {
    Span span = new Span(text);
    span.addClassName("pw-strong");
    return span;
  }

  private void perform() {
    where.prepare(this::rerunIn);
  }

  private void rerunIn(String workspace) {
    PlanChoices choices = plan.choices();
    Command.RerunStep rerun =
        new Command.RerunStep(
            workspace,
            choice.step(),
            choices.reuseSuccesses(),
            choices.alsoForce(),
            null,
            reason.value(),
            context.actor(),
            plan.chosen(workspace).map(RerunPlan::summary).orElse(null));
    context.execute(
        ui,
        rerun,
        execution -> {
          dialog.close();
          where.remember(workspace);
          started.accept(new Started(execution, choice.target(), workspace));
        },
        dialog::reject);
  }
}

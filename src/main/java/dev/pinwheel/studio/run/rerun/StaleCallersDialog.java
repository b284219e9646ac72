package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.run.StaleCause.Holder;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Re-runs the nearest stale callers, those that hold an outdated result themselves, in the viewed
 * workspace: lists them with a plan for each.
 */
public final class StaleCallersDialog {

  private final StudioContext context;
  private final UI ui;
  private final String workspace;
  private final Consumer<List<RerunDialog.Started>> started;
  private final List<Line> lines = new ArrayList<>();
  private final ActionDialog dialog;
  private final TextField reason = new TextField("Reason (optional)");

  /**
   * A caller and what re-running it would do.
   *
   * @param refusal why it cannot be re-run here; null when it can
   */
  private record Planned(Holder holder, @Nullable RerunPlan plan, @Nullable String refusal) {}

  private record Line(Planned planned, Checkbox box) {}

  private StaleCallersDialog(
      StudioContext context,
      UI ui,
      List<Planned> callers,
      Consumer<List<RerunDialog.Started>> started) {
    this.context = context;
    this.ui = ui;
    this.workspace = CurrentViewpoint.workspace(ui);
    this.started = started;
    this.dialog = new ActionDialog("Re-run stale callers", "Re-run", this::perform);
    Paragraph about =
        new Paragraph(
            "These steps used a result that has changed since. Each gets a new attempt in "
                + workspace
                + ", which uses the new result. Their callers are not run and may become stale.");
    about.addClassName("pw-flush");
    Div list = new Div();
    list.addClassNames("pw-stack", "pw-plan");
    list.setTestId("stale-callers");
    callers.forEach(caller -> list.add(line(caller)));
    reason.setWidthFull();
    reason.setMaxLength(2000);
    dialog.wide().testId("stale-callers-dialog").with(about, list, reason).enterIn(reason);
    showButton();
  }

  /**
   * Plans for each caller, then opens the dialog.
   *
   * @param started called with the page locked once all chosen re-runs are accepted
   */
  public static void open(
      StudioContext context,
      UI ui,
      List<Holder> callers,
      Consumer<List<RerunDialog.Started>> started) {
    Viewpoint viewpoint = CurrentViewpoint.get(ui);
    Sight sight = context.sight();
    Background.run(
        ui,
        () -> callers.stream().map(caller -> plan(context, viewpoint, sight, caller)).toList(),
        planned -> new StaleCallersDialog(context, ui, planned, started).open(),
        failure -> {
          throw failure;
        });
  }

  private static Planned plan(
      StudioContext context, Viewpoint viewpoint, Sight sight, Holder caller) {
    try {
      return new Planned(
          caller,
          context.reads().plans().plan(viewpoint, caller.step(), PlanChoices.PLAIN, sight),
          null);
    } catch (Rejection refused) {
      return new Planned(caller, null, refused.getMessage());
    }
  }

  private void open() {
    dialog.focusButton();
    dialog.open();
  }

  private Div line(Planned planned) {
    Checkbox box = new Checkbox(planned.holder.target() + " (" + planned.holder.step() + ")");
    box.setValue(planned.refusal == null);
    box.setEnabled(planned.refusal == null);
    box.addValueChangeListener(change -> showButton());
    box.setTestId("caller-" + planned.holder.target());
    RerunPlan plan = planned.plan;
    Span about =
        new Span(
            plan == null
                ? String.valueOf(planned.refusal)
                : PlanText.counts(plan) + " · " + PlanText.summary(plan));
    about.addClassName("pw-quiet");
    lines.add(new Line(planned, box));
    Div line = new Div(box, about);
    line.addClassName("pw-location-text");
    return line;
  }

  private List<Planned> chosen() {
    return lines.stream().filter(line -> line.box.getValue()).map(Line::planned).toList();
  }

  private void showButton() {
    int count = chosen().size();
    dialog.button().setEnabled(count > 0);
    dialog
        .button()
        .setText(
            count == 0
                ? "Choose what to re-run"
                : "Re-run %s in %s".formatted(TextFormat.count(count, "step"), workspace));
  }

  private void perform() {
    dialog.clearError();
    rerun(new ArrayList<>(chosen()), new ArrayList<>());
  }

  /** One after the other; what was accepted before a refusal has happened and is unticked. */
  private void rerun(List<Planned> left, List<RerunDialog.Started> accepted) {
    if (left.isEmpty()) {
      dialog.close();
      started.accept(accepted);
      return;
    }
    Planned next = left.removeFirst();
    String why = reason.getValue().strip();
    RerunPlan plan = next.plan;
    Command.RerunStep rerun =
        new Command.RerunStep(
            workspace,
            next.holder.step(),
            false,
            Set.of(),
            null,
            why.isEmpty() ? null : why,
            context.actor(),
            plan == null ? null : plan.summary());
    context.execute(
        ui,
        rerun,
        execution -> {
          accepted.add(new RerunDialog.Started(execution, next.holder.target(), workspace));
          lines.stream()
              .filter(line -> line.planned.equals(next))
              .forEach(line -> line.box.setValue(false));
          rerun(left, accepted);
        },
        dialog::reject);
  }
}

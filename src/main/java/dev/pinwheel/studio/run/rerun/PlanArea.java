package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.run.ViewerZone;
import dev.pinwheel.studio.shell.StudioContext;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a re-run is predicted to do, and what can be chosen about it. Planned off the page. */
final class PlanArea extends Div {

  private final StudioContext context;
  private final UI ui;
  private final StepId step;
  private final Map<PlanClass, PlanRow> rows = new EnumMap<>(PlanClass.class);
  private final Div plan = new Div();
  private final Div classes = new Div();
  private final Span none = new Span();
  private final Span summary = new Span();
  private final Div notes = new Div();
  private final Checkbox reuseSuccesses =
      new Checkbox("Reuse every earlier success, memoized or not");
  private final ForceChoice force = new ForceChoice(this::replan);
  private final ZoneId zone;
  private @Nullable Supplier<Viewpoint> location;
  private @Nullable RerunPlan shown;
  private boolean planning;
  private boolean again;

  PlanArea(StudioContext context, UI ui, StepId step) {
    this.context = context;
    this.ui = ui;
    this.step = step;
    this.zone = ViewerZone.of(ui);
    addClassNames("pw-plan", "pw-stack");
    setTestId("plan");
    H3 title = new H3("Plan: a prediction from the last call tree");
    title.addClassName("pw-subtitle");
    plan.addClassName("pw-stack");
    classes.addClassName("pw-plan-classes");
    for (PlanClass planned : PlanClass.values()) {
      PlanRow row = new PlanRow(planned);
      row.setVisible(false);
      rows.put(planned, row);
      classes.add(row);
    }
    none.addClassNames("pw-quiet", "pw-plan-none");
    none.setText("Planning…");
    none.setTestId("plan-none");
    classes.add(none);
    summary.addClassName("pw-plan-summary");
    summary.setTestId("plan-summary");
    notes.setTestId("plan-notes");
    notes.addClassName("pw-stack");
    reuseSuccesses.setTestId("reuse-successes");
    reuseSuccesses.addValueChangeListener(change -> replan());
    Div choices = new Div(reuseSuccesses, force);
    choices.addClassNames("pw-row", "pw-plan-choices");
    plan.add(classes, summary, notes);
    plan.getElement().setAttribute("aria-live", "polite");
    add(title, plan, choices);
    setVisible(false);
  }

  /**
   * Plans for another location.
   *
   * @param looksFrom read off the page; null while no location is chosen
   */
  void planFor(@Nullable Supplier<Viewpoint> looksFrom) {
    location = looksFrom;
    setVisible(looksFrom != null);
    replan();
  }

  PlanChoices choices() {
    return new PlanChoices(reuseSuccesses.getValue(), force.chosen());
  }

  /** The plan on the page, when it is of this workspace and of what is chosen now. */
  Optional<RerunPlan> chosen(String workspace) {
    return Optional.ofNullable(shown)
        .filter(known -> known.workspace().value().equals(workspace))
        .filter(known -> known.choices().equals(choices()));
  }

  /** While a plan is computed, further requests are coalesced into one. */
  private void replan() {
    Supplier<Viewpoint> looksFrom = location;
    if (looksFrom == null) {
      return;
    }
    if (planning) {
      again = true;
      return;
    }
    planning = true;
    PlanChoices wished = choices();
    Background.run(
        ui,
        () -> context.reads().plans().plan(looksFrom.get(), step, wished),
        this::planned,
        failure -> {
          if (!(failure instanceof Rejection rejection)) {
            throw failure;
          }
          planned(rejection);
        });
  }

  private void planned(RerunPlan made) {
    planning = false;
    if (again) {
      again = false;
      replan();
      return;
    }
    shown = made;
    rows.forEach((planned, row) -> row.show(made.count(planned), made.lines(planned)));
    none.setText(PlanText.none(made));
    none.setVisible(!none.getText().isEmpty());
    summary.setText(PlanText.summary(made));
    force.offer(made);
    notes.removeAll();
    PlanText.notes(made, zone, context.clock().instant()).forEach(note -> notes.add(note(note)));
  }

  /** The re-run would be rejected, too. */
  private void planned(Rejection rejection) {
    planning = false;
    shown = null;
    rows.values().forEach(row -> row.setVisible(false));
    none.setVisible(false);
    summary.setText("");
    notes.removeAll();
    notes.add(note(rejection.getMessage()));
    if (again) {
      again = false;
      replan();
    }
  }

  private static Paragraph note(String sentence) {
    Paragraph note = new Paragraph(sentence);
    note.addClassNames("pw-flush", "pw-quiet");
    return note;
  }
}

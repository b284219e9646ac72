package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a re-run is predicted to do, and what can be chosen about it. Planned off the page. */
final class PlanArea extends Div {

  private final StudioContext context;
  private final UI ui;
  private final StepId step;
  private final PlanRows rows = new PlanRows();
  private final Checkbox reuseSuccesses = new Checkbox(PlanText.REUSE_SUCCESSES);
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
    reuseSuccesses.setTestId("reuse-successes");
    reuseSuccesses.addValueChangeListener(change -> replan());
    Div choices = new Div(reuseSuccesses, force);
    choices.addClassNames("pw-row", "pw-plan-choices");
    add(PlanRows.title("Plan: a prediction from the last call tree"), rows, choices);
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
    Sight sight = context.sight();
    Background.run(
        ui,
        () -> context.reads().plans().plan(looksFrom.get(), step, wished, sight),
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
    rows.show(made::count, made::lines, made.workspace().value());
    rows.show(
        PlanText.none(
            made.count(PlanClass.WILL_BE_REUSED) > 0, made.count(PlanClass.REUSED_IF_EQUAL) > 0),
        PlanText.summary(made),
        PlanText.notes(made, zone, context.clock().instant()));
    force.offer(made);
  }

  /** The re-run would be rejected, too. */
  private void planned(Rejection rejection) {
    planning = false;
    shown = null;
    rows.refuse(rejection.getMessage());
    if (again) {
      again = false;
      replan();
    }
  }
}

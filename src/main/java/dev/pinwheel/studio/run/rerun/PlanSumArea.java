package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.PlanSum;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.live.ParallelWork;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What re-running several whole runs in one place is predicted to do together. They are planned off
 * the page, a few at a time; the sum grows while they are.
 */
public final class PlanSumArea extends Div {

  private final StudioContext context;
  private final UI ui;
  private final List<RunId> runs;
  private final Runnable changed;
  private final PlanRows rows = new PlanRows();
  private final Checkbox reuseSuccesses = new Checkbox(PlanText.REUSE_SUCCESSES);
  private final ZoneId zone;
  private final Map<RunId, PlanSummary> plans = new LinkedHashMap<>();
  private final Map<RunId, String> refused = new LinkedHashMap<>();
  private PlanSum sum = PlanSum.NONE;
  private @Nullable Supplier<Viewpoint> location;
  private @Nullable ParallelWork<RerunPlan> planning;

  /** The workspace for which is planned; empty before the first plan. */
  private String there = "";

  /** Counts the requests, so that the answer to an earlier one is known. */
  private int request;

  /**
   * @param changed called when more is known about which runs are refused
   */
  public PlanSumArea(StudioContext context, UI ui, List<RunId> runs, Runnable changed) {
    this.context = context;
    this.ui = ui;
    this.runs = List.copyOf(runs);
    this.changed = changed;
    this.zone = ViewerZone.of(ui);
    addClassNames("pw-plan", "pw-stack");
    setTestId("plan");
    reuseSuccesses.setTestId("reuse-successes");
    reuseSuccesses.addValueChangeListener(change -> replan());
    add(PlanRows.title("Plan: a prediction from the last call trees"), rows, reuseSuccesses);
    setVisible(false);
    addDetachListener(detach -> stop());
  }

  /**
   * Plans for another place.
   *
   * @param looksFrom read off the page; null while none is chosen
   */
  public void planFor(@Nullable Supplier<Viewpoint> looksFrom) {
    location = looksFrom;
    setVisible(looksFrom != null);
    replan();
  }

  /** Whether calls without a memo key are looked up, too (F9). */
  public boolean reusesSuccesses() {
    return reuseSuccesses.getValue();
  }

  /** What is known of the plan of a run; null while it is not planned. */
  public @Nullable PlanSummary planOf(RunId run) {
    return plans.get(run);
  }

  /** Which runs would be refused in the chosen place, and why, as far as it is known. */
  public Map<RunId, String> refused() {
    return Map.copyOf(refused);
  }

  private void replan() {
    stop();
    plans.clear();
    refused.clear();
    sum = PlanSum.NONE;
    show();
    changed.run();
    Supplier<Viewpoint> looksFrom = location;
    if (looksFrom == null) {
      return;
    }
    int asked = ++request;
    PlanChoices choices = new PlanChoices(reuseSuccesses.getValue(), Set.of());
    Background.run(
        ui,
        looksFrom,
        place -> {
          if (asked == request) {
            plan(place, choices);
          }
        },
        failure -> {
          if (!(failure instanceof Rejection rejection)) {
            throw failure;
          }
          rows.refuse(rejection.getMessage());
        });
  }

  private void plan(Viewpoint place, PlanChoices choices) {
    there = place.name().value();
    Sight sight = context.sight();
    List<Supplier<RerunPlan>> works = new ArrayList<>();
    for (RunId run : runs) {
      works.add(() -> context.reads().plans().plan(place, new StepId(run, 1), choices, sight));
    }
    planning = ParallelWork.start(ui, works, this::planned);
  }

  private void stop() {
    request++;
    if (planning != null) {
      planning.stop();
      planning = null;
    }
  }

  private void planned(List<ParallelWork.Done<RerunPlan>> portion) {
    for (ParallelWork.Done<RerunPlan> done : portion) {
      RunId run = runs.get(done.index());
      RerunPlan plan = done.result();
      if (plan != null) {
        plans.put(run, plan.summary());
        sum = sum.plus(plan);
      } else if (done.failure() instanceof Rejection rejection) {
        refused.put(run, rejection.getMessage());
      } else if (done.failure() != null) {
        throw done.failure();
      }
    }
    show();
    changed.run();
  }

  private void show() {
    rows.show(sum::count, sum::lines, there);
    int planned = plans.size() + refused.size();
    if (planned < runs.size()) {
      rows.show(
          "Planning… %s of %s".formatted(TextFormat.number(planned), runs(runs.size())),
          summary(),
          List.of());
    } else {
      rows.show(
          plans.isEmpty()
              ? "None of these runs can be re-run there."
              : PlanText.none(
                  sum.count(PlanClass.WILL_BE_REUSED) > 0,
                  sum.count(PlanClass.REUSED_IF_EQUAL) > 0),
          summary(),
          PlanText.notes(sum.obstacles(), sum.notes(), zone, context.clock().instant()));
    }
  }

  private static String runs(int count) {
    return TextFormat.count(count, "run");
  }

  private String summary() {
    return plans.isEmpty() ? "" : PlanText.summary(sum.workNotRepeated(), sum.canRun());
  }
}

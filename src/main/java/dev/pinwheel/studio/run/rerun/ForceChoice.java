package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.PlannedCall;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.studio.parts.Buttons;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of the steps that would be reused are to execute, too (F10); behind a button. */
final class ForceChoice extends Div {

  /** Of arguments on a chip. */
  private static final int COLUMNS = 40;

  private final MultiSelectComboBox<Item> steps = new MultiSelectComboBox<>("Also force");
  private final Button open = Buttons.inline("Also force…", click -> show());
  private Set<Item> offered = Set.of();

  /** A step that can be chosen; typing looks in all that its label says. */
  record Item(StepId step, String target, @Nullable String argumentLine) {

    /** {@code fetchUser userId u1 (R7K2:3)}. */
    String label() {
      return "%s (%s)".formatted(ArgumentText.spoken(target, argumentLine, COLUMNS), step);
    }
  }

  /**
   * @param changed called when the chosen steps change
   */
  ForceChoice(Runnable changed) {
    addClassName("pw-force");
    steps.setItemLabelGenerator(Item::label);
    steps.setRenderer(
        LitRenderer.<Item>of(
                """
                <div class="pw-target pw-truncate">${item.target}
                  <span class="pw-arguments">${item.arguments}</span>
                  <span class="pw-quiet">${item.step}</span></div>\
                """)
            .withProperty("target", Item::target)
            .withProperty("arguments", item -> ArgumentText.plain(item.argumentLine()))
            .withProperty("step", item -> item.step().toString()));
    steps.setPlaceholder("Steps to execute even if they could be reused");
    steps.setVisible(false);
    steps.setTestId("also-force");
    steps.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        changed.run();
      }
    });
    open.setTestId("open-also-force");
    add(open, steps);
  }

  /** The chosen steps. */
  Set<StepId> chosen() {
    return steps.getValue().stream().map(Item::step).collect(Collectors.toSet());
  }

  /** Offers what the plan would reuse, and what is chosen. */
  void offer(RerunPlan plan) {
    Set<Item> items = new LinkedHashSet<>(steps.getValue());
    for (PlannedCall call : plan.calls()) {
      StepId step = call.step();
      boolean lookedUp = call.planned() != PlanClass.WILL_RUN && call.cause() != Cause.CACHED;
      if (lookedUp && step != null) {
        items.add(new Item(step, call.target(), call.argumentLine()));
      }
    }
    if (!items.equals(offered)) {
      Set<Item> chosen = steps.getValue();
      offered = items;
      steps.setItems(items);
      steps.setValue(chosen);
    }
    open.setEnabled(!items.isEmpty());
  }

  private void show() {
    open.setVisible(false);
    steps.setVisible(true);
    getElement().setAttribute("data-open", true);
    steps.focus();
  }
}

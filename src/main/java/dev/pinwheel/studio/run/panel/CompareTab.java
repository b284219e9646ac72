package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.CompareWith;
import dev.pinwheel.query.step.Comparison;
import dev.pinwheel.query.step.Comparisons;
import dev.pinwheel.query.step.Comparisons.Seen;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.action.RunActions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between this attempt and another one, also of another workspace. */
final class CompareTab extends Div {

  private final RunActions actions;
  private final Select<Attempt> other = new Select<>();
  private final Paragraph nothing = new Paragraph("Only one attempt is visible from here.");
  private final Button whole = Buttons.inline("Compare the whole run", click -> compareWhole());
  private final RebuiltOnChange<Comparison> content;
  private @Nullable ExecutionView shown;

  CompareTab(RunActions actions) {
    this.actions = actions;
    this.content =
        new RebuiltOnChange<>(
            comparison -> ComparisonSections.of(comparison, actions::selectAttempt));
    setTestId("panel-compare");
    nothing.addClassNames("pw-quiet", "pw-flush");
    other.setLabel("Compare with");
    other.setWidthFull();
    other.setTestId("compare-with");
    other.setItemLabelGenerator(CompareTab::label);
    other.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        compare();
      }
    });
    whole.setTestId("compare-whole-run");
    Div choice = new Div(other, nothing, whole);
    choice.addClassName("pw-panel-section");
    add(choice, content);
  }

  private static String label(Attempt attempt) {
    return "#%d · %s · %s"
        .formatted(attempt.number(), attempt.workspace().name(), attempt.state().word());
  }

  void show(ExecutionView execution) {
    ExecutionView before = shown;
    shown = execution;
    List<Attempt> others =
        execution.attempts().stream()
            .filter(attempt -> !attempt.execution().equals(execution.id()))
            .toList();
    nothing.setVisible(others.isEmpty());
    other.setVisible(!others.isEmpty());
    whole.setVisible(!others.isEmpty());
    content.setVisible(!others.isEmpty());
    if (others.isEmpty() || isSame(before, execution)) {
      return;
    }
    ExecutionId chosen = other.getValue() == null ? null : other.getValue().execution();
    other.setItems(others);
    other.setValue(
        others.stream()
            .filter(attempt -> attempt.execution().equals(chosen))
            .findFirst()
            .orElse(usual(others, execution)));
    compare();
  }

  /** Progress, for one, changes often and is not compared. */
  private static boolean isSame(@Nullable ExecutionView before, ExecutionView execution) {
    return before != null
        && before.id().equals(execution.id())
        && before.attempts().equals(execution.attempts())
        && before.callees().equals(execution.callees());
  }

  /** The attempt before; for the first one, the one after. */
  private static Attempt usual(List<Attempt> others, ExecutionView execution) {
    return others.reversed().stream()
        .filter(attempt -> attempt.number() < execution.id().attempt())
        .findFirst()
        .orElse(others.getFirst());
  }

  /** The run as it is drawn with the one attempt, beside the run with the other. */
  private void compareWhole() {
    ExecutionView execution = shown;
    Attempt with = other.getValue();
    if (execution != null && with != null) {
      actions.open(
          actions
              .address()
              .withAttempt(execution.step().number(), execution.id().attempt())
              .withCompared(new CompareWith.OfAttempt(with.number()).toString()));
    }
  }

  private void compare() {
    ExecutionView execution = shown;
    Attempt with = other.getValue();
    if (execution == null || with == null) {
      return;
    }
    Comparisons reads = actions.context().reads().comparisons();
    Viewpoint viewpoint = actions.viewpoint();
    Seen one = new Seen(viewpoint, execution.id());
    Seen two = new Seen(viewpoint, with.execution());
    boolean isLater = execution.id().attempt() > with.number();
    Background.run(
        actions.ui(),
        () -> isLater ? reads.compare(two, one) : reads.compare(one, two),
        comparison -> {
          if (shown != null && shown.id().equals(execution.id()) && with.equals(other.getValue())) {
            content.show(comparison);
          }
        },
        failure -> {
          // It is not visible any more, which the page itself says.
          if (!(failure instanceof Rejection)) {
            throw failure;
          }
        });
  }
}

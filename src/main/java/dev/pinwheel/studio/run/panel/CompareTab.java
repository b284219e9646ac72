package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.Attempt;
import dev.pinwheel.query.Comparison;
import dev.pinwheel.query.Comparison.CallDifference;
import dev.pinwheel.query.Comparisons;
import dev.pinwheel.query.Comparisons.Seen;
import dev.pinwheel.query.ExecutionView;
import dev.pinwheel.query.Viewpoint;
import dev.pinwheel.query.Words;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.RunDeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between this attempt and another one, also of another workspace. */
final class CompareTab extends Div {

  private final RunDeeds deeds;
  private final Select<Attempt> other = new Select<>();
  private final Paragraph nothing = new Paragraph("Only one attempt is visible from here.");
  private final Rebuilt<Comparison> content = new Rebuilt<>(this::build);
  private @Nullable ExecutionView shown;

  CompareTab(RunDeeds deeds) {
    this.deeds = deeds;
    setTestId("panel-compare");
    nothing.addClassNames("pw-quiet", "pw-none");
    other.setLabel("Compare with");
    other.setTestId("compare-with");
    other.setItemLabelGenerator(CompareTab::label);
    other.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        compare();
      }
    });
    Div choice = new Div(other, nothing);
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

  private void compare() {
    ExecutionView execution = shown;
    Attempt with = other.getValue();
    if (execution == null || with == null) {
      return;
    }
    Comparisons reads = deeds.context().reads().comparisons();
    Viewpoint viewpoint = deeds.viewpoint();
    Seen one = new Seen(viewpoint, execution.id());
    Seen two = new Seen(viewpoint, with.execution());
    boolean isLater = execution.id().attempt() > with.number();
    Background.run(
        deeds.ui(),
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

  private List<Component> build(Comparison comparison) {
    List<Component> sections = new ArrayList<>();
    Div outcome = section("Outcome", "compare-outcome");
    outcome.add(paragraph(comparison.outcome()));
    comparison.values().forEach(place -> outcome.add(line(place.sentence())));
    Facts sides = new Facts();
    sides.with("#" + comparison.before().execution().attempt(), side(comparison.before()));
    sides.with("#" + comparison.after().execution().attempt(), side(comparison.after()));
    outcome.add(sides);
    sections.add(outcome);
    Div calls = section("Calls", "compare-calls");
    comparison.calls().forEach(call -> calls.add(call(call)));
    String same =
        comparison.sameCalls() == 0 && comparison.calls().isEmpty()
            ? "Neither called anything."
            : Words.count(comparison.sameCalls(), "call") + " with the same outcome.";
    calls.add(
        paragraph(
            comparison.cut()
                ? same + " Only the first " + Comparison.MAX_CALLS + " calls were compared."
                : same));
    sections.add(calls);
    return sections;
  }

  private static String side(Comparison.Side side) {
    List<String> parts = new ArrayList<>();
    parts.add(side.state().word());
    if (side.took() != null) {
      parts.add(Words.duration(side.took()));
    }
    parts.add(side.workspace().value());
    if (side.codeVersion() != null) {
      parts.add("code " + side.codeVersion());
    }
    if (side.failure() != null) {
      parts.add(side.failure());
    }
    return String.join(" · ", parts);
  }

  private Component call(CallDifference difference) {
    ExecutionId opened =
        Objects.requireNonNull(
            difference.after() == null ? difference.before() : difference.after());
    Div row = new Div();
    row.addClassNames("pw-row", "pw-call");
    row.setTestId("compare-" + difference.kind().word());
    var open =
        Buttons.inline(difference.target() + " " + opened, click -> deeds.selectAttempt(opened));
    open.setAriaLabel("Open " + difference.target() + ", " + opened);
    row.add(open, line(difference.sentence()));
    return row;
  }

  private static Div line(String text) {
    Div line = new Div(text);
    line.addClassNames("pw-small", "pw-quiet", "pw-line", "pw-none");
    return line;
  }

  private static Paragraph paragraph(String text) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName("pw-none");
    return paragraph;
  }

  private static Div section(String title, String testId) {
    H3 heading = new H3(title);
    heading.addClassName("pw-subtitle");
    Div section = new Div(heading);
    section.addClassNames("pw-panel-section", "pw-stack");
    section.setTestId(testId);
    return section;
  }
}

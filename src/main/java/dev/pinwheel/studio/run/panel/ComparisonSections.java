package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.step.Comparison;
import dev.pinwheel.query.step.Comparison.Difference;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.ArgumentSpan;
import dev.pinwheel.studio.parts.Buttons;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** A comparison in readable sections: outcome and calls. */
public final class ComparisonSections {

  private ComparisonSections() {}

  /**
   * @param open opens the panel of an execution that differs
   */
  public static List<Component> of(Comparison comparison, Consumer<ExecutionId> open) {
    List<Component> sections = new ArrayList<>();
    Div outcome = section("Outcome", "compare-outcome");
    outcome.add(paragraph(comparison.outcome()));
    comparison.values().forEach(place -> outcome.add(line(place.sentence())));
    PropertyList sides = new PropertyList();
    sides.with("#" + comparison.before().execution().attempt(), side(comparison.before()));
    sections.add(outcome);
    outcome.add(sides);
    if (comparison.isOneAttempt()) {
      return sections;
    }
    sides.with("#" + comparison.after().execution().attempt(), side(comparison.after()));
    Div calls = section("Calls", "compare-calls");
    comparison.calls().forEach(call -> calls.add(row(call, open)));
    if (comparison.calls().isEmpty() && comparison.sameCalls() == 0) {
      calls.add(paragraph("Neither attempt made any calls."));
    } else if (comparison.sameCalls() > 0) {
      calls.add(
          paragraph(TextFormat.count(comparison.sameCalls(), "call") + " with the same outcome."));
    }
    if (comparison.cut()) {
      calls.add(paragraph("Only the first " + Comparison.MAX_CALLS + " calls were compared."));
    }
    sections.add(calls);
    return sections;
  }

  private static String side(Comparison.Side side) {
    List<String> parts = new ArrayList<>();
    parts.add(side.state().word());
    if (side.took() != null) {
      parts.add(TextFormat.duration(side.took()));
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

  private static Component row(Difference difference, Consumer<ExecutionId> open) {
    ExecutionId opened =
        Objects.requireNonNull(
            difference.after() == null ? difference.before() : difference.after());
    Div row = new Div();
    row.addClassNames("pw-row", "pw-call");
    row.setTestId("compare-" + difference.kind().word());
    Button link = Buttons.inline(difference.target(), click -> open.accept(opened));
    link.setAriaLabel(PanelText.open(difference.target(), difference.argumentLine(), opened));
    Span name = new Span(link, new ArgumentSpan(difference.argumentLine()));
    name.addClassName("pw-call-name");
    Span id = new Span(difference.ids());
    id.addClassNames("pw-mono", "pw-quiet");
    row.add(name, id, line(difference.sentence()));
    return row;
  }

  private static Div line(String text) {
    Div line = new Div(text);
    line.addClassNames("pw-small", "pw-quiet", "pw-detail-line", "pw-flush");
    return line;
  }

  private static Paragraph paragraph(String text) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName("pw-flush");
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

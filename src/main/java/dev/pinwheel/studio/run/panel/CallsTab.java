package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.step.ExecutionView.CallLine;
import dev.pinwheel.query.step.ExecutionView.CalledAttempt;
import dev.pinwheel.query.step.ExecutionView.DependencyLine;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.action.RunActions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who called this execution, what it called, and what it waited for. */
final class CallsTab extends Div {

  private static final int SHOWN = 50;

  private final RunActions actions;
  private final RebuiltOnChange<ExecutionView> content = new RebuiltOnChange<>(this::build);

  CallsTab(RunActions actions) {
    this.actions = actions;
    setTestId("panel-calls");
    add(content);
  }

  void show(ExecutionView execution) {
    content.show(execution);
  }

  private List<Component> build(ExecutionView execution) {
    List<Component> sections = new ArrayList<>();
    Div calledBy =
        section(
            "Called by",
            PanelText.noCaller(execution),
            execution.callers(),
            call -> CallLink.of(actions, call));
    execution.otherCalledAttempts().forEach(called -> addAttempt(calledBy, called));
    sections.add(calledBy);
    sections.add(
        section("Calls", "No calls.", execution.callees(), call -> CallLink.of(actions, call)));
    Set<ExecutionId> called = idsOf(execution.callees());
    List<DependencyLine> handed = without(execution.dependencies(), called);
    if (!handed.isEmpty()) {
      sections.add(section("Depends on", "", handed, line -> CallLink.of(actions, line)));
    }
    Set<ExecutionId> callers = idsOf(execution.callers());
    List<DependencyLine> passedOn = without(execution.dependents(), callers);
    if (!passedOn.isEmpty()) {
      sections.add(section("Result passed to", "", passedOn, line -> CallLink.of(actions, line)));
    }
    return sections;
  }

  /** Another attempt of the step, to which calls refer. */
  private void addAttempt(Div section, CalledAttempt called) {
    ExecutionId attempt = called.execution();
    Button open =
        Buttons.inline("Attempt #" + attempt.attempt(), click -> actions.selectAttempt(attempt));
    Div line = new Div(open, new Span("is called by:"));
    line.addClassName("pw-row");
    section.add(line);
    addLines(section, called.callers(), call -> CallLink.of(actions, call));
  }

  private static Set<ExecutionId> idsOf(List<CallLine> calls) {
    return calls.stream().map(CallLine::execution).collect(Collectors.toSet());
  }

  /** That a caller waits for what it calls goes without saying. */
  private static List<DependencyLine> without(List<DependencyLine> lines, Set<ExecutionId> calls) {
    return lines.stream().filter(line -> !calls.contains(line.execution())).toList();
  }

  private <T> Div section(
      String title, String none, List<T> lines, Function<T, Component> describe) {
    H3 heading = new H3(lines.isEmpty() ? title : title + " · " + TextFormat.number(lines.size()));
    heading.addClassName("pw-subtitle");
    Div section = new Div(heading);
    section.addClassNames("pw-panel-section", "pw-stack");
    if (lines.isEmpty()) {
      Paragraph nothing = new Paragraph(none);
      nothing.addClassNames("pw-quiet", "pw-flush");
      section.add(nothing);
    }
    addLines(section, lines, describe);
    return section;
  }

  private <T> void addLines(Div section, List<T> lines, Function<T, Component> describe) {
    lines.stream().limit(SHOWN).map(describe).forEach(section::add);
    if (lines.size() > SHOWN) {
      List<T> rest = lines.subList(SHOWN, lines.size());
      section.add(
          Buttons.inline(
              "Show " + TextFormat.count(rest.size(), "more call"),
              click -> {
                int here = section.indexOf(click.getSource());
                section.remove(click.getSource());
                for (int i = 0; i < rest.size(); i++) {
                  section.addComponentAtIndex(here + i, describe.apply(rest.get(i)));
                }
              }));
    }
  }
}

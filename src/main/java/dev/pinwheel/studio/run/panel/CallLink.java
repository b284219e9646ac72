package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.step.ExecutionView.CallLine;
import dev.pinwheel.query.step.ExecutionView.DependencyLine;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.RunDeeds;
import dev.pinwheel.studio.run.StateBadge;
import dev.pinwheel.studio.run.drawing.StepWords;
import java.util.List;

/** A line about another execution, which it opens. */
final class CallLink extends Div {

  private CallLink(
      RunDeeds deeds, String target, ExecutionId execution, State state, WorkspaceName workspace) {
    addClassNames("pw-row", "pw-call");
    Button open = Buttons.inline(target, click -> deeds.selectAttempt(execution));
    open.setAriaLabel("Open " + target + ", " + execution);
    Span id = new Span(execution.toString());
    id.addClassNames("pw-mono", "pw-quiet");
    add(open, id, new StateBadge(state, StepWords.capitalised(state)));
    if (!workspace.equals(deeds.viewpoint().name())) {
      Span chip = new Span(workspace.value());
      chip.addClassName("pw-chip");
      chip.getElement().setAttribute("data-kind", "workspace");
      add(chip);
    }
  }

  static CallLink of(RunDeeds deeds, CallLine call) {
    CallLink link =
        new CallLink(deeds, call.target(), call.execution(), call.state(), call.workspace());
    Span how = new Span(PanelSentences.call(call));
    how.addClassName(call.kind() == CallKind.REUSED ? "pw-reused" : "pw-quiet");
    link.add(how);
    if (!call.explanation().isEmpty()) {
      link.addLine(call.explanation());
    }
    return link;
  }

  /** With more to say about it. */
  static CallLink of(RunDeeds deeds, CallLine call, List<String> lines) {
    CallLink link = of(deeds, call);
    lines.forEach(link::addLine);
    return link;
  }

  private void addLine(String text) {
    Div line = new Div(text);
    line.addClassNames("pw-small", "pw-quiet", "pw-line");
    add(line);
  }

  static CallLink of(RunDeeds deeds, DependencyLine dependency) {
    CallLink link =
        new CallLink(
            deeds,
            dependency.target(),
            dependency.execution(),
            dependency.state(),
            dependency.workspace());
    Span how = new Span(dependency.handed() ? "handed over" : "waited for");
    how.addClassName("pw-quiet");
    link.add(how);
    return link;
  }
}

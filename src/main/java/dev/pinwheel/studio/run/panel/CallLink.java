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
import dev.pinwheel.studio.parts.ArgumentSpan;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.StateBadge;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.drawing.StepLabels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line about another execution, which it opens. */
final class CallLink extends Div {

  private CallLink(
      RunActions actions,
      String target,
      @Nullable String argumentLine,
      ExecutionId execution,
      State state,
      WorkspaceName workspace) {
    addClassNames("pw-row", "pw-call");
    Button open = Buttons.inline(target, click -> actions.selectAttempt(execution));
    open.setAriaLabel(PanelText.open(target, argumentLine, execution));
    Span name = new Span(open, new ArgumentSpan(argumentLine));
    name.addClassName("pw-call-name");
    Span id = new Span(execution.toString());
    id.addClassNames("pw-mono", "pw-quiet");
    add(name, id, new StateBadge(state, StepLabels.capitalised(state)));
    if (!workspace.equals(actions.viewpoint().name())) {
      add(WorkspaceChip.of(workspace, actions.viewpoint()));
    }
  }

  static CallLink of(RunActions actions, CallLine call) {
    CallLink link =
        new CallLink(
            actions,
            call.target(),
            call.argumentLine(),
            call.execution(),
            call.state(),
            call.workspace());
    Span how = new Span(PanelText.call(call));
    how.addClassName(call.kind() == CallKind.REUSED ? "pw-reused" : "pw-quiet");
    link.add(how);
    if (!call.explanation().isEmpty()) {
      link.addLine(call.explanation());
    }
    return link;
  }

  /** With more to say about it. */
  static CallLink of(RunActions actions, CallLine call, List<String> lines) {
    CallLink link = of(actions, call);
    lines.forEach(link::addLine);
    return link;
  }

  private void addLine(String text) {
    Div line = new Div(text);
    line.addClassNames("pw-small", "pw-quiet", "pw-detail-line");
    add(line);
  }

  static CallLink of(RunActions actions, DependencyLine dependency) {
    CallLink link =
        new CallLink(
            actions,
            dependency.target(),
            dependency.argumentLine(),
            dependency.execution(),
            dependency.state(),
            dependency.workspace());
    Span how = new Span(dependency.handed() ? "passed on" : "waited for");
    how.addClassName("pw-quiet");
    link.add(how);
    return link;
  }
}

package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.step.Lookup.Considered;
import dev.pinwheel.query.step.Lookup.Reason;
import dev.pinwheel.query.step.NearestMiss;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.action.RunActions;
import java.util.List;

/** A line about an execution that a lookup saw, which it opens. */
final class CandidateLine extends Div {

  private CandidateLine(
      RunActions actions,
      String glyph,
      ExecutionId execution,
      WorkspaceName workspace,
      List<String> lines) {
    addClassNames("pw-row", "pw-call");
    Span mark = new Span(glyph);
    mark.getElement().setAttribute("aria-hidden", "true");
    Button open = Buttons.inline(execution.toString(), click -> actions.selectAttempt(execution));
    open.setAriaLabel("Open " + execution);
    add(mark, open);
    if (!workspace.equals(actions.viewpoint().name())) {
      add(WorkspaceChip.of(workspace, actions.viewpoint()));
    }
    for (String line : lines) {
      Div below = new Div(line);
      below.addClassNames("pw-small", "pw-quiet", "pw-detail-line");
      add(below);
    }
  }

  static CandidateLine of(RunActions actions, Considered considered) {
    boolean taken = considered.reason() == Reason.TAKEN;
    CandidateLine line =
        new CandidateLine(
            actions,
            taken ? "✓" : "–",
            considered.execution(),
            considered.workspace(),
            List.of(PanelText.considered(considered)));
    line.setTestId("considered-" + considered.execution());
    return line;
  }

  static CandidateLine of(RunActions actions, NearestMiss nearest) {
    CandidateLine line =
        new CandidateLine(
            actions, "≈", nearest.execution(), nearest.workspace(), PanelText.nearest(nearest));
    line.setTestId("nearest-miss");
    return line;
  }
}

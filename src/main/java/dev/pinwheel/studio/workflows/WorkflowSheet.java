package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.StateLabel;
import dev.pinwheel.studio.shell.CurrentViewpoint;
import dev.pinwheel.studio.shell.StudioContext;
import dev.pinwheel.studio.theme.LiveClock;
import dev.pinwheel.studio.theme.StudioIcon;

/** A workflow: what it does, what it takes, its last runs, and the button that runs it. */
final class WorkflowSheet extends Article {

  private final StudioContext context;
  private final TargetView workflow;

  WorkflowSheet(StudioContext context, TargetView workflow) {
    this.context = context;
    this.workflow = workflow;
    addClassNames("pw-sheet", "pw-stack");
    getElement().setAttribute("data-padded", true);
    getElement().setAttribute("aria-label", workflow.module() + " / " + workflow.name());
    setTestId("workflow-" + workflow.module() + "-" + workflow.name());
    add(titleLine());
    if (!workflow.declaration().description().isBlank()) {
      Markdown description = new Markdown(workflow.declaration().description());
      description.addClassName("pw-prose");
      add(description);
    }
    Paragraph parameters =
        new Paragraph(TargetLabels.parameters(workflow.declaration().parameters()));
    parameters.addClassNames("pw-quiet", "pw-mono", "pw-flush");
    add(parameters);
    add(lastRuns());
  }

  private Component titleLine() {
    H3 name = new H3(TargetLabels.name(workflow.module(), workflow.name()));
    name.addClassName("pw-subtitle");
    Button run =
        Buttons.secondary(
            "Run…",
            click -> RunDialog.open(UI.getCurrent(), context, workflow.module(), workflow.name()));
    run.setIcon(StudioIcon.PLAY.create());
    run.setAriaLabel("Run " + workflow.name() + "…");
    run.setTestId("run-" + workflow.module() + "-" + workflow.name());
    run.addClassName("pw-end");
    Div line = new Div(name, TargetLabels.options(workflow), run);
    line.addClassName("pw-row");
    return line;
  }

  private Component lastRuns() {
    Div row = new Div();
    row.addClassNames("pw-row", "pw-small");
    Span heading = new Span(workflow.lastRuns().isEmpty() ? "Not run yet" : "Last runs");
    heading.addClassName("pw-quiet");
    row.add(heading);
    for (TargetView.LastRun run : workflow.lastRuns()) {
      row.add(
          new StateLabel(run.status()),
          RunLinks.to(run.run(), CurrentViewpoint.parameters(UI.getCurrent())),
          LiveClock.relativeTo(run.submittedAt()));
    }
    return row;
  }
}

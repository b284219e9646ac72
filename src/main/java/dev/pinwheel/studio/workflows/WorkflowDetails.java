package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ArgumentSpan;
import dev.pinwheel.studio.parts.MarkdownText;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.StateLabel;
import dev.pinwheel.studio.theme.LiveClock;

/** Inside an open row: what the workflow does and takes, its options, and what ran of it. */
final class WorkflowDetails extends Div {

  private final boolean includesBases;
  private final UnorderedList runs = new UnorderedList();

  WorkflowDetails(StudioContext context, TargetView workflow, boolean includesBases) {
    this.includesBases = includesBases;
    addClassName("pw-workflow-details");
    runs.addClassName("pw-last-runs");
    Div declared = new Div();
    declared.addClassNames("pw-stack", "pw-workflow-declared");
    if (!workflow.declaration().description().isBlank()) {
      MarkdownText description = new MarkdownText(workflow.declaration().description());
      description.addClassName("pw-prose");
      declared.add(description);
    }
    declared.add(
        part(
            "Arguments",
            workflow.declaration().parameters().isEmpty()
                ? quiet("It takes none.")
                : new ParameterTable(workflow)));
    declared.add(
        part(
            "Options",
            workflow.optionsInWords().isEmpty() && workflow.older() == null
                ? quiet("None.")
                : TargetLabels.options(workflow)));
    Div ran = new Div();
    ran.addClassNames("pw-stack", "pw-workflow-ran");
    ran.add(part("Last runs", runs, allRuns(workflow)));
    ran.add(part("Trend", new TrendArea(context, workflow, includesBases)));
    add(declared, ran);
    showRuns(workflow);
  }

  boolean includesBases() {
    return includesBases;
  }

  void showRuns(TargetView workflow) {
    runs.removeAll();
    if (workflow.lastRuns().isEmpty()) {
      runs.add(new ListItem(quiet("Not run yet.")));
    }
    for (TargetView.LastRun run : workflow.lastRuns()) {
      LiveClock at = LiveClock.relativeTo(run.submittedAt());
      at.addClassName("pw-quiet");
      runs.add(
          new ListItem(
              cell(
                  RunLinks.to(run.run(), CurrentViewpoint.parameters(UI.getCurrent())),
                  new ArgumentSpan(run.argumentLine())),
              new StateLabel(run.status()),
              at));
    }
  }

  private static Span cell(Component run, Component arguments) {
    Span cell = new Span(run, arguments);
    cell.addClassName("pw-last-run");
    return cell;
  }

  private Component allRuns(TargetView workflow) {
    QueryParameters parameters =
        CurrentViewpoint.parameters(UI.getCurrent())
            .merging("workflow", workflow.module() + "/" + workflow.name())
            .merging("since", "ever");
    if (!includesBases) {
      parameters = parameters.merging("bases", "no");
    }
    Anchor all = new Anchor("runs?" + parameters.getQueryString(), "All runs");
    all.getElement().setAttribute("aria-label", "All runs of " + workflow.name());
    all.addClassNames("pw-link", "pw-start");
    return all;
  }

  private static Section part(String title, Component... content) {
    H4 heading = new H4(title);
    heading.addClassName("pw-part-title");
    Section part = new Section(heading);
    part.add(content);
    part.addClassName("pw-stack");
    return part;
  }

  private static Paragraph quiet(String sentence) {
    Paragraph paragraph = new Paragraph(sentence);
    paragraph.addClassNames("pw-quiet", "pw-flush");
    return paragraph;
  }
}

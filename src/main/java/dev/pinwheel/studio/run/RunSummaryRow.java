package dev.pinwheel.studio.run;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.Tooltip;
import com.vaadin.flow.dom.Element;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.StateLabel;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.drawing.GraphModelBuilder;
import dev.pinwheel.studio.theme.LiveClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** "Submitted in production 09:12 · 3.4 s · reused 1 of 4 calls · 1.2 s of work not repeated". */
final class RunSummaryRow extends Div {

  private @Nullable Shown shown;

  /** What the row depends on. */
  private record Shown(
      RunHeader header, int stepsNotReached, boolean earlierSteps, List<WorkspaceName> paused) {}

  private final RunActions actions;

  RunSummaryRow(RunActions actions) {
    this.actions = actions;
    addClassName("pw-run-facts");
    setTestId("run-summary");
  }

  void show(RunTree tree, RunPageRequest request) {
    RunHeader header = tree.header();
    ZoneId zone = request.zone();
    boolean earlierSteps = request.earlierSteps();
    List<WorkspaceName> paused = RunText.paused(header, request.viewpoint());
    Shown next = new Shown(header, tree.stepsNotReached(), earlierSteps, paused);
    if (next.equals(shown)) {
      return;
    }
    shown = next;
    List<Component> facts = new ArrayList<>();
    Span submitted = new Span(RunText.submitted(header, zone, actions.now()));
    submitted.setTitle(ViewerZone.exact(header.submittedAt(), zone));
    facts.add(submitted);
    if (header.timing() != null) {
      facts.add(took(header.timing()));
    }
    String progress = RunText.progress(header);
    if (!progress.isEmpty()) {
      facts.add(progress(progress, header.progress()));
    }
    paused.forEach(workspace -> facts.add(paused(workspace)));
    String reused = RunText.reused(header.reuse());
    if (!reused.isEmpty()) {
      Span part = new Span(reused);
      part.setTestId("run-reused");
      facts.add(part);
    }
    String work = RunText.workNotRepeated(header.reuse());
    if (!work.isEmpty()) {
      facts.add(work(work, header.reuse()));
    }
    if (tree.stepsNotReached() > 0) {
      facts.add(earlierSteps(tree.stepsNotReached(), earlierSteps));
    }
    facts.add(activity(header));
    removeAll();
    add(facts);
  }

  private Button activity(RunHeader header) {
    Button activity =
        Buttons.inline(
            "Activity",
            click -> RunActivityDialog.open(actions.context(), header.run(), actions.viewpoint()));
    activity.setAriaLabel("Activity of this run");
    activity.setTestId("run-activity");
    return activity;
  }

  private static Component took(Timing timing) {
    Duration took = timing.took().orElse(null);
    return took == null
        ? LiveClock.elapsedSince(timing.startedAt())
        : new Span(TextFormat.duration(took));
  }

  private static Span progress(String sentence, RunHeader.Progress progress) {
    Element bar = new Element("progress");
    bar.setAttribute("max", Integer.toString(progress.steps()));
    bar.setAttribute("value", Integer.toString(progress.ended()));
    bar.setAttribute("aria-label", "Steps that have ended");
    Span part = new Span();
    part.addClassName("pw-fact");
    part.setTestId("run-progress");
    part.getElement().appendChild(bar, new Span(sentence).getElement());
    return part;
  }

  /** Nothing starts there until somebody resumes it. */
  private Span paused(WorkspaceName workspace) {
    StateLabel sentence = new StateLabel(State.WAITING, workspace + " is paused");
    Button resume =
        Buttons.allowUnless(
            Buttons.inline("Resume", click -> actions.resume(workspace.value())),
            actions.context().refusal(Permission.PAUSE_WORKSPACE, workspace));
    resume.setAriaLabel("Resume " + workspace);
    Span part = new Span(sentence, resume);
    part.addClassName("pw-fact");
    part.setTestId("run-paused");
    return part;
  }

  private Span earlierSteps(int steps, boolean drawn) {
    Span sentence = new Span(RunText.earlierSteps(steps, drawn));
    sentence.addClassName("pw-truncate");
    sentence.setTestId("steps-not-drawn");
    Button toggle =
        Buttons.inline(
            drawn ? "Hide steps" : "Show steps",
            click -> actions.toggleCard(GraphModelBuilder.EARLIER));
    toggle.setAriaLabel((drawn ? "Hide" : "Show") + " steps of earlier attempts");
    toggle.setTestId("toggle-earlier-steps");
    Span part = new Span(sentence, toggle);
    part.addClassName("pw-fact");
    return part;
  }

  private static Span work(String sentence, Reuse reuse) {
    Span work = new Span(sentence);
    work.setTestId("work-not-repeated");
    work.addClassName("pw-explained");
    work.getElement().setAttribute("tabindex", "0");
    String list = String.join("\n", RunText.workParts(reuse));
    Tooltip.forComponent(work).setText(list);
    work.getElement().setAttribute("aria-description", list);
    return work;
  }
}

package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.access.Permission;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.query.plan.PlanComparison;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.step.ExecutionView.Argument;
import dev.pinwheel.query.step.ExecutionViews;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.query.view.WaitReason;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.value.FailureBox;
import dev.pinwheel.studio.run.value.ValueView;
import dev.pinwheel.studio.theme.LiveClock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments by name, result or error, timing, and where it ran. */
final class OverviewTab extends Div {

  private final RunActions actions;
  private final RebuiltOnChange<Optional<WaitReason>> waiting =
      new RebuiltOnChange<>(this::waiting);
  private final RebuiltOnChange<Outcome> outcome = new RebuiltOnChange<>(this::outcome);
  private final RebuiltOnChange<Arguments> arguments = new RebuiltOnChange<>(this::arguments);
  private final RebuiltOnChange<Optional<PlanComparison>> plan =
      new RebuiltOnChange<>(PlanSection::of);
  private final RebuiltOnChange<ExecutionView> facts = new RebuiltOnChange<>(this::facts);
  private ZoneId zone = ZoneOffset.UTC;

  /** What the section about the outcome depends on. */
  private record Outcome(
      ExecutionId id,
      State state,
      @Nullable Value result,
      @Nullable Failure failure,
      List<Forwarding> forwarding) {}

  /** What the section about the arguments depends on. */
  private record Arguments(ExecutionId id, List<Argument> list) {}

  OverviewTab(RunActions actions) {
    this.actions = actions;
    setTestId("panel-overview");
    add(waiting, arguments, outcome, plan, facts);
  }

  void show(ExecutionView execution, @Nullable PlanComparison planned, ZoneId viewerZone) {
    zone = viewerZone;
    waiting.show(Optional.ofNullable(execution.waiting()));
    outcome.show(
        new Outcome(
            execution.id(),
            execution.state(),
            execution.result(),
            execution.failure(),
            execution.forwarding()));
    arguments.show(new Arguments(execution.id(), execution.arguments()));
    plan.show(Optional.ofNullable(planned));
    facts.show(execution);
  }

  private List<Component> waiting(Optional<WaitReason> reason) {
    if (reason.isEmpty()) {
      return List.of();
    }
    Div section = new Div(new Span(reason.get().sentence(zone, actions.now())));
    section.addClassNames("pw-panel-section", "pw-row");
    section.setTestId("waiting");
    if (reason.get() instanceof WaitReason.Paused paused) {
      section.add(
          Buttons.allowUnless(
              Buttons.inline("Resume", click -> resume(paused.workspace().value())),
              actions.context().refusal(Permission.PAUSE_WORKSPACE, paused.workspace())));
    }
    return List.of(section);
  }

  private void resume(String workspace) {
    actions
        .context()
        .execute(
            actions.ui(),
            new Command.ResumeWorkspace(workspace, actions.context().actor()),
            resumed -> Notifications.done(workspace + " is active again."));
  }

  private List<Component> outcome(Outcome ended) {
    Div section = section(ended.failure == null ? "Result" : "Error");
    String forwarding = PanelText.forwarding(ended.forwarding);
    if (!forwarding.isEmpty()) {
      Paragraph from = new Paragraph(forwarding);
      from.addClassNames("pw-quiet", "pw-flush");
      section.add(from);
    }
    if (ended.failure != null) {
      section.add(new FailureBox(ended.failure));
    } else if (ended.result != null) {
      ExecutionViews reads = actions.context().reads().executions();
      Viewpoint viewpoint = actions.viewpoint();
      section.add(
          new ValueView("Result", ended.result, () -> reads.loadResult(viewpoint, ended.id)));
    } else {
      Paragraph none = new Paragraph(ended.state.isOpen() ? "Not available yet." : "None.");
      none.addClassNames("pw-quiet", "pw-flush");
      section.add(none);
    }
    return List.of(section);
  }

  private List<Component> arguments(Arguments given) {
    if (given.list.isEmpty()) {
      return List.of();
    }
    ExecutionViews reads = actions.context().reads().executions();
    Viewpoint viewpoint = actions.viewpoint();
    PropertyList values = new PropertyList();
    values.setTestId("arguments");
    for (int i = 0; i < given.list.size(); i++) {
      Argument argument = given.list.get(i);
      int index = i;
      values.with(
          argument.name(),
          new ValueView(
              argument.name(),
              argument.value(),
              () -> reads.loadArgument(viewpoint, given.id, index)));
    }
    Div section = section("Arguments");
    section.add(values);
    return List.of(section);
  }

  private List<Component> facts(ExecutionView execution) {
    Instant now = actions.now();
    PropertyList facts = new PropertyList();
    facts.with("Created", moment(execution.timing().createdAt(), now));
    if (execution.timing().assignedAt() != null) {
      facts.with("Started", moment(execution.timing().assignedAt(), now));
    }
    if (execution.timing().endedAt() != null) {
      facts.with("Ended", moment(execution.timing().endedAt(), now));
      facts.with("Took", PanelText.took(execution.segments(), execution.waitsRecorded()));
    } else if (execution.timing().assignedAt() != null) {
      facts.with("Running for", LiveClock.elapsedSince(execution.timing().startedAt()));
    }
    facts.with("Runs on", PanelText.runsOn(execution.ranOn()));
    facts.with("Cause", PanelText.cause(execution, zone, now));
    facts.with("Cancelled by", execution.endedBy() == null ? "" : execution.endedBy());
    Div section = section("Timing");
    section.add(facts);
    return List.of(section);
  }

  private Span moment(Instant moment, Instant now) {
    Span span = new Span(ViewerZone.withSeconds(moment, zone, now));
    span.setTitle(ViewerZone.exact(moment, zone));
    return span;
  }

  static Div section(String title) {
    H3 heading = new H3(title);
    heading.addClassName("pw-subtitle");
    Div section = new Div(heading);
    section.addClassNames("pw-panel-section", "pw-stack");
    return section;
  }
}

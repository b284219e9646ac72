package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.step.ExecutionView.Argument;
import dev.pinwheel.query.step.ExecutionView.CallLine;
import dev.pinwheel.query.step.ExecutionViews;
import dev.pinwheel.query.step.Explanation;
import dev.pinwheel.query.step.Explanations;
import dev.pinwheel.query.step.Lookup;
import dev.pinwheel.query.step.MemoFacts;
import dev.pinwheel.query.step.NearestMiss;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.MemoAdviceNote;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.value.ValueView;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the step is memoized and by what, what this attempt did about it, and who reused it. */
final class MemoTab extends Div {

  private static final int KEY_SHOWN = 12;

  private final RunActions actions;
  private ZoneId zone = ZoneOffset.UTC;
  private final RebuiltOnChange<Shown> content = new RebuiltOnChange<>(this::build);
  private @Nullable ExecutionView latest;
  private @Nullable Explanation known;

  /**
   * What the tab shows.
   *
   * @param explanation null until it has been read
   */
  private record Shown(ExecutionView execution, @Nullable Explanation explanation) {}

  MemoTab(RunActions actions) {
    this.actions = actions;
    setTestId("panel-memo");
    add(content);
  }

  void show(ExecutionView execution, ZoneId viewerZone) {
    zone = viewerZone;
    ExecutionView before = latest;
    latest = execution;
    // Progress, for one, changes often and explains nothing.
    if (before == null
        || !before.id().equals(execution.id())
        || !before.memo().equals(execution.memo())) {
      explain(execution);
    }
    content.show(new Shown(execution, explanationOf(execution)));
  }

  /** The one read last, as long as it is about this execution. */
  private @Nullable Explanation explanationOf(ExecutionView execution) {
    return known != null && known.execution().equals(execution.id()) ? known : null;
  }

  private void explain(ExecutionView execution) {
    Explanations reads = actions.context().reads().explanations();
    Viewpoint viewpoint = actions.viewpoint();
    Background.run(
        actions.ui(),
        () -> reads.get(viewpoint, execution.id()),
        explanation -> {
          ExecutionView now = latest;
          if (now != null && now.id().equals(explanation.execution())) {
            known = explanation;
            content.show(new Shown(now, explanation));
          }
        },
        failure -> {
          // It is not visible any more, which the page itself says.
          if (!(failure instanceof Rejection)) {
            throw failure;
          }
        });
  }

  private List<Component> build(Shown shown) {
    ExecutionView execution = shown.execution;
    MemoFacts memo = execution.memo();
    Explanation explanation = shown.explanation;
    List<Component> sections = new ArrayList<>();
    Div headline = headline(execution, memo);
    if (explanation != null && explanation.advice() != null) {
      headline.add(new MemoAdviceNote(explanation.advice()));
    }
    sections.add(headline);
    if (memo.isMemoized()) {
      Lookup lookup = explanation == null ? null : explanation.lookup();
      if (lookup != null) {
        sections.add(considered(lookup, execution.target()));
      }
      sections.add(key(execution, memo));
      sections.add(reuse(memo, explanation));
    }
    return sections;
  }

  /** What the call that made this attempt could have reused. */
  private Div considered(Lookup lookup, String target) {
    H3 heading = new H3("Candidates for reuse");
    heading.addClassName("pw-subtitle");
    Div section = new Div(heading);
    section.addClassNames("pw-panel-section", "pw-stack");
    section.setTestId("memo-considered");
    lookup.candidates().forEach(candidate -> section.add(CandidateLine.of(actions, candidate)));
    if (lookup.more()) {
      section.add(paragraph("Further candidates were not recorded.", "considered-more"));
    }
    NearestMiss nearest = lookup.nearestMiss();
    if (lookup.candidates().isEmpty()) {
      section.add(
          paragraph(
              nearest == null
                  ? "None: this was the first call of %s.".formatted(target)
                  : "No candidate has the same key. Nearest miss:",
              "considered-nothing"));
    }
    if (nearest != null) {
      section.add(CandidateLine.of(actions, nearest));
    }
    return section;
  }

  private Div headline(ExecutionView execution, MemoFacts memo) {
    H3 headline = new H3(memo.headline());
    headline.addClassName("pw-subtitle");
    headline.setTestId("memo-headline");
    Div section = new Div(headline);
    section.addClassNames("pw-panel-section", "pw-stack");
    if (memo.pin() != null) {
      section.add(paragraph(PinSentence.of(memo.pin(), zone), "memo-sentence"));
    }
    PropertyList facts =
        new PropertyList()
            .with("Option", PanelText.option(memo.option(), memo.optionOrigin()))
            .with("Attempt " + execution.id().attempt(), memo.lookup());
    facts.setTestId("memo-facts");
    section.add(facts);
    return section;
  }

  private Div key(ExecutionView execution, MemoFacts memo) {
    ExecutionViews reads = actions.context().reads().executions();
    Viewpoint viewpoint = actions.viewpoint();
    H3 heading = new H3("Key");
    heading.addClassName("pw-subtitle");
    Div section = new Div(heading);
    section.addClassNames("pw-panel-section", "pw-stack");
    section.setTestId("memo-key");
    PropertyList facts = new PropertyList();
    List<Argument> arguments = execution.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      int index = i;
      if (argument.inKey()) {
        facts.with(
            argument.name(),
            new ValueView(
                argument.name(),
                argument.value(),
                () -> reads.loadArgument(viewpoint, execution.id(), index)));
      }
    }
    String key = memo.pin() == null ? "" : memo.pin().key();
    Span digest = new Span(key.length() > KEY_SHOWN ? key.substring(0, KEY_SHOWN) + "…" : key);
    digest.addClassName("pw-mono");
    digest.setTitle(key);
    facts.with("Digest", digest);
    section.add(facts);
    String notInKey = PanelText.notInKey(execution);
    if (!notInKey.isEmpty()) {
      section.add(paragraph(notInKey, "memo-not-in-key"));
    }
    return section;
  }

  private Div reuse(MemoFacts memo, @Nullable Explanation explanation) {
    H3 heading = new H3("Reuse");
    heading.addClassName("pw-subtitle");
    Div section = new Div(heading);
    section.addClassNames("pw-panel-section", "pw-stack");
    section.setTestId("memo-reuse");
    ExecutionId used = memo.callsUse();
    if (used != null) {
      Div now = new Div(new Span("New calls use"));
      now.addClassName("pw-row");
      now.add(Buttons.inline("attempt " + used.attempt(), click -> actions.selectAttempt(used)));
      section.add(now);
    }
    if (memo.reusedBy().stream().allMatch(reused -> reused.calls().isEmpty())) {
      section.add(paragraph("No call visible from here has reused it yet.", "memo-unused"));
    }
    for (MemoFacts.ReusedBy reused : memo.reusedBy()) {
      if (!reused.calls().isEmpty()) {
        section.add(
            paragraph(
                "Attempt " + reused.attempt().attempt() + " reused by:",
                "reused-by-" + reused.attempt().attempt()));
        reused
            .calls()
            .forEach(call -> section.add(CallLink.of(actions, call, details(explanation, call))));
      }
    }
    return section;
  }

  private static List<String> details(@Nullable Explanation explanation, CallLine call) {
    return explanation == null
        ? List.of()
        : explanation.reuses().stream()
            .filter(lookup ->
                lookup.caller().equals(call.execution()) && lookup.number() == call.number())
            .findFirst()
            .map(PanelText::reuse)
            .orElse(List.of());
  }

  private static Paragraph paragraph(String text, String testId) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName("pw-flush");
    paragraph.setTestId(testId);
    return paragraph;
  }
}

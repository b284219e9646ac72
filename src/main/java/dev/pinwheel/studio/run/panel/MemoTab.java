package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.ExecutionView;
import dev.pinwheel.query.ExecutionView.Argument;
import dev.pinwheel.query.ExecutionViews;
import dev.pinwheel.query.MemoFacts;
import dev.pinwheel.query.PinSentence;
import dev.pinwheel.query.Viewpoint;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.RunDeeds;
import dev.pinwheel.studio.run.ValueView;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Whether the step is memoized and by what, what this attempt did about it, and who reused it. */
final class MemoTab extends Div {

  private static final int KEY_SHOWN = 12;

  private final RunDeeds deeds;
  private ZoneId zone = ZoneOffset.UTC;
  private final Rebuilt<ExecutionView> content = new Rebuilt<>(this::build);

  MemoTab(RunDeeds deeds) {
    this.deeds = deeds;
    setTestId("panel-memo");
    add(content);
  }

  void show(ExecutionView execution, ZoneId viewerZone) {
    zone = viewerZone;
    content.show(execution);
  }

  private List<Component> build(ExecutionView execution) {
    MemoFacts memo = execution.memo();
    List<Component> sections = new ArrayList<>();
    sections.add(headline(execution, memo));
    if (memo.isMemoized()) {
      sections.add(key(execution, memo));
      sections.add(reuse(memo));
    }
    return sections;
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
    Facts facts =
        new Facts()
            .with("Option", PanelSentences.option(memo.option(), memo.optionOrigin()))
            .with("Attempt " + execution.id().attempt(), memo.lookup());
    facts.setTestId("memo-facts");
    section.add(facts);
    return section;
  }

  private Div key(ExecutionView execution, MemoFacts memo) {
    ExecutionViews reads = deeds.context().reads().executions();
    Viewpoint viewpoint = deeds.viewpoint();
    H3 heading = new H3("Key");
    heading.addClassName("pw-subtitle");
    Div section = new Div(heading);
    section.addClassNames("pw-panel-section", "pw-stack");
    section.setTestId("memo-key");
    Facts facts = new Facts();
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
    String notInKey = PanelSentences.notInKey(execution);
    if (!notInKey.isEmpty()) {
      section.add(paragraph(notInKey, "memo-not-in-key"));
    }
    return section;
  }

  private Div reuse(MemoFacts memo) {
    H3 heading = new H3("Reuse");
    heading.addClassName("pw-subtitle");
    Div section = new Div(heading);
    section.addClassNames("pw-panel-section", "pw-stack");
    section.setTestId("memo-reuse");
    ExecutionId used = memo.callsUse();
    if (used != null) {
      Div now = new Div(new Span("Calls made now use"));
      now.addClassName("pw-row");
      now.add(Buttons.inline("attempt " + used.attempt(), click -> deeds.selectAttempt(used)));
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
        reused.calls().forEach(call -> section.add(CallLink.of(deeds, call)));
      }
    }
    return section;
  }

  private static Paragraph paragraph(String text, String testId) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName("pw-none");
    paragraph.setTestId(testId);
    return paragraph;
  }
}

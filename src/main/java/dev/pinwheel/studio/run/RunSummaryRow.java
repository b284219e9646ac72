package dev.pinwheel.studio.run;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.Tooltip;
import dev.pinwheel.query.RunHeader;
import dev.pinwheel.query.RunTree;
import dev.pinwheel.query.Words;
import dev.pinwheel.studio.theme.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** "Submitted in production 09:12 · 3.4 s · reused 1 of 4 calls · 1.2 s of work not repeated". */
final class RunSummaryRow extends Div {

  private @Nullable Shown shown;

  /** What the row depends on. */
  private record Shown(RunHeader header, int stepsNotReached) {}

  RunSummaryRow() {
    addClassName("pw-facts-line");
    setTestId("run-summary");
  }

  void show(RunTree tree, ZoneId zone, Instant now) {
    RunHeader header = tree.header();
    Shown next = new Shown(header, tree.stepsNotReached());
    if (next.equals(shown)) {
      return;
    }
    shown = next;
    List<Component> facts = new ArrayList<>();
    Span submitted = new Span(RunSentences.submitted(header, zone, now));
    submitted.setTitle(ViewerZone.exact(header.submittedAt(), zone));
    facts.add(submitted);
    facts.add(
        header.timing().took().isPresent()
            ? new Span(Words.duration(header.timing().took().get()))
            : Clock.elapsedSince(header.timing().startedAt()));
    String reused = RunSentences.reused(header.reuse());
    if (!reused.isEmpty()) {
      Span part = new Span(reused);
      part.setTestId("run-reused");
      facts.add(part);
    }
    String work = RunSentences.workNotRepeated(header.reuse());
    if (!work.isEmpty()) {
      facts.add(work(work, header.reuse()));
    }
    if (tree.stepsNotReached() > 0) {
      Span notDrawn = new Span(RunSentences.notDrawn(tree.stepsNotReached()));
      notDrawn.setTestId("steps-not-drawn");
      notDrawn.setTitle("To see them, choose an earlier attempt of the step that called them.");
      facts.add(notDrawn);
    }
    removeAll();
    add(facts);
  }

  private static Span work(String sentence, RunHeader.Reuse reuse) {
    Span work = new Span(sentence);
    work.setTestId("work-not-repeated");
    work.addClassName("pw-explained");
    work.getElement().setAttribute("tabindex", "0");
    String list = String.join("\n", RunSentences.workParts(reuse));
    Tooltip.forComponent(work).setText(list);
    work.getElement().setAttribute("aria-description", list);
    return work;
  }
}

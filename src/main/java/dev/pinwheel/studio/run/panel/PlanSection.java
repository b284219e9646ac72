package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.query.plan.PlanComparison;
import dev.pinwheel.query.view.TextFormat;
import java.util.List;
import java.util.Optional;

/** What was predicted of a re-run, what happened, and which targets made the difference. */
final class PlanSection {

  private static final int TARGETS_SHOWN = 20;

  private PlanSection() {}

  static List<Component> of(Optional<PlanComparison> comparison) {
    if (comparison.isEmpty()) {
      return List.of();
    }
    Div section = OverviewTab.section("Plan");
    section.setTestId("plan-comparison");
    Paragraph sentence = new Paragraph(comparison.get().sentence());
    sentence.addClassName("pw-flush");
    section.add(sentence);
    if (comparison.get().ended()) {
      comparison.get().differences().stream()
          .limit(TARGETS_SHOWN)
          .map(PlanSection::difference)
          .forEach(section::add);
    }
    return List.of(section);
  }

  /** {@code notifyOnce: 1 if equal planned; 1 ran}. */
  private static Paragraph difference(PlanComparison.OfTarget target) {
    Paragraph line =
        new Paragraph(
            "%s: planned %s; %s"
                .formatted(target.planned().target(), planned(target.planned()), happened(target)));
    line.addClassNames("pw-flush", "pw-quiet");
    return line;
  }

  private static String planned(PlanSummary.OfTarget planned) {
    int reused = planned.willBeReused() + planned.reusedIfEqual();
    return planned.willRun() + reused == 0
        ? "nothing"
        : "%s to run, %s to be reused"
            .formatted(TextFormat.number(planned.willRun()), TextFormat.number(reused));
  }

  private static String happened(PlanComparison.OfTarget target) {
    return "%s ran, %s reused"
        .formatted(TextFormat.number(target.ran()), TextFormat.number(target.reused()));
  }
}

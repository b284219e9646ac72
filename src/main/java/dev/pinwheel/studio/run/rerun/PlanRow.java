package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.PlanLine;
import dev.pinwheel.query.view.TextFormat;
import java.util.List;

/** One class of a plan: how many calls, of what, and each target when it is opened. */
final class PlanRow extends Details {

  private static final int LINES_SHOWN = 50;

  private final PlanClass planned;
  private final Span count = new Span();
  private final Span title = new Span();
  private final Span pin = new Span();
  private final Span brief = new Span();
  private final Div lines = new Div();

  PlanRow(PlanClass planned) {
    this.planned = planned;
    count.addClassNames("pw-plan-count", "pw-strong");
    brief.addClassNames("pw-plan-brief", "pw-quiet");
    pin.addClassName("pw-pin");
    pin.getElement().setAttribute("data-pin", "reused");
    pin.getElement().setAttribute("aria-hidden", "true");
    Div summary = new Div(count, title, pin, brief);
    summary.addClassName("pw-plan-row");
    lines.addClassName("pw-plan-lines");
    setSummary(summary);
    add(lines);
    setTestId("plan-" + planned.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
  }

  /**
   * Of an empty class nothing is shown.
   *
   * @param there the workspace of the re-run
   */
  void show(int calls, List<PlanLine> shown, String there) {
    setVisible(calls > 0);
    count.setText(TextFormat.number(calls));
    title.setText(PlanText.title(planned, calls));
    brief.setText(PlanText.brief(shown, there));
    pin.setVisible(planned != PlanClass.WILL_RUN);
    if (calls == 0) {
      setOpened(false);
    }
    lines.removeAll();
    shown.stream().limit(LINES_SHOWN).map(of -> line(of, there)).forEach(lines::add);
    if (shown.size() > LINES_SHOWN) {
      Span more =
          new Span("and %s more targets".formatted(TextFormat.number(shown.size() - LINES_SHOWN)));
      more.addClassName("pw-quiet");
      lines.add(more);
    }
  }

  private static Div line(PlanLine line, String there) {
    Span name = new Span(PlanText.name(line));
    name.addClassName("pw-mono");
    name.setTitle(line.module() + " / " + line.target());
    Span about = new Span(PlanText.about(line, there));
    about.addClassName("pw-quiet");
    Div row = new Div(name, about);
    row.addClassName("pw-row");
    return row;
  }
}

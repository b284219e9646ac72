package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.PlanLine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** A plan as it is read: its classes, what it spares, and why it may come otherwise. */
final class PlanRows extends Div {

  private final Map<PlanClass, PlanRow> rows = new EnumMap<>(PlanClass.class);
  private final Span none = new Span();
  private final Span summary = new Span();
  private final Div notes = new Div();

  PlanRows() {
    addClassName("pw-stack");
    Div classes = new Div();
    classes.addClassName("pw-plan-classes");
    for (PlanClass planned : PlanClass.values()) {
      PlanRow row = new PlanRow(planned);
      row.setVisible(false);
      rows.put(planned, row);
      classes.add(row);
    }
    none.addClassNames("pw-quiet", "pw-plan-none");
    none.setText("Planning…");
    none.setTestId("plan-none");
    classes.add(none);
    summary.addClassName("pw-plan-summary");
    summary.setTestId("plan-summary");
    notes.setTestId("plan-notes");
    notes.addClassName("pw-stack");
    add(classes, summary, notes);
    getElement().setAttribute("aria-live", "polite");
  }

  /** The heading above it. */
  static H3 title(String text) {
    H3 title = new H3(text);
    title.addClassName("pw-subtitle");
    return title;
  }

  /**
   * How many calls are in each class, and which.
   *
   * @param there the workspace of the re-run
   */
  void show(
      ToIntFunction<PlanClass> counts, Function<PlanClass, List<PlanLine>> lines, String there) {
    rows.forEach(
        (planned, row) -> row.show(counts.applyAsInt(planned), lines.apply(planned), there));
  }

  /** What the plan has none of, its sum, and sentences about it. */
  void show(String missing, String sum, List<String> sentences) {
    none.setText(missing);
    none.setVisible(!missing.isEmpty());
    summary.setText(sum);
    notes.removeAll();
    sentences.forEach(sentence -> notes.add(note(sentence)));
  }

  /** There is no plan, and why. */
  void refuse(String sentence) {
    rows.values().forEach(row -> row.setVisible(false));
    show("", "", List.of(sentence));
  }

  private static Paragraph note(String sentence) {
    Paragraph note = new Paragraph(sentence);
    note.addClassNames("pw-flush", "pw-quiet");
    return note;
  }
}

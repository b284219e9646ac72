package dev.pinwheel.studio.run.steps;

import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.drawing.Drawing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Steps tab shows. For ten thousand steps this takes longer than a page may be locked, so
 * it is made off the page.
 *
 * @param drawing from which the rows were made; null before the first one
 * @param asked which of them are shown
 * @param alike whether the same rows stand at the same places as in the former table
 * @param changed the keys of rows that say something else than there
 */
record StepTable(
    @Nullable Drawing drawing,
    RunAddress.Steps asked,
    StepTableRows rows,
    StepTableView view,
    boolean alike,
    List<String> changed) {

  /** Nothing was shown yet. */
  static final StepTable NONE =
      new StepTable(
          null, RunAddress.Steps.ALL, StepTableRows.NONE, StepTableView.NONE, false, List.of());

  /**
   * @param former what is shown now
   * @param now for the durations of what runs
   */
  static StepTable of(Drawing drawing, RunAddress.Steps asked, StepTable former, Instant now) {
    boolean sameRows = drawing == former.drawing;
    StepTableRows rows = sameRows ? former.rows : StepTableRows.of(drawing);
    StepTableView view = StepTableView.of(rows, asked, now);
    boolean alike = former.drawing != null && view.hasStructureOf(former.view);
    List<String> changed =
        alike && !sameRows
            ? rows.differingFrom(former.rows).stream().map(StepTableRow::key).toList()
            : List.of();
    return new StepTable(drawing, asked, rows, view, alike, changed);
  }

  /** Whether it is what is asked for. */
  boolean shows(Drawing other, RunAddress.Steps steps) {
    return drawing == other && asked.equals(steps);
  }
}

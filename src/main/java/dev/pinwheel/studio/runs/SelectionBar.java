package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.Tooltip;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.Optional;

/** The line below the list while runs are selected: how many, and what can be done with them. */
final class SelectionBar extends Div {

  private final Span count = new Span();
  private final Span note = new Span();
  private final Button rerun;
  private final Button cancel;
  private final Button all;
  private final Tooltip whyNotRerun;
  private final Tooltip whyNotCancel;

  /** What it does. */
  interface Acts {
    void rerun();

    void cancel();

    void selectAll();

    void clear();
  }

  SelectionBar(Acts acts) {
    addClassName("pw-selection-bar");
    setTestId("selection-bar");
    getElement().setAttribute("role", "group");
    getElement().setAttribute("aria-label", "Selected runs");
    count.addClassName("pw-strong");
    count.setTestId("selection-count");
    note.addClassNames("pw-quiet", "pw-small", "pw-selection-note");
    note.setTestId("selection-note");
    rerun = Buttons.secondary("Re-run…", click -> acts.rerun());
    rerun.setTestId("bulk-rerun");
    cancel = Buttons.secondary("Cancel…", click -> acts.cancel());
    cancel.setTestId("bulk-cancel");
    all = Buttons.inline("Select all", click -> acts.selectAll());
    all.addClassName("pw-selection-all");
    all.setTestId("bulk-select-all");
    Button clear = Buttons.icon(StudioIcon.CLOSE, "Clear the selection", click -> acts.clear());
    clear.setTestId("bulk-clear");
    Span rerunPlace = new Span(rerun);
    Span cancelPlace = new Span(cancel);
    whyNotRerun = Tooltip.forComponent(rerunPlace);
    whyNotCancel = Tooltip.forComponent(cancelPlace);
    add(count, all, note, rerunPlace, cancelPlace, clear);
    setVisible(false);
  }

  /**
   * @param refusal why the viewer may not cancel; empty when they may
   * @param sentence what was left out; empty for nothing
   * @param listed how many rows the list has
   */
  void show(
      RunSelection selection,
      String workspace,
      Optional<String> refusal,
      String sentence,
      int listed) {
    count.setText(SelectionText.count(selection.size()));
    String noRerun = SelectionText.whyNotRerun(selection);
    String noCancel = refusal.orElse(SelectionText.whyNotCancel(selection, workspace));
    rerun.setEnabled(!selection.isEmpty() && noRerun.isEmpty());
    cancel.setEnabled(!selection.isEmpty() && noCancel.isEmpty());
    whyNotRerun.setText(noRerun.isEmpty() ? null : noRerun);
    whyNotCancel.setText(noCancel.isEmpty() ? null : noCancel);
    note.setText(sentence.isEmpty() ? noRerun.isEmpty() ? noCancel : noRerun : sentence);
    note.setTitle(note.getText());
    all.setText(SelectionText.selectAll(listed));
    all.setVisible(selection.size() < Math.min(listed, RunSelection.MOST));
  }
}

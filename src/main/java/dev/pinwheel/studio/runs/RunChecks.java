package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.pinwheel.query.run.RunRow;
import java.util.function.BiConsumer;

/**
 * The checkboxes of the rows, and the one above them. Each fills its cell, so that a click beside
 * the box does not open the run.
 */
final class RunChecks {

  private final RunSelection selection;
  private final HtmlComponent all = new HtmlComponent("input");
  private BiConsumer<RunRow, Boolean> toggle = (row, extend) -> {};
  private Runnable toggleAll = () -> {};
  private String shown = "";

  RunChecks(RunSelection selection) {
    this.selection = selection;
    all.getElement().setAttribute("type", "checkbox").setAttribute("tabindex", "-1");
    all.getElement().setAttribute("aria-label", "Select all shown");
    all.getElement().setAttribute("title", "Select all shown");
    all.addClassName("pw-row-check");
    all.setTestId("select-all");
    all.getElement().addEventListener("click", click -> clickedAll());
  }

  /**
   * @param toggled called with a row and whether everything up to it is meant
   * @param allToggled called when all or none are asked for
   */
  void onToggle(BiConsumer<RunRow, Boolean> toggled, Runnable allToggled) {
    toggle = toggled;
    toggleAll = allToggled;
  }

  HtmlComponent all() {
    return all;
  }

  private void clickedAll() {
    // The browser has changed it by itself.
    shown = "";
    toggleAll.run();
  }

  /** Whether none, some or all rows of the list are selected. */
  void showAll(boolean some, boolean every) {
    String state = some + " " + every;
    if (!state.equals(shown)) {
      shown = state;
      all.getElement()
          .executeJs("this.checked = $0; this.indeterminate = $1", every, some && !every);
    }
  }

  LitRenderer<RunRow> cell() {
    return LitRenderer.<RunRow>of(
            """
            <input class="pw-row-check" type="checkbox" tabindex="-1" aria-label="${item.label}"
              .checked="${live(item.selected)}" @click="${e => { e.stopPropagation(); toggle(e.shiftKey); }}">
            """)
        .withProperty(
            "label", row -> "Select %s / %s %s".formatted(row.module(), row.workflow(), row.run()))
        .withProperty("selected", row -> selection.contains(row.run()))
        .withFunction("toggle", (row, event) -> toggle.accept(row, event.get(0).asBoolean()));
  }
}

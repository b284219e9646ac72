package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.studio.parts.RowGrid;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.shell.CurrentViewpoint;
import java.util.function.Consumer;

/** The grid of runs: narrow pages lose the column By, then Run moves under the workflow. */
final class RunGrid extends RowGrid<RunRow> {

  private static final int WIDTH_WITH_BY = 1400;
  private static final int WIDTH_WITH_RUN = 1100;

  private final Grid.Column<RunRow> run;
  private final Grid.Column<RunRow> by;
  private boolean runBelow;

  RunGrid(Consumer<RunRow> open) {
    super(open);
    setSizeFull();
    setAriaLabel("Runs");
    setTestId("runs");
    addColumn(workflow()).setHeader("Workflow").setFlexGrow(3);
    addColumn(status()).setHeader("Status").setFlexGrow(2);
    run = addColumn(id()).setHeader("Run").setWidth("var(--column-id)").setFlexGrow(0);
    addColumn(workspace()).setHeader("Workspace").setFlexGrow(2);
    addColumn(activity()).setHeader("Activity").setWidth("var(--column-time)").setFlexGrow(0);
    addColumn(took()).setHeader("Took").setWidth("var(--column-time)").setFlexGrow(0);
    addColumn(reused()).setHeader("Reused").setWidth("var(--column-time)").setFlexGrow(0);
    by = addColumn(RunRow::submittedBy).setHeader("By").setWidth("var(--column-id)").setFlexGrow(0);
  }

  /** Fits the columns to the width of the page. */
  void fit(int pageWidth) {
    boolean unknown = pageWidth <= 0;
    by.setVisible(unknown || pageWidth >= WIDTH_WITH_BY);
    run.setVisible(unknown || pageWidth >= WIDTH_WITH_RUN);
    boolean below = !run.isVisible();
    if (below != runBelow) {
      runBelow = below;
      getDataProvider().refreshAll();
    }
  }

  private LitRenderer<RunRow> workflow() {
    return LitRenderer.<RunRow>of(
            """
            <div class="pw-stack" data-gap="none">
              <a class="pw-target pw-truncate" href="${item.href}" router-link title="${item.module} / ${item.workflow}"
                ><span class="pw-module">${item.module} / </span>${item.workflow}</a>
              ${item.below ? html`<span class="pw-mono pw-quiet">${item.below}</span>` : ''}
            </div>
            """)
        .withProperty("href", RunGrid::href)
        .withProperty("module", RunRow::module)
        .withProperty("workflow", RunRow::workflow)
        .withProperty("below", row -> runBelow ? row.run().toString() : "");
  }

  private static LitRenderer<RunRow> status() {
    return LitRenderer.<RunRow>of(
            """
            <span class="pw-row" data-nowrap>
              <span class="pw-state" data-state="${item.state}">${item.words}</span>
              ${item.stale ? html`<span class="pw-stale">stale</span>` : ''}
            </span>
            """)
        .withProperty("state", row -> StateNames.of(row.status()))
        .withProperty("words", RunLabels::status)
        .withProperty("stale", RunRow::stale);
  }

  private static LitRenderer<RunRow> id() {
    return LitRenderer.<RunRow>of("<span class=\"pw-mono\">${item.id}</span>")
        .withProperty("id", row -> row.run().toString());
  }

  private static LitRenderer<RunRow> workspace() {
    return LitRenderer.<RunRow>of(
            """
            <div class="pw-stack" data-gap="none">
              <span class="pw-truncate" title="${item.name}">${item.name}</span>
              ${item.reruns ? html`<span class="pw-small pw-quiet pw-rerun-here">${item.reruns}</span>` : ''}
            </div>
            """)
        .withProperty("name", RunLabels::workspace)
        .withProperty(
            "reruns", row -> RunLabels.reruns(row, CurrentViewpoint.get(UI.getCurrent())));
  }

  private static LitRenderer<RunRow> activity() {
    return LitRenderer.<RunRow>of("<pw-clock mode=\"relative\" since=\"${item.at}\"></pw-clock>")
        .withProperty("at", row -> Long.toString(row.lastActivityAt().toEpochMilli()));
  }

  private static LitRenderer<RunRow> took() {
    return LitRenderer.<RunRow>of(
            "${item.took || !item.start ? item.took : html`<pw-clock mode=\"elapsed\" since=\"${item.start}\"></pw-clock>`}")
        .withProperty("took", RunLabels::took)
        .withProperty(
            "start",
            row ->
                row.timing() == null ? "" : Long.toString(row.timing().startedAt().toEpochMilli()));
  }

  private static LitRenderer<RunRow> reused() {
    return LitRenderer.<RunRow>of(
            """
            ${item.any
              ? html`<span class="pw-pin" data-pin="reused" title="${item.sentence}">${item.words}</span>`
              : html`<span class="pw-quiet" title="${item.sentence}">${item.words}</span>`}
            """)
        .withProperty("any", row -> row.reusedCalls() > 0)
        .withProperty("words", RunLabels::reused)
        .withProperty("sentence", RunLabels::reusedSentence);
  }

  private static String href(RunRow row) {
    return RunLinks.path(row.run())
        + "?"
        + CurrentViewpoint.parameters(UI.getCurrent()).getQueryString();
  }
}

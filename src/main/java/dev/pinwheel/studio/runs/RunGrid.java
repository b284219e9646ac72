package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.pinwheel.query.run.RunOrder;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.parts.RowGrid;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.ShortenedText;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The grid of runs. Narrow pages lose the column By, then Run and Workspace move under the
 * workflow, which the browser decides ({@code run-columns.ts}); on a phone the theme makes a card
 * of each row, for which cells have the names of their columns as part names.
 */
@JsModule("./run-columns.ts")
final class RunGrid extends RowGrid<RunRow> {

  private final Supplier<Instant> now;
  private final RunSelection selection;
  private final Grid.Column<RunRow> time;
  private final NativeButton sort = new NativeButton();
  private RunOrder order = RunOrder.ACTIVITY;

  RunGrid(Consumer<RunRow> open, Supplier<Instant> now, RunSelection selection, RunChecks checks) {
    super(open);
    this.now = now;
    this.selection = selection;
    setSizeFull();
    setAriaLabel("Runs");
    setTestId("runs");
    addClassNames("pw-runs", "pw-cards");
    add("Select", checks.cell())
        .setHeader(checks.all())
        .setWidth("var(--column-check)")
        .setFlexGrow(0);
    add("Workflow", workflow()).setFlexGrow(8);
    add("Status", status()).setFlexGrow(4);
    leftOut(add("Run", id()).setWidth("var(--column-id)").setFlexGrow(0), "run");
    leftOut(add("Workspace", workspace()).setFlexGrow(1), "workspace");
    time = add("Activity", activity());
    sort.addClassName("pw-sort");
    sort.setTestId("sort");
    time.setHeader(sort);
    time.setWidth("var(--column-time)").setFlexGrow(0);
    add("Took", took()).setWidth("var(--column-time)").setFlexGrow(0);
    add("Reused", reused()).setWidth("var(--column-time)").setFlexGrow(0);
    leftOut(
        addColumn(RunRow::submittedBy).setHeader("By").setWidth("var(--column-id)").setFlexGrow(0),
        "by");
    addAttachListener(attach -> getElement().executeJs("window.pinwheelRunColumns.fit(this)"));
  }

  /** The browser leaves the column out of narrow pages, by this name. */
  private static void leftOut(Grid.Column<RunRow> column, String name) {
    column.getElement().setAttribute("data-column", name);
  }

  private Grid.Column<RunRow> add(String title, LitRenderer<RunRow> cell) {
    String part = "run-" + title.toLowerCase(Locale.ROOT);
    return addColumn(cell).setHeader(title).setPartNameGenerator(row -> part);
  }

  /**
   * @param asked called when a person asks for another order
   */
  void onOrder(Consumer<RunOrder> asked) {
    sort.addClickListener(click ->
        asked.accept(order == RunOrder.ACTIVITY ? RunOrder.SUBMISSION : RunOrder.ACTIVITY));
  }

  /** Shows the time by which the rows are sorted; stale ones may be marked. */
  void show(RunOrder sortedBy, boolean markStale) {
    order = sortedBy;
    boolean byActivity = sortedBy == RunOrder.ACTIVITY;
    sort.setText(byActivity ? "Activity ↓" : "Submitted ↓");
    sort.setAriaLabel(
        byActivity
            ? "Activity, latest first. Sort by submission"
            : "Submitted, latest first. Sort by activity");
    setPartNameGenerator(row -> {
      String marked = markStale && row.stale() ? "run-marked" : null;
      return selection.contains(row.run()) ? "run-selected" : marked;
    });
  }

  /** Draws these rows anew, where they are. */
  void refreshRows(Collection<RunRow> rows) {
    rows.forEach(getDataProvider()::refreshItem);
  }

  private static LitRenderer<RunRow> workflow() {
    return LitRenderer.<RunRow>of(
            """
            <div class="pw-stack" data-gap="none">
              <a class="pw-target pw-name-line" href="${item.href}" router-link
                title="${item.name}" aria-label="${item.name}"
                ><span class="pw-shortened"
                  ><span><span class="pw-module">${item.module} / </span>${item.workflow}</span
                  ><span>${item.workflowTail}</span></span>
                <span class="pw-arguments pw-shortened"
                  ><span>${item.arguments}</span><span>${item.argumentsTail}</span></span></a>
              ${(below => below ? html`<span class="pw-small pw-quiet pw-truncate" title="${below}">${below}</span>` : '')(
                window.pinwheelRunColumns.below(item.id, item.workspace, item.reruns))}
            </div>
            """)
        .withProperty("href", RunGrid::href)
        .withProperty("module", RunRow::module)
        .withProperty(
            "name", row -> (row.module() + " / " + row.workflow() + " " + arguments(row)).strip())
        .withProperty("workflow", row -> ShortenedText.head(row.workflow()))
        .withProperty("workflowTail", row -> ShortenedText.tail(row.workflow()))
        .withProperty("arguments", row -> ShortenedText.lineHead(row.argumentLine()))
        .withProperty("argumentsTail", row -> ShortenedText.lineTail(row.argumentLine()))
        .withProperty("id", row -> row.run().toString())
        .withProperty("workspace", RunLabels::workspace)
        .withProperty("reruns", RunGrid::reruns);
  }

  private static String arguments(RunRow row) {
    return ArgumentText.plain(row.argumentLine());
  }

  private LitRenderer<RunRow> status() {
    return LitRenderer.<RunRow>of(
            """
            <div class="pw-stack" data-gap="none">
              <span class="pw-row" data-nowrap>
                <span class="pw-state" data-state="${item.state}" data-stale="${item.stale ? 'stale' : ''}">${item.words}</span>
                ${item.stale ? html`<span class="pw-stale">stale</span>` : ''}
                ${item.kept
                  ? html`<span class="pw-small pw-quiet" title="It is never removed.">kept</span>`
                  : ''}
              </span>
              ${item.error
                ? html`<span class="pw-small pw-quiet pw-truncate" title="${item.error}">${item.error}</span>`
                : ''}
            </div>
            """)
        .withProperty("state", row -> StateNames.of(row.status()))
        .withProperty(
            "words", row -> RunLabels.status(row, ViewerZone.of(UI.getCurrent()), now.get()))
        .withProperty("stale", RunRow::stale)
        .withProperty("kept", RunRow::kept)
        .withProperty("error", RunLabels::error);
  }

  private static LitRenderer<RunRow> id() {
    return LitRenderer.<RunRow>of("<span class=\"pw-mono\">${item.id}</span>")
        .withProperty("id", row -> row.run().toString());
  }

  private static LitRenderer<RunRow> workspace() {
    return LitRenderer.<RunRow>of(
            """
            <div class="pw-stack" data-gap="none">
              <span class="pw-shortened" title="${item.name}${item.nameTail}"
                ><span>${item.name}</span><span>${item.nameTail}</span></span>
              ${item.reruns ? html`<span class="pw-small pw-quiet pw-rerun-here">${item.reruns}</span>` : ''}
            </div>
            """)
        .withProperty("name", row -> ShortenedText.head(RunLabels.workspace(row)))
        .withProperty("nameTail", row -> ShortenedText.tail(RunLabels.workspace(row)))
        .withProperty("reruns", RunGrid::reruns);
  }

  private static String reruns(RunRow row) {
    return RunLabels.reruns(row, CurrentViewpoint.get(UI.getCurrent()));
  }

  private LitRenderer<RunRow> activity() {
    return LitRenderer.<RunRow>of("<pw-clock mode=\"relative\" since=\"${item.at}\"></pw-clock>")
        .withProperty(
            "at",
            row ->
                Long.toString(
                    (order == RunOrder.ACTIVITY ? row.lastActivityAt() : row.submittedAt())
                        .toEpochMilli()));
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
    return RunLinks.path(row.run(), CurrentViewpoint.parameters(UI.getCurrent()));
  }
}

package dev.pinwheel.studio.run.steps;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.pinwheel.model.StepId;
import dev.pinwheel.studio.parts.HiddenText;
import dev.pinwheel.studio.parts.ShortenedText;
import dev.pinwheel.studio.run.drawing.StepOrder;
import dev.pinwheel.studio.run.drawing.StepOrder.By;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The grid of the Steps tab: columns, and what one can do in them. Its items are keys of rows. */
@JsModule("./steps-grid.ts")
@JsModule("./live-clock.ts")
final class StepGrid extends TreeGrid<String> {

  private static final String ROOM = "event.detail.room";

  private final StepTableProvider provider = new StepTableProvider();
  private final Consumer<StepId> openMemo;
  private final Consumer<StepId> rerun;
  private final Grid.Column<String> step;
  private final Grid.Column<String> calledBy;
  private final Grid.Column<String> attempt;
  private final Grid.Column<String> workspace;
  private final Grid.Column<String> memo;
  private final Grid.Column<String> again;
  private StepTableView view = StepTableView.NONE;
  private String module = "";
  private ZoneId zone = ZoneOffset.UTC;
  private @Nullable String focused;
  private boolean isNarrow;

  /**
   * @param openMemo called with the step whose pin was clicked
   * @param rerun called with the step to re-run
   */
  StepGrid(Consumer<StepId> openMemo, Consumer<StepId> rerun) {
    this.openMemo = openMemo;
    this.rerun = rerun;
    setDataProvider(provider);
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    setSizeFull();
    setSelectionMode(SelectionMode.SINGLE);
    setMultiSort(false);
    getElement().setProperty("accessibleName", "Steps in call order");
    setTestId("steps-grid");
    addClassName("pw-cards");
    setPartNameGenerator(key -> row(key).filter(this::isQuiet).isPresent() ? "quiet" : null);
    step = sorted(addColumn(id()).setHeader("Step"), By.STEP, "step");
    sorted(addColumn(target()).setHeader("Target"), By.TARGET, "target")
        .setFlexGrow(7)
        .setPartNameGenerator(key -> "card-title card-line");
    calledBy = addColumn(caller()).setHeader("Called by").setFlexGrow(7);
    calledBy.setVisible(false);
    sorted(addColumn(state()).setHeader("State"), By.STATE, "state");
    attempt =
        sorted(
            addColumn(value(StepTableCells::attempts)).setHeader("Attempt"), By.ATTEMPT, "attempt");
    workspace =
        sorted(addColumn(workspace()).setHeader("Workspace"), By.WORKSPACE, "workspace")
            .setFlexGrow(1);
    memo = sorted(addColumn(pin()).setHeader("Memo"), By.MEMO, "memo");
    sorted(addColumn(took()).setHeader("Took"), By.TOOK, "took");
    again =
        addColumn(rerun())
            .setHeader(new HiddenText("Re-run"))
            .setWidth("var(--column-icon)")
            .setFlexGrow(0);
    getElement()
        .addEventListener("pw-room", told -> fit(told.getEventData().get(ROOM).asString()))
        .addEventData(ROOM);
    addCellFocusListener(focus -> focused = focus.getItem().orElse(null));
    getElement()
        .addEventListener(
            "pw-row-rerun",
            key ->
                Optional.ofNullable(focused)
                    .or(() -> asSingleSelect().getOptionalValue())
                    .ifPresent(at -> withStep(at, rerun)));
    getElement().executeJs("window.pinwheelStepsGrid(this)");
  }

  private boolean isQuiet(StepTableRow row) {
    return row.quiet() || view.isContext(row);
  }

  /** Shows these rows; the caller refreshes what has changed. */
  void show(StepTableView shown, String ofRun, ZoneId viewerZone) {
    view = shown;
    module = ofRun;
    zone = viewerZone;
    provider.show(shown);
    if (calledBy.isVisible() != shown.isFlat()) {
      calledBy.setVisible(shown.isFlat());
      getElement()
          .setProperty("accessibleName", shown.isFlat() ? "Steps, sorted" : "Steps in call order");
    }
  }

  void refreshAll() {
    provider.refreshAll();
  }

  void refresh(String key) {
    provider.refreshItem(key);
  }

  /** Shows in its headers by what the rows are sorted. */
  void showOrder(Optional<StepOrder> order) {
    List<GridSortOrder<String>> wanted =
        order
            .map(by ->
                new GridSortOrder<>(
                    getColumnByKey(by.column().word()),
                    by.descending() ? SortDirection.DESCENDING : SortDirection.ASCENDING))
            .map(List::of)
            .orElse(List.of());
    if (!orderOf(getSortOrder()).equals(order)) {
      sort(wanted);
    }
  }

  /** Calls with the order that the user chose by a header. */
  void onSort(Consumer<Optional<StepOrder>> chosen) {
    addSortListener(sort -> {
      if (sort.isFromClient()) {
        chosen.accept(orderOf(sort.getSortOrder()));
      }
    });
  }

  private static Optional<StepOrder> orderOf(List<GridSortOrder<String>> orders) {
    return orders.stream()
        .findFirst()
        .flatMap(order ->
            StepOrder.parse(
                (order.getDirection() == SortDirection.DESCENDING ? "-" : "")
                    + order.getSorted().getKey()));
  }

  /** Where there is little room, the less important columns are left out. */
  private void fit(String room) {
    boolean wide = room.equals("wide");
    boolean phone = room.equals("phone");
    attempt.setVisible(wide);
    again.setVisible(wide);
    step.setVisible(wide);
    List.of(workspace, memo).forEach(column -> column.setVisible(!phone));
    if (isNarrow == wide) {
      isNarrow = !wide;
      provider.refreshAll();
    }
  }

  private static Grid.Column<String> sorted(Grid.Column<String> shown, By by, String width) {
    return shown
        .setKey(by.word())
        .setSortProperty(by.word())
        .setSortable(true)
        .setWidth("var(--column-of-" + width + ")")
        .setFlexGrow(0);
  }

  private LitRenderer<String> id() {
    return LitRenderer.<String>of("<span class=\"pw-mono pw-quiet\">${item.id}</span>")
        .withProperty("id", value(StepTableCells::id));
  }

  private LitRenderer<String> caller() {
    return LitRenderer.<String>of(
            """
            <span class="pw-mono pw-truncate" title=${item.sentence}>${item.caller}
              <span class="pw-arguments">${item.arguments}</span></span>\
            """)
        .withProperty("caller", value(StepTableCells::calledBy))
        .withProperty("arguments", value(StepTableCells::callerArguments))
        .withProperty("sentence", value(StepTableCells::callerSentence));
  }

  private LitRenderer<String> target() {
    return LitRenderer.<String>of(
            """
            <span class="pw-step-name"><vaadin-grid-tree-toggle .leaf=${!item.parent}
              .expanded=${model.expanded} .level=${model.level} ?data-flat=${item.flat}
              @click=${toggle}></vaadin-grid-tree-toggle><span class="pw-depth" aria-hidden="true"
              ?hidden=${item.flat || model.level <= 12}>${model.level + 1} ›</span
              ><span class="pw-target pw-name-line" title=${item.sentence}><span class="pw-shortened"
              ><span><span class="pw-module">${item.module}</span>${item.target}</span
              ><span>${item.targetTail}</span></span>
              <span class="pw-arguments pw-shortened"
              ><span>${item.arguments}</span><span>${item.argumentsTail}</span></span>
              <span class="pw-quiet pw-truncate">${item.behind}</span></span></span>\
            """)
        .withProperty("parent", provider::hasChildren)
        .withProperty("flat", key -> view.isFlat())
        .withProperty("module", value(row -> StepTableCells.module(row, module)))
        .withProperty("target", value(row -> ShortenedText.head(StepTableCells.target(row))))
        .withProperty("targetTail", value(row -> ShortenedText.tail(StepTableCells.target(row))))
        .withProperty(
            "arguments", value(row -> ShortenedText.lineHead(StepTableCells.argumentLine(row))))
        .withProperty(
            "argumentsTail", value(row -> ShortenedText.lineTail(StepTableCells.argumentLine(row))))
        .withProperty("behind", value(this::behind))
        .withProperty("sentence", value(StepTableCells::sentence))
        .withFunction("toggle", this::toggle);
  }

  private LitRenderer<String> state() {
    return LitRenderer.<String>of(
            """
            <span class="pw-step-state"><span class="pw-state" data-state=${item.state}
              ?hidden=${!item.state} title=${item.words}><span>${item.words}</span></span
              ><span class="pw-quiet" ?hidden=${!item.origin} title=${item.origin}
              >${item.origin}</span></span>\
            """)
        .withProperty("state", value(StepTableCells::dataState))
        .withProperty("words", value(this::stateWords))
        .withProperty("origin", value(StepTableCells::origin));
  }

  /** In a list the callers stand in a column; where there is little room, arguments come first. */
  private String behind(StepTableRow row) {
    boolean room = !isNarrow || row instanceof StepTableRow.Step;
    return view.isFlat() || !room ? "" : StepTableCells.behind(row);
  }

  private String stateWords(StepTableRow row) {
    String attempts = isNarrow ? StepTableCells.attempts(row) : "";
    String state = StepTableCells.state(row, zone);
    return attempts.isEmpty() ? state : state + " · " + attempts;
  }

  private LitRenderer<String> workspace() {
    return ShortenedText.cell(value(StepTableCells::workspace));
  }

  private LitRenderer<String> pin() {
    return LitRenderer.<String>of(
            """
            <button class="pw-pin" data-pin=${item.pin} ?hidden=${!item.pin} title=${item.sentence}
              aria-label=${item.sentence} @click=${memo}>${item.count}</button>\
            """)
        .withProperty("pin", value(StepTableCells::pin))
        .withProperty("sentence", value(row -> StepTableCells.pinSentence(row, zone)))
        .withProperty("count", value(StepTableCells::pinCount))
        .withFunction("memo", key -> withStep(key, openMemo));
  }

  private LitRenderer<String> took() {
    return LitRenderer.<String>of(
            """
            <span class="pw-number">${item.took}</span><pw-clock mode="elapsed"
              since=${item.since} ?hidden=${!item.since}></pw-clock>\
            """)
        .withProperty("took", value(StepTableCells::took))
        .withProperty("since", value(StepTableCells::runningSince));
  }

  private LitRenderer<String> rerun() {
    return LitRenderer.<String>of(
            """
            <vaadin-button theme="icon tertiary small" ?hidden=${!item.id} title=${item.label}
              aria-label=${item.label} @click=${rerun}><vaadin-icon icon="pw:rerun"
              ></vaadin-icon></vaadin-button>\
            """)
        .withProperty("id", value(StepTableCells::id))
        .withProperty("label", value(row -> "Re-run " + row.node().target() + "…"))
        .withFunction("rerun", key -> withStep(key, rerun));
  }

  private ValueProvider<String, String> value(Function<StepTableRow, String> cell) {
    return key -> row(key).map(cell).orElse("");
  }

  private void toggle(String key) {
    if (isExpanded(key)) {
      collapse(List.of(key));
    } else if (provider.hasChildren(key)) {
      expand(List.of(key));
    }
  }

  private Optional<StepTableRow> row(String key) {
    return view.find(key);
  }

  private void withStep(String key, Consumer<StepId> action) {
    row(key).map(StepTableRow::step).ifPresent(action);
  }
}

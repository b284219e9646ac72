package dev.pinwheel.studio.run.steps;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.studio.run.RunActions;
import dev.pinwheel.studio.run.RunAddress.PanelTab;
import dev.pinwheel.studio.run.drawing.Drawing;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The Steps tab: a tree of rows in call order, virtual, with the selection of the graph. */
@JsModule("./steps-grid.ts")
@JsModule("./live-clock.ts")
public final class StepsTab extends Div {

  /** Up to this many rows, all are shown at once; else only what step 1 called. */
  private static final int EXPANDED_UP_TO = 400;

  private final RunActions actions;
  private final TreeGrid<String> grid = new TreeGrid<>();
  private final StepTableProvider provider = new StepTableProvider();
  private StepTableRows rows = StepTableRows.NONE;
  private ZoneId zone = ZoneOffset.UTC;
  private boolean showing;

  public StepsTab(RunActions actions) {
    this.actions = actions;
    addClassNames("pw-body", "pw-steps");
    getElement().setAttribute("data-flush", true);
    setTestId("steps");
    addColumns();
    grid.setDataProvider(provider);
    grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
    grid.setSizeFull();
    grid.setSelectionMode(Grid.SelectionMode.SINGLE);
    grid.getElement().setProperty("accessibleName", "Steps in call order");
    grid.setTestId("steps-grid");
    grid.asSingleSelect().addValueChangeListener(change -> chosen(change.getValue()));
    grid.getElement().executeJs("window.pinwheelStepsGrid(this)");
    add(grid);
  }

  /** Shows the run; rows that say the same stay as they are. */
  public void show(Drawing drawing, ZoneId viewerZone, @Nullable StepId selected) {
    StepTableRows before = rows;
    rows = StepTableRows.of(drawing);
    zone = viewerZone;
    provider.show(rows);
    if (!rows.hasStructureOf(before)) {
      grid.getDataProvider().refreshAll();
      expand(before);
    } else {
      rows.differingFrom(before).forEach(row -> provider.refreshItem(row.key()));
    }
    select(selected);
  }

  /** Puts the keyboard focus into the table. */
  public void focus() {
    grid.getElement().executeJs("window.pinwheelFocusGrid(this)");
  }

  private void expand(StepTableRows before) {
    if (before.size() == 0 && rows.size() <= EXPANDED_UP_TO) {
      grid.expandRecursively(rows.roots().stream().map(StepTableRow::key), Integer.MAX_VALUE);
    } else if (before.size() == 0) {
      grid.expand(rows.roots().stream().map(StepTableRow::key).toList());
    } else if (rows.size() <= EXPANDED_UP_TO) {
      grid.expand(
          rows.steps()
              .filter(node -> before.find(keyOf(node)).isEmpty())
              .map(StepsTab::keyOf)
              .toList());
    }
  }

  private static String keyOf(StepNode node) {
    return Integer.toString(node.step().number());
  }

  private void select(@Nullable StepId selected) {
    String key = selected == null ? null : Integer.toString(selected.number());
    StepTableRow current =
        grid.asSingleSelect().getValue() == null ? null : row(grid.asSingleSelect().getValue());
    if (current != null && current.step().equals(selected)) {
      return;
    }
    showing = true;
    grid.asSingleSelect().setValue(key != null && rows.find(key).isPresent() ? key : null);
    showing = false;
  }

  private void chosen(@Nullable String key) {
    if (!showing && key != null) {
      StepTableRow row = row(key);
      if (row != null) {
        actions.select(row.step());
      }
    }
  }

  private @Nullable StepTableRow row(String key) {
    return rows.find(key).orElse(null);
  }

  private void addColumns() {
    column(
            "Step",
            LitRenderer.<String>of("<span class=\"pw-mono pw-quiet\">${item.id}</span>")
                .withProperty("id", text(StepTableCells::id)))
        .setFlexGrow(0)
        .setAutoWidth(true);
    column("Target", targetRenderer()).setFlexGrow(8);
    column("State", stateRenderer()).setFlexGrow(3);
    column("Attempt", text("attempts", StepTableCells::attempts)).setFlexGrow(0).setAutoWidth(true);
    column("Workspace", text("workspace", StepTableCells::workspace))
        .setAutoWidth(true)
        .setFlexGrow(0);
    column("Memo", pinRenderer()).setFlexGrow(0).setAutoWidth(true);
    column("Took", tookRenderer()).setFlexGrow(0).setAutoWidth(true);
    Span rerun = new Span("Re-run");
    rerun.addClassName("pw-hidden");
    column("", rerunRenderer()).setHeader(rerun).setFlexGrow(0).setAutoWidth(true);
  }

  private Grid.Column<String> column(String header, LitRenderer<String> renderer) {
    return grid.addColumn(renderer).setHeader(header);
  }

  private LitRenderer<String> targetRenderer() {
    return LitRenderer.<String>of(
            """
            <vaadin-grid-tree-toggle .leaf=${!item.parent} .expanded=${model.expanded}
              .level=${model.level} @click=${toggle}><span class="pw-target" title=${item.target}
              ><span class="pw-module">${item.module}</span>${item.target}</span
              ></vaadin-grid-tree-toggle>\
            """)
        .withProperty("parent", provider::hasChildren)
        .withProperty("module", text(row -> StepTableCells.module(row, rows.rootModule())))
        .withProperty("target", text(StepTableCells::target))
        .withFunction("toggle", this::toggle);
  }

  private LitRenderer<String> stateRenderer() {
    return LitRenderer.<String>of(
            """
            <span class="pw-state" data-state=${item.state} ?hidden=${!item.state}
              title=${item.words}><span>${item.words}</span></span>\
            """)
        .withProperty("state", text(StepTableCells::dataState))
        .withProperty("words", text(row -> StepTableCells.state(row, zone)));
  }

  private LitRenderer<String> pinRenderer() {
    return LitRenderer.<String>of(
            """
            <button class="pw-pin" data-pin=${item.pin} ?hidden=${!item.pin} title=${item.sentence}
              aria-label=${item.sentence} @click=${memo}>${item.count}</button>\
            """)
        .withProperty("pin", text(StepTableCells::pin))
        .withProperty("sentence", text(row -> StepTableCells.pinSentence(row, zone)))
        .withProperty("count", text(StepTableCells::pinCount))
        .withFunction("memo", key -> withStep(key, this::openMemo));
  }

  private LitRenderer<String> tookRenderer() {
    return LitRenderer.<String>of(
            """
            <span class="pw-number">${item.took}</span><pw-clock mode="elapsed"
              since=${item.since} ?hidden=${!item.since}></pw-clock>\
            """)
        .withProperty("took", text(StepTableCells::took))
        .withProperty("since", text(StepTableCells::runningSince));
  }

  private LitRenderer<String> rerunRenderer() {
    return LitRenderer.<String>of(
            """
            <vaadin-button theme="icon tertiary small" ?hidden=${!item.id} title=${item.label}
              aria-label=${item.label} @click=${rerun}><vaadin-icon icon="pw:rerun"
              ></vaadin-icon></vaadin-button>\
            """)
        .withProperty("id", text(StepTableCells::id))
        .withProperty("label", text(row -> "Re-run " + StepTableCells.name(row) + "…"))
        .withFunction("rerun", key -> withStep(key, actions::rerun));
  }

  private LitRenderer<String> text(String name, Function<StepTableRow, String> cell) {
    return LitRenderer.<String>of("${item." + name + "}").withProperty(name, text(cell));
  }

  private ValueProvider<String, String> text(Function<StepTableRow, String> cell) {
    return key -> {
      StepTableRow row = row(key);
      return row == null ? "" : cell.apply(row);
    };
  }

  private void toggle(String key) {
    if (grid.isExpanded(key)) {
      grid.collapse(List.of(key));
    } else if (provider.hasChildren(key)) {
      grid.expand(List.of(key));
    }
  }

  private void openMemo(StepId step) {
    actions.open(actions.address().withStep(step.number()).withTab(PanelTab.MEMO));
  }

  private void withStep(String key, Consumer<StepId> action) {
    StepTableRow row = row(key);
    if (row != null) {
      action.accept(row.step());
    }
  }
}

package dev.pinwheel.studio.run.steps;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.model.StepId;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.action.RunAddress.PanelTab;
import dev.pinwheel.studio.run.drawing.Drawing;
import dev.pinwheel.studio.run.drawing.StepOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Steps tab: a tree of rows in call order, virtual, with the selection of the graph. */
public final class StepsTab extends Div {

  /** Up to this many rows, all are shown at once; else only what step 1 called. */
  private static final int EXPANDED_UP_TO = 400;

  /** Rows of so many steps are made with the page locked, which takes a few milliseconds. */
  private static final int AT_ONCE = 200;

  private final RunActions actions;
  private final StepToolbar toolbar = new StepToolbar(this::ask);
  private final StepGrid grid;

  /** The rows that are open when nothing is filtered. */
  private final Set<String> open = new HashSet<>();

  private final Div none;
  private StepTable table = StepTable.NONE;
  private @Nullable Drawing drawing;
  private RunAddress.Steps asked = RunAddress.Steps.ALL;
  private @Nullable StepId selected;
  private ZoneId zone = ZoneOffset.UTC;
  private boolean preparing;
  private boolean wantsFocus;
  private boolean showing;

  public StepsTab(RunActions actions) {
    this.actions = actions;
    this.grid = new StepGrid(this::openMemo, actions::rerun);
    addClassNames("pw-body", "pw-steps");
    getElement().setAttribute("data-flush", true);
    setTestId("steps");
    grid.asSingleSelect().addValueChangeListener(change -> chosen(change.getValue()));
    grid.onSort(order -> ask(sorted(order.map(StepOrder::word).orElse(""))));
    grid.addExpandListener(expand -> {
      if (!table.view().isFiltered()) {
        open.addAll(expand.getItems());
      }
    });
    grid.addCollapseListener(collapse -> {
      if (!table.view().isFiltered()) {
        open.removeAll(collapse.getItems());
      }
    });
    none =
        new Div(
            new Paragraph("No step matches."),
            Buttons.secondary("Show all steps", click -> ask(RunAddress.Steps.ALL)));
    none.addClassName("pw-empty");
    none.setVisible(false);
    grid.setEmptyStateComponent(none);
    add(toolbar, grid, StepMenu.of(grid, actions, key -> table.view().find(key)));
  }

  /** Shows the run; rows that say the same stay as they are. */
  public void show(
      Drawing drawn, RunAddress.Steps steps, ZoneId viewerZone, @Nullable StepId selectedStep) {
    if (drawing != null && !drawing.tree().header().run().equals(drawn.tree().header().run())) {
      table = StepTable.NONE;
    }
    drawing = drawn;
    asked = steps;
    zone = viewerZone;
    selected = selectedStep;
    if (table.shows(drawn, steps)) {
      select(selectedStep);
    } else if (drawn.tree().nodes().size() <= AT_ONCE) {
      showTable(StepTable.of(drawn, steps, table, actions.now()));
    } else {
      prepare();
    }
  }

  /** One after the other; what was asked for meanwhile is made afterwards. */
  private void prepare() {
    Drawing drawn = drawing;
    if (preparing || drawn == null) {
      return;
    }
    preparing = true;
    RunAddress.Steps steps = asked;
    StepTable former = table;
    Instant now = actions.now();
    Background.run(
        actions.ui(),
        () -> StepTable.of(drawn, steps, former, now),
        made -> {
          preparing = false;
          if (table == former) {
            showTable(made);
          }
          if (drawing != null && !table.shows(drawing, asked)) {
            prepare();
          }
        },
        failure -> {
          preparing = false;
          throw failure;
        });
  }

  private void showTable(StepTable made) {
    StepTable former = table;
    table = made;
    grid.show(made.view(), made.rows().module(), zone);
    grid.showOrder(StepOrder.parse(made.asked().sort()));
    toolbar.show(made.asked(), made.view().steps(), made.rows().steps());
    none.setVisible(true);
    if (made.alike()) {
      made.changed().forEach(grid::refresh);
    } else {
      grid.refreshAll();
      expand(former);
    }
    select(selected);
    if (wantsFocus) {
      wantsFocus = false;
      focus();
    }
  }

  /** Puts the keyboard focus into the table, as soon as there is one. */
  public void focus() {
    if (preparing) {
      wantsFocus = true;
    } else {
      grid.getElement().executeJs("window.pinwheelFocusGrid(this)");
    }
  }

  private RunAddress.Steps sorted(String order) {
    return new RunAddress.Steps(asked.find(), asked.onlyFailed(), asked.hideDone(), order);
  }

  /** The user asks for other rows, or for another order. */
  private void ask(RunAddress.Steps steps) {
    actions.replace(actions.address().withSteps(steps));
    if (drawing != null) {
      show(drawing, steps, zone, selected);
    }
  }

  /** What leads to rows that are asked for is open. */
  private void expand(StepTable former) {
    StepTableRows rows = table.rows();
    StepTableRows before = former.rows();
    StepTableView view = table.view();
    if (before.size() == 0) {
      open.clear();
      open.addAll(rows.size() > EXPANDED_UP_TO ? rootKeys() : rows.openAtFirst());
    } else if (rows.size() <= EXPANDED_UP_TO) {
      rows.openAtFirst().stream().filter(key -> !before.hasBelow(key)).forEach(open::add);
    }
    if (view.isFiltered()) {
      Set<String> known =
          new HashSet<>(former.view().isFiltered() ? former.view().parents() : List.of());
      grid.expand(view.parents().stream().filter(key -> !known.contains(key)).toList());
      return;
    }
    if (former.view().isFiltered()) {
      grid.collapse(view.parents().stream().filter(key -> !open.contains(key)).toList());
    }
    if (!view.isFlat()) {
      grid.expand(open.stream().filter(key -> !grid.isExpanded(key)).toList());
    }
  }

  private List<String> rootKeys() {
    return table.rows().roots().stream().map(StepTableRow::key).toList();
  }

  private void select(@Nullable StepId step) {
    StepTableRows rows = table.rows();
    String key = step == null ? null : StepTableRow.keyOf(step);
    String before = grid.asSingleSelect().getValue();
    StepTableRow current = before == null ? null : rows.find(before).orElse(null);
    if (current != null && current.step().equals(step)) {
      return;
    }
    Optional<StepTableRow> row = Optional.ofNullable(key).flatMap(rows::find);
    showing = true;
    grid.asSingleSelect().setValue(row.map(StepTableRow::key).orElse(null));
    showing = false;
    row.filter(table.view()::shows).ifPresent(this::reveal);
  }

  /** Scrolls to a row that was selected elsewhere. */
  private void reveal(StepTableRow row) {
    grid.expand(table.view().above(row));
    grid.scrollToItem(row.key());
  }

  private void chosen(@Nullable String key) {
    if (!showing && key != null) {
      table.rows().find(key).map(StepTableRow::step).ifPresent(actions::select);
    }
  }

  private void openMemo(StepId step) {
    actions.open(actions.address().withStep(step.number()).withTab(PanelTab.MEMO));
  }
}

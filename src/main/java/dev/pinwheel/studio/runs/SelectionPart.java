package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.run.bulk.BulkCancelDialog;
import dev.pinwheel.studio.run.bulk.BulkRerunDialog;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of the list are selected, and what is done with them. The selection survives live
 * updates; it ends when other runs are asked for, or from another workspace.
 */
final class SelectionPart implements SelectionBar.Acts {

  private final StudioContext context;
  private final RunGrid grid;
  private final RunGridRows rows;
  private final RunSelection selection;
  private final RunChecks checks;
  private final SelectionBar bar = new SelectionBar(this);
  private @Nullable WorkspaceId workspace;
  private @Nullable RunQuery query;

  /** On a phone, checkboxes are there on request. */
  private boolean selecting;

  /** What the last change left out; empty for nothing. */
  private String sentence = "";

  SelectionPart(
      StudioContext context,
      RunGrid grid,
      RunGridRows rows,
      RunSelection selection,
      RunChecks checks) {
    this.context = context;
    this.grid = grid;
    this.rows = rows;
    this.selection = selection;
    this.checks = checks;
    checks.onToggle(this::toggle, this::toggleAll);
    grid.onSelectKeys(this::toggle, this::clear);
    bar.getElement()
        .addEventListener("keydown", escape -> clear())
        .setFilter("event.key === 'Escape'");
  }

  Component bar() {
    return bar;
  }

  boolean isEmpty() {
    return selection.isEmpty();
  }

  /** What is selected is of this viewpoint and this query, whatever their order. */
  void lookFrom(Viewpoint viewpoint, RunQuery asked) {
    RunQuery inAnyOrder = asked.by(RunQuery.ALL.order());
    if (!viewpoint.workspace().id().equals(workspace) || !inAnyOrder.equals(query)) {
      workspace = viewpoint.workspace().id();
      query = inAnyOrder;
      forget();
    }
  }

  /** Rows as they were read anew. */
  void refresh(Collection<RunRow> changed) {
    selection.refresh(changed);
    show();
  }

  /** Shows the checkboxes where they are not shown by themselves, or no longer. */
  void beginOrClear() {
    if (selecting || !selection.isEmpty()) {
      clear();
    } else {
      selecting = true;
      show();
    }
  }

  private void toggle(RunRow row, boolean extend) {
    RunId anchor = selection.anchor();
    RowPositions.Span span =
        extend && anchor != null ? rows.span(anchor, row.run()).orElse(null) : null;
    if (span == null) {
      boolean taken = selection.toggle(row);
      changed(List.of(row), taken ? "" : SelectionText.full(1));
      return;
    }
    // One more than there is room for, so that it is known that some were left out.
    RowPositions.Span taken = span.atMost(RunSelection.MOST + 1);
    int beyond = span.size() - taken.size();
    List<RunRow> known = rows.known(taken).orElse(null);
    if (known != null) {
      extend(known, taken, beyond);
    } else {
      Background.run(
          UI.getCurrent(),
          () -> rows.read(taken),
          read -> extend(read, taken, beyond),
          failure -> {
            throw failure;
          });
    }
  }

  private void extend(List<RunRow> fromTop, RowPositions.Span span, int beyond) {
    List<RunRow> range = span.upwards() ? fromTop.reversed() : fromTop;
    int leftOut = selection.extend(range) + beyond;
    changed(range, leftOut == 0 ? "" : SelectionText.full(leftOut));
  }

  private void toggleAll() {
    if (isEverySelected()) {
      clear();
    } else {
      selectAll();
    }
  }

  private boolean isEverySelected() {
    List<RunRow> first = rows.first();
    return !first.isEmpty()
        && first.stream().limit(RunSelection.MOST).allMatch(row -> selection.contains(row.run()));
  }

  @Override
  public void selectAll() {
    List<RunRow> first = rows.first().stream().limit(RunSelection.MOST).toList();
    List<RunRow> before = rows.loaded(selection.runs());
    selection.replace(first);
    List<RunRow> touched = new ArrayList<>(before);
    touched.addAll(first);
    changed(touched, SelectionText.all(selection.size(), rows.listed()));
  }

  @Override
  public void clear() {
    if (selection.isEmpty() && !selecting) {
      return;
    }
    boolean any = !selection.isEmpty();
    List<RunRow> before = rows.loaded(selection.runs());
    selecting = false;
    selection.clear();
    changed(before, "");
    if (any) {
      Announcer.say(UI.getCurrent(), "Nothing selected.");
    }
  }

  private void forget() {
    List<RunRow> before = rows.loaded(selection.runs());
    selecting = false;
    selection.clear();
    sentence = "";
    grid.refreshRows(before);
    show();
  }

  private void changed(Collection<RunRow> touched, String leftOut) {
    sentence = leftOut;
    grid.refreshRows(touched);
    show();
    if (selection.isEmpty()) {
      grid.focusRows();
    } else {
      Announcer.say(
          UI.getCurrent(), (SelectionText.count(selection.size()) + ". " + sentence).strip());
    }
  }

  private void show() {
    boolean any = !selection.isEmpty() || selecting;
    rows.alsoNote(selection.runs());
    grid.getElement().setAttribute("data-selecting", any);
    checks.showAll(!selection.isEmpty(), isEverySelected());
    bar.setVisible(any);
    if (any) {
      bar.show(
          selection,
          CurrentViewpoint.workspace(UI.getCurrent()),
          context.refusal(Permission.CANCEL),
          sentence,
          rows.listed());
    }
  }

  @Override
  public void rerun() {
    rerun(selection.inOrder());
  }

  /** Asks where to re-run these runs, and does it. */
  void rerun(List<RunId> runs) {
    UI ui = UI.getCurrent();
    BulkRerunDialog.open(context, ui, runs, rerun -> reRan(ui, rerun));
  }

  /** The list goes where they execute now, unless one has left it meanwhile. */
  private void reRan(UI ui, BulkRerunDialog.Rerun rerun) {
    deselect(rerun.runs());
    if (grid.isAttached() && !rerun.workspace().equals(CurrentViewpoint.workspace(ui))) {
      ui.navigate("runs", QueryParameters.of(CurrentViewpoint.PARAMETER, rerun.workspace()));
    }
  }

  @Override
  public void cancel() {
    BulkCancelDialog.open(context, UI.getCurrent(), selection.inOrder(), this::deselect);
  }

  private void deselect(Collection<RunId> runs) {
    List<RunRow> before = rows.loaded(runs);
    selection.removeAll(runs);
    selecting = selecting && !selection.isEmpty();
    changed(before, "");
  }

  /** What can be done now. */
  List<PaletteCommand> commands() {
    List<PaletteCommand> commands = new ArrayList<>();
    int size = selection.size();
    if (selection.rerunnable() > 0) {
      commands.add(
          PaletteCommand.of(SelectionText.command("Re-run", size), StudioIcon.RERUN, this::rerun));
    }
    if (selection.cancellable() > 0) {
      commands.add(
          PaletteCommand.of(SelectionText.command("Cancel", size), StudioIcon.STOP, this::cancel));
    }
    if (size > 0) {
      commands.add(new PaletteCommand("Clear the selection", StudioIcon.CLOSE, "Esc", this::clear));
    }
    if (!rows.first().isEmpty() && !isEverySelected()) {
      commands.add(
          PaletteCommand.of(
              SelectionText.selectAll(rows.listed()) + " runs", StudioIcon.TICK, this::selectAll));
    }
    return commands;
  }
}

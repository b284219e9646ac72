package dev.pinwheel.studio.run.steps;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.grid.contextmenu.GridMenuItem;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.studio.parts.Clipboard;
import dev.pinwheel.studio.run.action.CopiedArguments;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.action.RunAddress.PanelTab;
import dev.pinwheel.studio.run.action.RunAddress.View;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The context menu of a row of the steps. */
final class StepMenu {

  private StepMenu() {}

  /**
   * The menu, to be added beside the grid, so that it belongs to the view.
   *
   * @param find the row of a key
   */
  static Component of(
      StepGrid grid, RunActions actions, Function<String, Optional<StepTableRow>> find) {
    GridContextMenu<String> menu = grid.addContextMenu();
    item(menu, find, "Open", row -> actions.select(row.step()));
    GridMenuItem<String> rerun = item(menu, find, "Re-run…", row -> actions.rerun(row.step()));
    GridMenuItem<String> child =
        item(menu, find, "Re-run in child…", row -> actions.rerunInChild(row.step()));
    item(
        menu,
        find,
        "Show in the graph",
        row -> actions.open(at(actions, row).withView(View.GRAPH)));
    item(menu, find, "Show its log", row -> actions.open(at(actions, row).withTab(PanelTab.LOGS)));
    GridMenuItem<String> id =
        item(menu, find, "Copy id", row -> copy(actions, row.step().toString()));
    item(
        menu,
        find,
        "Copy link",
        row -> copy(actions, Clipboard.ORIGIN + "/" + actions.href(at(actions, row))));
    GridMenuItem<String> arguments =
        item(menu, find, "Copy arguments", row -> copyArguments(actions, row));
    menu.setDynamicContentHandler(key -> {
      Optional<StepTableRow> row = key == null ? Optional.empty() : find.apply(key);
      row.ifPresent(of -> {
        rerun.setText("Re-run " + of.node().target() + "…");
        child.setVisible(actions.offersChild());
        id.setText("Copy id " + of.step());
        arguments.setEnabled(!StepTableCells.arguments(of).isEmpty());
      });
      return row.isPresent();
    });
    return menu;
  }

  private static GridMenuItem<String> item(
      GridContextMenu<String> menu,
      Function<String, Optional<StepTableRow>> find,
      String text,
      Consumer<StepTableRow> act) {
    return menu.addItem(text, click -> click.getItem().flatMap(find).ifPresent(act));
  }

  private static RunAddress at(RunActions actions, StepTableRow row) {
    return actions.address().withStep(row.step().number());
  }

  private static void copyArguments(RunActions actions, StepTableRow row) {
    CallEdge call = StepTableCells.callMade(row);
    if (call == null || call.argumentLine() == null) {
      CopiedArguments.ofStep(actions.context(), actions.ui(), row.step());
    } else {
      CopiedArguments.ofCall(actions.context(), actions.ui(), call);
    }
  }

  private static void copy(RunActions actions, String text) {
    Clipboard.run(actions.ui(), text);
  }
}

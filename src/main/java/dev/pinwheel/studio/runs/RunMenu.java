package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.grid.contextmenu.GridMenuItem;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.shell.CurrentViewpoint;
import dev.pinwheel.studio.shell.Notifications;
import dev.pinwheel.studio.shell.StudioContext;
import dev.pinwheel.studio.workflows.RunDialog;
import java.util.function.Consumer;

/** The context menu of a run in the list. */
final class RunMenu {

  private final StudioContext context;

  RunMenu(StudioContext context) {
    this.context = context;
  }

  /** The menu of the grid's rows, to be added beside the grid, so that it belongs to the view. */
  Component of(RunGrid grid, Consumer<RunRow> open, Consumer<RunRow> rerun) {
    GridContextMenu<RunRow> menu = grid.addContextMenu();
    menu.addItem("Open", click -> click.getItem().ifPresent(open));
    GridMenuItem<RunRow> whole =
        menu.addItem("Re-run whole run…", click -> click.getItem().ifPresent(rerun));
    menu.addItem("Start a new run…", click -> click.getItem().ifPresent(this::startNew));
    menu.addItem("Copy id", click -> click.getItem().ifPresent(RunMenu::copyId));
    menu.setDynamicContentHandler(row -> {
      whole.setEnabled(row != null && row.status() != State.PART);
      return row != null;
    });
    return menu;
  }

  private void startNew(RunRow row) {
    UI ui = UI.getCurrent();
    context
        .reads()
        .modules()
        .findArguments(CurrentViewpoint.get(ui), row.run())
        .ifPresentOrElse(
            last -> RunDialog.open(ui, context, row.module(), row.workflow(), last.arguments()),
            () -> RunDialog.open(ui, context, row.module(), row.workflow()));
  }

  private static void copyId(RunRow row) {
    UI.getCurrent().getPage().executeJs("navigator.clipboard?.writeText($0)", row.run().toString());
    Notifications.done("Copied " + row.run() + ".");
  }
}

package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.grid.contextmenu.GridMenuItem;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Clipboard;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.run.action.CopiedArguments;
import dev.pinwheel.studio.workflows.RunDialog;
import java.util.Optional;
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
    GridMenuItem<RunRow> newRun =
        menu.addItem(
            "New run with these arguments…", click -> click.getItem().ifPresent(this::newRunLike));
    menu.addItem("Copy id", click -> click.getItem().ifPresent(RunMenu::copyId));
    menu.addItem("Copy link", click -> click.getItem().ifPresent(RunMenu::copyLink));
    GridMenuItem<RunRow> arguments =
        menu.addItem("Copy arguments", click -> click.getItem().ifPresent(this::copyArguments));
    menu.setDynamicContentHandler(row -> {
      boolean isWhole = row != null && row.status() != State.PART;
      whole.setEnabled(isWhole);
      Optional<String> refusal = context.refusal(Permission.SUBMIT_RUN);
      newRun.setEnabled(isWhole && refusal.isEmpty());
      newRun.getElement().setAttribute("title", refusal.orElse(""));
      arguments.setEnabled(row != null && row.argumentLine() != null);
      return row != null;
    });
    return menu;
  }

  private void newRunLike(RunRow row) {
    RunDialog.openLike(UI.getCurrent(), context, row.run(), row.module(), row.workflow());
  }

  private static void copyId(RunRow row) {
    UI.getCurrent().getPage().executeJs("navigator.clipboard?.writeText($0)", row.run().toString());
    Notifications.done("Copied " + row.run() + ".");
  }

  private static void copyLink(RunRow row) {
    String path = RunLinks.path(row.run(), CurrentViewpoint.parameters(UI.getCurrent()));
    Clipboard.run(UI.getCurrent(), Clipboard.ORIGIN + "/" + path);
  }

  private void copyArguments(RunRow row) {
    CopiedArguments.ofStep(context, UI.getCurrent(), new StepId(row.run(), 1));
  }
}

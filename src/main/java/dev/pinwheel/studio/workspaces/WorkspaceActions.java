package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.engine.Command;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.shell.CurrentViewpoint;
import dev.pinwheel.studio.shell.Notifications;
import dev.pinwheel.studio.shell.StudioContext;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.ArrayList;
import java.util.List;

/** The actions on a workspace, in the menu of its row and in the context menu. */
final class WorkspaceActions {

  private record Action(String label, Runnable perform) {}

  private final StudioContext context;

  WorkspaceActions(StudioContext context) {
    this.context = context;
  }

  Component menu(WorkspaceNode node) {
    Button button = Buttons.icon(StudioIcon.MORE, "Actions on " + node.name(), click -> {});
    button.addThemeVariants(ButtonVariant.SMALL);
    button.setTestId("workspace-actions");
    ContextMenu menu = new ContextMenu(button);
    menu.setOpenOnClick(true);
    actions(node).forEach(action -> menu.addItem(action.label(), click -> action.perform().run()));
    return new Div(button, menu);
  }

  /** The menu of the grid's rows, to be added beside the grid, so that it belongs to the view. */
  Component contextMenu(WorkspaceGrid grid) {
    GridContextMenu<WorkspaceNode> menu = grid.addContextMenu();
    menu.setDynamicContentHandler(node -> {
      menu.removeAll();
      if (node == null) {
        return false;
      }
      actions(node)
          .forEach(action -> menu.addItem(action.label(), click -> action.perform().run()));
      return true;
    });
    return menu;
  }

  private List<Action> actions(WorkspaceNode node) {
    String name = node.name().value();
    List<Action> actions = new ArrayList<>();
    actions.add(
        new Action(
            "Switch to this workspace", () -> CurrentViewpoint.switchTo(UI.getCurrent(), name)));
    actions.add(
        new Action(
            "New workspace based on this…",
            () -> NewWorkspaceDialog.openAndSwitch(UI.getCurrent(), context, name)));
    if (node.workspace().state() == WorkspaceState.ARCHIVED) {
      return actions;
    }
    actions.add(new Action("Rename…", () -> new RenameDialog(context, node).open()));
    actions.add(new Action("Change base…", () -> new ChangeBaseDialog(context, node).open()));
    actions.add(new Action("Retention…", () -> new RetentionDialog(context, node).open()));
    actions.add(
        node.workspace().state() == WorkspaceState.PAUSED
            ? new Action("Resume", () -> resume(name))
            : new Action("Pause…", () -> ActionDialogs.pause(context, node).open()));
    actions.add(new Action("Archive…", () -> ActionDialogs.archive(context, node).open()));
    return actions;
  }

  private void resume(String name) {
    context.execute(
        UI.getCurrent(),
        new Command.ResumeWorkspace(name, context.actor()),
        resumed -> Notifications.done(name + " is active again."));
  }
}

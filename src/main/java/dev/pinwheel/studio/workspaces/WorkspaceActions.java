package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItemBase;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.access.Permission;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.LazyMenu;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The actions on a workspace, in the menu of its row and in the context menu. */
final class WorkspaceActions {

  /**
   * @param refusal why the viewer may not do it; empty when they may
   */
  private record Action(String label, Runnable perform, Optional<String> refusal) {

    Action(String label, Runnable perform) {
      this(label, perform, Optional.empty());
    }
  }

  private final StudioContext context;

  WorkspaceActions(StudioContext context) {
    this.context = context;
  }

  Component menu(WorkspaceNode node) {
    Button button = Buttons.icon(StudioIcon.MORE, "Actions on " + node.name(), click -> {});
    button.addThemeVariants(ButtonVariant.SMALL);
    button.setTestId("workspace-actions");
    return new Div(
        button,
        new LazyMenu(
            button,
            menu ->
                actions(node)
                    .forEach(action ->
                        explain(
                            menu.addItem(action.label(), click -> action.perform().run()),
                            action))));
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
          .forEach(action ->
              explain(menu.addItem(action.label(), click -> action.perform().run()), action));
      return true;
    });
    return menu;
  }

  /** What the viewer may not do stays in its place and says why. */
  private static void explain(MenuItemBase<?, ?, ?> item, Action action) {
    action
        .refusal()
        .ifPresent(sentence -> {
          item.setEnabled(false);
          item.getElement().setAttribute("title", sentence);
        });
  }

  private Action action(String label, Permission permission, WorkspaceNode node, Runnable perform) {
    return new Action(label, perform, context.refusal(permission, node.workspace()));
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
            () -> NewWorkspaceDialog.openAndSwitch(UI.getCurrent(), context, name),
            context.creationRefusal()));
    if (node.workspace().state() == WorkspaceState.ARCHIVED) {
      return actions;
    }
    actions.add(
        action(
            "Rename…",
            Permission.RENAME_WORKSPACE,
            node,
            () -> new RenameDialog(context, node).open()));
    actions.add(
        action(
            "Change base…",
            Permission.CHANGE_BASE,
            node,
            () -> new ChangeBaseDialog(context, node).open()));
    actions.add(
        action(
            "Retention…",
            Permission.SET_RETENTION,
            node,
            () -> new RetentionDialog(context, node).open()));
    if (context.access().isSecured()) {
      actions.add(
          action(
              "Who may base on it…",
              Permission.SET_BASING,
              node,
              () -> BasingDialog.open(context, node)));
    }
    boolean paused = node.workspace().state() == WorkspaceState.PAUSED;
    actions.add(
        action(
            paused ? "Resume" : "Pause…",
            Permission.PAUSE_WORKSPACE,
            node,
            paused ? () -> resume(name) : () -> ActionDialogs.pause(context, node).open()));
    actions.add(
        action(
            "Archive…",
            Permission.ARCHIVE_WORKSPACE,
            node,
            () -> ActionDialogs.archive(context, node).open()));
    return actions;
  }

  private void resume(String name) {
    context.execute(
        UI.getCurrent(),
        new Command.ResumeWorkspace(name, context.actor()),
        resumed -> Notifications.done(name + " is active again."));
  }
}

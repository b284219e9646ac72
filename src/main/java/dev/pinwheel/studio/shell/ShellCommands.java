package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.page.ThemeSwitch;
import dev.pinwheel.studio.queue.QueueView;
import dev.pinwheel.studio.runs.RunsView;
import dev.pinwheel.studio.theme.StudioIcon;
import dev.pinwheel.studio.workers.WorkersView;
import dev.pinwheel.studio.workflows.WorkflowsView;
import dev.pinwheel.studio.workspaces.NewWorkspaceDialog;
import dev.pinwheel.studio.workspaces.WorkspacesView;
import java.util.ArrayList;
import java.util.List;

/** The commands of every page. */
final class ShellCommands {

  private static final String CLICK = "document.getElementById($0)?.click()";

  private ShellCommands() {}

  static List<PaletteCommand> list(StudioContext context, ThemeSwitch themes) {
    List<PaletteCommand> commands = new ArrayList<>();
    commands.add(go("Runs", StudioIcon.RUNS, RunsView.class));
    commands.add(go("Workflows", StudioIcon.WORKFLOWS, WorkflowsView.class));
    commands.add(go("Workspaces", StudioIcon.WORKSPACES, WorkspacesView.class));
    commands.add(go("Queue", StudioIcon.QUEUE, QueueView.class));
    commands.add(go("Workers", StudioIcon.WORKERS, WorkersView.class));
    commands.add(click("Switch workspace…", StudioIcon.BRANCH, "pw-band").by("w"));
    if (context.creationRefusal().isEmpty()) {
      commands.add(
          PaletteCommand.of(
              "New workspace…",
              StudioIcon.PLUS,
              () -> NewWorkspaceDialog.openAndSwitch(UI.getCurrent(), context)));
    }
    commands.addAll(themes.commands());
    commands.add(click("Keyboard shortcuts and help", StudioIcon.KEYBOARD, "pw-help").by("?"));
    return commands;
  }

  private static PaletteCommand go(String title, StudioIcon icon, Class<? extends Component> view) {
    return PaletteCommand.of(
        "Go to " + title,
        icon,
        () -> {
          UI ui = UI.getCurrent();
          ui.navigate(view, CurrentViewpoint.parameters(ui));
        });
  }

  private static PaletteCommand click(String label, StudioIcon icon, String id) {
    return PaletteCommand.of(label, icon, () -> UI.getCurrent().getPage().executeJs(CLICK, id));
  }
}

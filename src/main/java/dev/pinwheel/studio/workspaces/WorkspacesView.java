package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.WindowTitle;
import dev.pinwheel.studio.shell.MainLayout;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All workspaces as a tree, with their actions. */
@Route(value = "workspaces", layout = MainLayout.class)
@Needs(Permission.VIEW)
public final class WorkspacesView extends Div implements HasDynamicTitle, HasCommands {

  private final StudioContext context;
  private final Checkbox archived = new Checkbox("Show archived");
  private final WorkspaceGrid grid;
  private final Sight sight;
  private volatile boolean withArchived;
  private @Nullable Watch watch;

  public WorkspacesView(StudioContext context) {
    this.context = context;
    this.sight = context.sight();
    this.grid = new WorkspaceGrid(context);
    addClassName("pw-page");
    archived.setTestId("show-archived");
    archived.addValueChangeListener(change -> showArchived(change.getValue()));
    Div body = new Div(grid, grid.contextMenu());
    body.addClassName("pw-body");
    body.getElement().setAttribute("data-flush", true);
    add(header(), body);
  }

  private Component header() {
    Button create = Buttons.primary("New workspace…", click -> createWorkspace());
    create.setIcon(StudioIcon.PLUS.create());
    create.setTestId("new-workspace");
    Buttons.allowUnless(create, context.creationRefusal());
    Div end = new Div(archived, create);
    end.addClassNames("pw-row", "pw-end");
    return new PageHeader("Workspaces", end);
  }

  private void createWorkspace() {
    NewWorkspaceDialog.openAndSwitch(UI.getCurrent(), context);
  }

  @Override
  public List<PaletteCommand> commands() {
    List<PaletteCommand> commands = new ArrayList<>();
    if (context.creationRefusal().isEmpty()) {
      commands.add(PaletteCommand.of("New workspace…", StudioIcon.PLUS, this::createWorkspace));
    }
    boolean show = !archived.getValue();
    commands.add(
        PaletteCommand.of(
            show ? "Show archived workspaces" : "Hide archived workspaces",
            StudioIcon.ARCHIVE,
            () -> archived.setValue(show)));
    return commands;
  }

  private void showArchived(boolean show) {
    withArchived = show;
    if (watch != null) {
      watch.refresh();
    }
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      watch = context.live().watchCalmly(this, changes -> true, this::read, grid::show);
    }
  }

  private List<WorkspaceNode> read() {
    return context.reads().workspaces().list(sight, withArchived);
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of("Workspaces", CurrentViewpoint.workspace(UI.getCurrent()));
  }
}

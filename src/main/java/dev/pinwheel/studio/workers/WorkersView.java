package dev.pinwheel.studio.workers;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.query.WorkerView;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.parts.WindowTitle;
import dev.pinwheel.studio.shell.MainLayout;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workers that serve the workspace or a base of it: modules, busy slots, and for a while those
 * that left or were lost (D1).
 */
@Route(value = "workers", layout = MainLayout.class)
@Needs(Permission.VIEW)
@JsModule("./live-clock.ts")
public final class WorkersView extends Div
    implements BeforeEnterObserver, HasDynamicTitle, HasCommands {

  private final StudioContext context;
  private final WorkerGrid grid;
  private final PageHeader header = new PageHeader("Workers");
  private final Div code = new Div();
  private volatile @Nullable Viewpoint viewpoint;
  private @Nullable Watch watch;

  public WorkersView(StudioContext context) {
    this.context = context;
    this.grid = new WorkerGrid(() -> context.clock().instant());
    addClassName("pw-page");
    code.addClassName("pw-toolbar");
    Div body = new Div(grid);
    body.addClassName("pw-body");
    body.getElement().setAttribute("data-flush", true);
    add(header, code, body);
    CurrentViewpoint.onChange(this, this::lookFrom);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    lookFrom(CurrentViewpoint.get(event.getUI()));
  }

  private void lookFrom(Viewpoint from) {
    viewpoint = from;
    String name = from.name().value();
    header.lookFrom(from);
    code.removeAll();
    code.add(new WorkerCode(name));
    grid.setEmptyStateComponent(
        new EmptyState(
            "No worker serves " + name,
            "Runs wait until one connects. Start a worker with the command above, or the server"
                + " with its embedded worker; it appears here automatically."));
    if (watch != null) {
      watch.refresh();
    }
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      watch = context.live().watchCalmly(this, this::concerns, this::read, this::show);
    }
  }

  /** What starts a worker for the workspace of the page. */
  @Override
  public List<PaletteCommand> commands() {
    UI ui = UI.getCurrent();
    String workspace = CurrentViewpoint.workspace(ui);
    return List.of(
        PaletteCommand.of(
            "Copy the command that starts a worker",
            StudioIcon.COPY,
            () -> WorkerCode.copyCommand(ui, workspace)),
        PaletteCommand.of(
            "Copy the code that starts a worker",
            StudioIcon.COPY,
            () -> WorkerCode.copyLine(ui, workspace)));
  }

  private boolean concerns(EngineChanges changes) {
    Viewpoint from = viewpoint;
    return changes.sessions()
        || changes.workspaces()
        || from != null && changes.concernRunsIn(from.chain());
  }

  private List<WorkerView> read() {
    Viewpoint from = viewpoint;
    return from == null ? List.of() : context.reads().workers().list(from);
  }

  private void show(List<WorkerView> workers) {
    UI ui = getUI().orElseThrow();
    grid.show(workers, ViewerZone.of(ui));
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of("Workers", CurrentViewpoint.workspace(UI.getCurrent()));
  }
}

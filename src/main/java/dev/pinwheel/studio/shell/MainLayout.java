package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLayout;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PageBanner;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.palette.Palette;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.queue.QueueView;
import dev.pinwheel.studio.run.notice.EndNotices;
import dev.pinwheel.studio.runs.RunsView;
import dev.pinwheel.studio.theme.StudioIcon;
import dev.pinwheel.studio.workers.WorkersView;
import dev.pinwheel.studio.workflows.WorkflowsView;
import dev.pinwheel.studio.workspaces.WorkspacesView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The frame around every view. Before it enters a view it finds the workspace that the URL names
 * and makes it the page's {@link CurrentViewpoint}; a URL that names none is redirected to the
 * workspace used last. Views sit in the page's only {@code main}. A view has this layout, without
 * naming it, unless its route names another one.
 */
@Layout
@JsModule("./shell.ts")
public final class MainLayout extends Div
    implements RouterLayout, BeforeEnterObserver, AfterNavigationObserver {

  private final StudioContext context;
  private final WorkspaceCounts.Shared counts;
  private final LastWorkspace lastWorkspace;
  private final Sight sight;
  private final ShellHeader header;
  private final Navigation.Item runs =
      new Navigation.Item("Runs", "runs", StudioIcon.RUNS, RunsView.class);
  private final Navigation.Item workflows =
      new Navigation.Item("Workflows", "workflows", StudioIcon.WORKFLOWS, WorkflowsView.class);
  private final Navigation.Item workspaces =
      new Navigation.Item("Workspaces", "workspaces", StudioIcon.WORKSPACES, WorkspacesView.class);
  private final Navigation.Item queue =
      new Navigation.Item("Queue", "queue", StudioIcon.QUEUE, QueueView.class);
  private final Navigation.Item workers =
      new Navigation.Item("Workers", "workers", StudioIcon.WORKERS, WorkersView.class);
  private final Navigation navigation =
      new Navigation(List.of(runs, workflows, workspaces, queue, workers));
  private final PageBanner note = new PageBanner();
  private final Main main = new Main(note);

  private @Nullable Viewpoint viewpoint;
  private @Nullable Watch watch;
  private @Nullable ShellCounts shown;

  /** When the page asked last, or heard of a change: counts from before are too old. */
  private volatile long waitsSince;

  /** The view, when it has commands of its own. */
  private @Nullable HasCommands place;

  MainLayout(StudioContext context, WorkspaceCounts.Shared counts) {
    this.context = context;
    this.counts = counts;
    this.sight = context.sight();
    this.lastWorkspace =
        new LastWorkspace(context.reads().viewpoints(), context.reads().workspaces(), sight);
    this.header = new ShellHeader(context);
    addClassName("pw-shell");
    main.addClassName("pw-main");
    main.setId("main");
    main.getElement().setAttribute("tabindex", "-1");
    Anchor skip = new Anchor("#main", "Skip to content");
    skip.addClassName("pw-skip");
    skip.setRouterIgnore(true);
    Palette palette =
        new Palette(context, () -> place, ShellCommands.list(context, header.themes()));
    add(skip, header, navigation, main, new Announcer(), palette, new EndNotices(context));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Location location = event.getLocation();
    Optional<String> named =
        location.getQueryParameters().getSingleParameter(CurrentViewpoint.PARAMETER);
    Optional<Viewpoint> found =
        named.flatMap(name -> context.reads().viewpoints().find(name, sight));
    if (found.isPresent()) {
      enter(event.getUI(), found.get());
      return;
    }
    Optional<Viewpoint> last = lastWorkspace.find();
    if (last.isEmpty()) {
      event.forwardTo(NoWorkspaceView.class);
    } else if (event.isErrorEvent()) {
      enter(event.getUI(), last.get());
    } else if (named.isPresent()) {
      throw Rejection.notFound("There is no workspace '" + named.get() + "'.");
    } else {
      QueryParameters parameters =
          location
              .getQueryParameters()
              .merging(CurrentViewpoint.PARAMETER, last.get().name().value());
      event.forwardTo(location.getPath(), parameters);
    }
  }

  private void enter(UI ui, Viewpoint entered) {
    boolean other =
        viewpoint == null || !viewpoint.workspace().id().equals(entered.workspace().id());
    viewpoint = entered;
    CurrentViewpoint.enter(ui, entered);
    header.show(entered);
    note.leaveUnless(entered.name().value());
    if (other) {
      lastWorkspace.remember(ui, entered.name().value());
      waitsSince = counts.now();
      if (watch != null) {
        watch.refresh();
      }
    }
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    Location location = event.getLocation();
    navigation.show(location, CurrentViewpoint.workspace(UI.getCurrent()));
    boolean runPage =
        location.getFirstSegment().equals("runs") && location.getSegments().size() > 1;
    getElement().setAttribute("data-page", runPage ? "run" : "list");
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    waitsSince = counts.now();
    if (watch == null) {
      watch =
          context
              .live()
              .watchCalmly(
                  this,
                  this::concerns,
                  () -> ShellCounts.read(context.reads(), counts, sight, current(), waitsSince),
                  read -> show(attach.getUI(), read));
    }
  }

  private boolean concerns(EngineChanges changes) {
    boolean concerned =
        changes.workspaces()
            || changes.manifests()
            || changes.sessions()
            || changes.concernRunsIn(current().chain());
    if (concerned) {
      waitsSince = counts.now();
    }
    return concerned;
  }

  private Viewpoint current() {
    if (viewpoint == null) {
      throw new IllegalStateException("No view has been entered");
    }
    return viewpoint;
  }

  private void show(UI ui, ShellCounts read) {
    if (!read.equals(shown)) {
      shown = read;
      runs.showCount(read.counts().runs(), RunList.MOST_COUNTED);
      workflows.showCount(read.counts().workflows());
      workspaces.showCount(read.workspaces());
      queue.showCount(read.counts().queued());
      workers.showCount(read.counts().workers());
      header.showRunning(read.counts().running());
    }
    if (read.viewpoint().workspace().id().equals(current().workspace().id())
        && !read.sameChainAs(current())) {
      viewpoint = read.viewpoint();
      header.show(current());
      CurrentViewpoint.change(ui, current());
    }
  }

  @Override
  public void showRouterLayoutContent(HasElement content) {
    place = content instanceof HasCommands view ? view : null;
    main.getElement().appendChild(content.getElement());
  }
}

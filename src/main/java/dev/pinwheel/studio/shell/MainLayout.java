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
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLayout;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PageBanner;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.palette.Palette;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.run.notice.EndNotices;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The frame around every view. Before it enters a view it finds the workspace that the URL names
 * and makes it the page's {@link CurrentViewpoint}; a URL that names none is redirected to the
 * workspace used last. Views sit in the page's only {@code main}.
 */
@JsModule("./shell.ts")
public final class MainLayout extends Div
    implements RouterLayout, BeforeEnterObserver, AfterNavigationObserver {

  private final StudioContext context;
  private final ShellCountsWatch counts;
  private final LastWorkspace lastWorkspace;
  private final Sight sight;
  private final ShellHeader header;
  private final Navigation navigation = new Navigation();
  private final PageBanner note = new PageBanner();
  private final Main main = new Main(note);

  private @Nullable Viewpoint viewpoint;
  private @Nullable ShellCounts shown;

  /** The view, when it has commands of its own. */
  private @Nullable HasCommands place;

  MainLayout(StudioContext context, WorkspaceCounts.Shared counts) {
    this.context = context;
    this.counts = new ShellCountsWatch(context, counts, this::current, this::show);
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
      counts.restart();
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
    counts.start(this);
  }

  private Viewpoint current() {
    if (viewpoint == null) {
      throw new IllegalStateException("No view has been entered");
    }
    return viewpoint;
  }

  private void show(ShellCounts read) {
    if (!read.equals(shown)) {
      shown = read;
      navigation.showCounts(read);
      header.showRunning(read.counts().running());
    }
    if (read.viewpoint().workspace().id().equals(current().workspace().id())
        && !read.sameChainAs(current())) {
      viewpoint = read.viewpoint();
      header.show(current());
      CurrentViewpoint.change(UI.getCurrent(), current());
    }
  }

  @Override
  public void showRouterLayoutContent(HasElement content) {
    place = content instanceof HasCommands view ? view : null;
    main.getElement().appendChild(content.getElement());
  }
}

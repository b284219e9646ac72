package dev.pinwheel.studio.run;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.StaleCause;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PageBanner;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.parts.WindowTitle;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.drawing.StepOrder;
import dev.pinwheel.studio.run.rerun.LastRerun;
import dev.pinwheel.studio.run.rerun.RerunDialog;
import dev.pinwheel.studio.shell.MainLayout;
import dev.pinwheel.studio.welcome.Welcome;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The page of a run. The URL says what is shown ({@link RunAddress}); from it follows one {@link
 * RunPageRequest}, whose answer, the {@link RunModel}, is read off the page and shown as a whole,
 * again after every change.
 */
@Route(value = "runs/:run/:view?(timeline|steps|logs)", layout = MainLayout.class)
@Needs(Permission.VIEW)
public final class RunView extends Div
    implements BeforeEnterObserver, HasDynamicTitle, HasCommands {

  /** Pages that are less wide are a phone's, in CSS pixels; the theme has the same limit. */
  private static final int PHONE = 600;

  private final StudioContext context;
  private final Sight sight;
  private final RunPictures pictures;
  private final RunActions actions;
  private final RunPage page;
  private final RunNotVisible notVisible;
  private final Div first;
  private final Div loading = new Div("Loading the run…");
  private final Set<String> toggled = new HashSet<>();
  private final Map<String, StepOrder> sorted = new HashMap<>();
  private ZoneId zone = ZoneOffset.UTC;
  private int tidied;
  private volatile @Nullable RunPageRequest request;
  private volatile @Nullable RunModel shown;
  private @Nullable Watch watch;

  /** When the page asked last, or heard of a change: pictures from before are too old. */
  private volatile long waitsSince;

  public RunView(StudioContext context, RunPictures pictures) {
    this.context = context;
    this.pictures = pictures;
    this.sight = context.sight();
    this.actions =
        new RunActions(
            context, this, RunAddress.of(""), this::rerunStarted, this::toggle, this::staleCallers);
    this.page = new RunPage(actions, this::tidy, this::sort);
    this.notVisible = new RunNotVisible(actions);
    addClassName("pw-page");
    setTestId("run-page");
    page.setVisible(false);
    loading.addClassNames("pw-empty", "pw-late");
    loading.setTestId("loading");
    first = new Div(Welcome.onRunPage(context));
    first.setVisible(false);
    add(loading, first, page, notVisible);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    RunAddress address =
        RunAddress.parse(
            event.getRouteParameters().get("run").orElse(""),
            event.getRouteParameters().get("view").orElse(""),
            event.getLocation().getQueryParameters().getParameters());
    RunId run =
        RunId.parse(address.run())
            .orElseThrow(() ->
                Rejection.notFound(
                    "'%s' is not the id of a run. Ids look like R7K2.".formatted(address.run())));
    if (opensOnSteps(event, run)) {
      event.forwardTo(
          RunLinks.path(run) + "/" + RunAddress.View.STEPS.word(),
          event.getLocation().getQueryParameters());
      return;
    }
    zone = ViewerZone.of(event.getUI());
    arrive(address, run, CurrentViewpoint.get(event.getUI()));
  }

  /** A graph needs more room than a phone has; there, it is one tab away. */
  private boolean opensOnSteps(BeforeEnterEvent event, RunId run) {
    int width = event.getUI().getPage().windowSizeSignal().peek().width();
    RunPageRequest before = request;
    return event.getRouteParameters().get("view").isEmpty()
        && !event.getLocation().getQueryParameters().getParameters().containsKey("compare")
        && width > 0
        && width < PHONE
        && (before == null || !before.run().equals(run));
  }

  private void arrive(RunAddress address, RunId run, Viewpoint viewpoint) {
    RunPageRequest before = request;
    boolean elsewhere =
        before == null
            || !before.run().equals(run)
            || !before.viewpoint().workspace().id().equals(viewpoint.workspace().id());
    actions.arrivedAt(address);
    if (elsewhere) {
      toggled.clear();
      sorted.clear();
      page.leave(before != null && before.run().equals(run));
    }
    ask(run, viewpoint);
    RunModel known = shown;
    if (!elsewhere && known != null) {
      page.select(known, address);
    }
  }

  private void ask(RunId run, Viewpoint viewpoint) {
    RunAddress address = actions.address();
    StepId step = address.step() == null ? null : new StepId(run, address.step());
    RunPageRequest asked =
        new RunPageRequest(viewpoint, run, step, address.attempt(), toggled, sorted, tidied, zone);
    RunPageRequest before = request;
    RunModel known = shown;
    if (!asked.equals(before) || known == null) {
      request = asked;
      RunModel.Visible visible = known == null ? null : known.visible();
      if (!RunPictures.answers(before, visible == null ? null : visible.tree(), asked)) {
        waitsSince = pictures.now();
      }
      if (watch != null) {
        watch.refresh();
      }
    }
  }

  private void askAgain() {
    RunPageRequest asked = request;
    if (asked != null) {
      ask(asked.run(), CurrentViewpoint.get(actions.ui()));
    }
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    waitsSince = pictures.now();
    if (watch == null) {
      watch = context.live().watch(this, this::concerns, this::read, this::show);
      CurrentViewpoint.onChange(this, viewpoint -> askAgain());
      LastRerun.load(attach.getUI());
    }
  }

  /** Workers coming and going change why steps wait. */
  private boolean concerns(EngineChanges changes) {
    RunPageRequest asked = request;
    boolean concerned =
        asked != null
            && (changes.concernRun(asked.run(), asked.viewpoint().chain())
                || changes.sessions()
                || changes.workspaces());
    if (concerned) {
      waitsSince = pictures.now();
    }
    return concerned;
  }

  private RunModel read() {
    RunPageRequest asked = request;
    if (asked == null) {
      throw new IllegalStateException("No run was asked for");
    }
    return RunModel.read(context.reads(), sight, pictures, asked, waitsSince, shown);
  }

  private void show(RunModel model) {
    if (!model.request().equals(request)) {
      return;
    }
    shown = model;
    RunModel.Visible visible = model.visible();
    loading.setVisible(false);
    boolean arrives = !page.isVisible() && visible != null;
    page.setVisible(visible != null);
    first.setVisible(visible != null);
    notVisible.setVisible(visible == null);
    if (visible == null) {
      notVisible.show(
          model.request().viewpoint().name(), actions.address().run(), model.seenFrom());
    } else {
      page.show(model, visible, actions.address());
      if (arrives) {
        page.focusUnlessElsewhere();
      }
      WindowTitle.show(
          actions.ui(),
          RunText.windowTitle(visible.tree().header(), zone, actions.now()),
          actions.address().run(),
          model.request().viewpoint().name().value());
    }
  }

  /** Switches to the workspace where the re-run executes. */
  private void rerunStarted(RerunDialog.Started started) {
    String from = CurrentViewpoint.workspace(actions.ui());
    StepId step = started.execution().step();
    int attempt = started.execution().attempt();
    RunAddress there = actions.address().withStep(step.number());
    page.started(started.execution());
    waitsSince = pictures.now();
    PageBanner.clear(actions.ui());
    if (started.workspace().equals(from)) {
      Announcer.say(
          actions.ui(),
          "Attempt %d of %s started in %s.".formatted(attempt, started.target(), from));
      actions.open(there);
    } else {
      actions.open(there, started.workspace());
      PageBanner.show(
          actions.ui(),
          started.workspace(),
          RunText.nowViewing(started.workspace(), attempt),
          Buttons.inline("Back to " + from, click -> actions.open(actions.address(), from)));
    }
  }

  private List<StaleCause.Holder> staleCallers() {
    RunModel known = shown;
    RunModel.Visible visible = known == null ? null : known.visible();
    return visible == null ? List.of() : visible.tree().staleCallers();
  }

  @Override
  public List<PaletteCommand> commands() {
    RunModel known = shown;
    return RunCommands.list(
        actions, known == null || !known.request().equals(request) ? null : known.visible());
  }

  @Override
  public Optional<RunId> openRun() {
    return RunId.parse(actions.address().run());
  }

  private void toggle(String id) {
    if (!toggled.remove(id)) {
      toggled.add(id);
    }
    if (id.equals(actions.address().card())) {
      actions.open(actions.address().withoutStep());
    }
    askAgain();
  }

  /** Sorts the cells of a wall. */
  private void sort(String card, String order) {
    StepOrder.parse(order)
        .ifPresentOrElse(known -> sorted.put(card, known), () -> sorted.remove(card));
    askAgain();
  }

  private void tidy() {
    tidied++;
    askAgain();
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of(actions.address().run(), CurrentViewpoint.workspace(UI.getCurrent()));
  }
}

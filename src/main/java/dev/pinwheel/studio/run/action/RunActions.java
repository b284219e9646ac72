package dev.pinwheel.studio.run.action;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.StaleCause;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.run.notice.EndNotices;
import dev.pinwheel.studio.run.rerun.RerunDialog;
import dev.pinwheel.studio.run.rerun.StaleCallersDialog;
import dev.pinwheel.studio.workflows.RunDialog;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The actions on a run page, shared by its parts. Selecting changes the URL, and the page follows
 * the URL. Call with the page locked.
 */
public final class RunActions {

  private final StudioContext context;
  private final Component page;
  private final Consumer<RerunDialog.Started> rerunStarted;
  private final Consumer<String> cardToggled;
  private final Supplier<List<StaleCause.Holder>> staleCallers;
  private RunAddress address;

  /**
   * @param page whose UI is used
   * @param rerunStarted called when a re-run was accepted
   * @param cardToggled called with the id of a card that is to be drawn the other way
   * @param staleCallers those of the run as it is shown
   */
  public RunActions(
      StudioContext context,
      Component page,
      RunAddress address,
      Consumer<RerunDialog.Started> rerunStarted,
      Consumer<String> cardToggled,
      Supplier<List<StaleCause.Holder>> staleCallers) {
    this.context = context;
    this.page = page;
    this.address = address;
    this.rerunStarted = rerunStarted;
    this.cardToggled = cardToggled;
    this.staleCallers = staleCallers;
  }

  public StudioContext context() {
    return context;
  }

  public Instant now() {
    return context.clock().instant();
  }

  public RunAddress address() {
    return address;
  }

  public Viewpoint viewpoint() {
    return CurrentViewpoint.get(ui());
  }

  /** The URL has changed; navigates nowhere. */
  public void arrivedAt(RunAddress arrived) {
    this.address = arrived;
  }

  /** Navigates there; the browser's back button returns. */
  public void open(RunAddress next) {
    open(next, CurrentViewpoint.workspace(ui()));
  }

  /** Navigates there and switches to that workspace. */
  public void open(RunAddress next, String workspace) {
    ui().navigate(next.path(), QueryParameters.simple(next.parameters(workspace)));
  }

  /** Replaces the URL without a new history entry and without entering the page again. */
  public void replace(RunAddress next) {
    address = next;
    Location location = new Location(next.path(), parametersOf(next));
    ui().getInternals().setLastHandledNavigation(location);
    ui().getPage().getHistory().replaceState(null, location);
  }

  /** The link to an address, from the page's workspace. */
  public String href(RunAddress target) {
    return new Location(target.path(), parametersOf(target)).getPathWithQueryParameters();
  }

  private QueryParameters parametersOf(RunAddress target) {
    return QueryParameters.simple(target.parameters(CurrentViewpoint.workspace(ui())));
  }

  /** Opens the panel of a step, of this run or of another one. */
  public void select(StepId step) {
    if (step.run().toString().equals(address.run())) {
      open(address.withStep(step.number()));
    } else {
      open(RunAddress.of(step.run().toString()).withStep(step.number()));
    }
  }

  /** Opens the panel of a step at one attempt, of this run or of another one. */
  public void selectAttempt(ExecutionId execution) {
    int number = execution.step().number();
    RunAddress there =
        execution.run().toString().equals(address.run())
            ? address
            : RunAddress.of(execution.run().toString());
    open(there.withAttempt(number, execution.attempt()));
  }

  /** Opens the panel at an attempt; at the current one it follows the attempts to come. */
  public void selectAttempt(Attempt attempt) {
    if (attempt.current()) {
      select(attempt.execution().step());
    } else {
      selectAttempt(attempt.execution());
    }
  }

  /** Opens the panel at an attempt, compared with the one before. */
  public void compare(ExecutionId execution) {
    open(
        address
            .withAttempt(execution.step().number(), execution.attempt())
            .withTab(RunAddress.PanelTab.COMPARE));
  }

  /**
   * Compares the run with something else, as the page draws it.
   *
   * @param with as an address writes it
   */
  public void compareWith(String with) {
    open(address.withCompared(with));
  }

  /** Draws a card's steps one by one, or a group as one card. */
  public void toggleCard(String id) {
    cardToggled.accept(id);
  }

  /** Opens another run. */
  public void openRun(String run) {
    open(RunAddress.of(run));
  }

  /** Opens the list of runs. */
  public void openRuns() {
    ui().navigate(RunLinks.LIST, CurrentViewpoint.parameters(ui()));
  }

  /** Asks where to re-run a step, and does it. */
  public void rerun(StepId step) {
    RerunDialog.open(context, ui(), step, rerunStarted);
  }

  /** The same, with a child of the current workspace preselected. */
  public void rerunInChild(StepId step) {
    RerunDialog.openForChild(context, ui(), step, rerunStarted);
  }

  /** Whether there may be a child in which the viewer may re-run, or they may make one. */
  public boolean offersChild() {
    return context.creationRefusal().isEmpty() || context.mayRerunOutside(viewpoint().workspace());
  }

  /** Asks which of the nearest stale callers to re-run, and does it. */
  public void rerunStaleCallers() {
    StaleCallersDialog.open(
        context, ui(), staleCallers.get(), started -> started.reversed().forEach(rerunStarted));
  }

  /**
   * Cancels the open executions of the run in the current workspace. In a workspace without a base,
   * where runs count, it asks first.
   */
  public void cancel(RunHeader header) {
    if (!asksBeforeCancel()) {
      cancel(header.run(), () -> {}, Notifications::rejected);
      return;
    }
    ActionDialog[] dialog = new ActionDialog[1];
    dialog[0] =
        new ActionDialog(
                "Cancel " + header.run(),
                "Cancel run",
                () -> cancel(header.run(), dialog[0]::close, dialog[0]::reject))
            .with(new Paragraph(CancelText.consequence(header, viewpoint().name())))
            .dismissBy("Let it run")
            .irreversible()
            .testId("cancel-dialog");
    dialog[0].open();
  }

  /** Whether cancelling opens a dialog first. */
  public boolean asksBeforeCancel() {
    return viewpoint().bases().isEmpty();
  }

  private void cancel(RunId run, Runnable done, Consumer<Rejection> rejected) {
    String workspace = CurrentViewpoint.workspace(ui());
    context.execute(
        ui(),
        new Command.CancelRun(workspace, run, context.actor()),
        cancelled -> {
          done.run();
          Notifications.done(
              "Cancelled %s in %s.".formatted(TextFormat.count(cancelled, "execution"), workspace));
        },
        rejected);
  }

  /** Lets a paused workspace start its executions again. */
  public void resume(String workspace) {
    context.execute(
        ui(),
        new Command.ResumeWorkspace(workspace, context.actor()),
        resumed -> Notifications.done(workspace + " is active again."));
  }

  /** Marks the run to be kept, or takes the mark away. */
  public void keep(RunId run, boolean mark) {
    String workspace = CurrentViewpoint.workspace(ui());
    context.execute(
        ui(),
        mark
            ? new Command.KeepRun(workspace, run, context.actor())
            : new Command.ReleaseRun(workspace, run, context.actor()),
        changed ->
            Notifications.done(
                mark
                    ? "%s is kept until you release it.".formatted(run)
                    : "%s is kept as long as %s says.".formatted(run, workspace)));
  }

  /** Opens the dialog that runs its workflow, with the arguments of this run. */
  public void newRunLike(RunHeader header) {
    RunDialog.openLike(ui(), context, header.run(), header.module(), header.workflow());
  }

  /** Asks the browser to tell when the run has ended, as seen from the current workspace. */
  public void tellWhenEnded(RunHeader header) {
    EndNotices.tell(
        ui(),
        new EndNotices.Notice(
            header.run(),
            header.module() + " / " + header.workflow(),
            viewpoint().workspace().id()));
  }

  /** The page's UI. */
  public UI ui() {
    return page.getUI().orElseThrow(() -> new IllegalStateException("The page is not attached"));
  }
}

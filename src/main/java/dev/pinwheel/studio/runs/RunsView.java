package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.SkeletonRows;
import dev.pinwheel.studio.parts.WindowTitle;
import dev.pinwheel.studio.run.rerun.RerunDialog;
import dev.pinwheel.studio.shell.MainLayout;
import dev.pinwheel.studio.theme.StudioIcon;
import dev.pinwheel.studio.welcome.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs visible from the workspace, latest activity first (V2). New rows appear automatically
 * only while the list is at its top and no row has the focus; otherwise a button offers them.
 */
@Route(value = RunLinks.LIST, layout = MainLayout.class)
@Needs(Permission.VIEW)
public final class RunsView extends Div
    implements BeforeEnterObserver, HasDynamicTitle, HasCommands {

  private static final RunQuery FAILED = RunQuery.ALL.withStatus(StatusChoice.FAILED);

  private final StudioContext context;
  private final RunFilters filters = new RunFilters(this::ask);
  private final NativeButton select = new NativeButton("Select");
  private final Span listed = new Span();
  private final PageHeader header = new PageHeader("Runs", listed, filters, select);
  private final RunGrid grid;
  private final RunGridRows rows;
  private final SelectionPart selected;
  private final NativeButton newRows = new NativeButton();
  private final Checkbox grouping = new Checkbox("Group failed runs by error");
  private final Welcome welcome;
  private final RunsOverTime overTime;
  private final RunListNote note = new RunListNote();
  private final ErrorGroupsPart errors;
  private final Div body = new Div();
  private RunQuery query = RunQuery.FIRST;
  private @Nullable Watch watch;
  private @Nullable Watch workflows;

  /** What was read last. */
  private RunGridRows.@Nullable Update latest;

  public RunsView(StudioContext context) {
    this.context = context;
    RunSelection selection = new RunSelection();
    RunChecks checks = new RunChecks(selection);
    this.grid = new RunGrid(this::open, context.clock()::instant, selection, checks);
    this.rows = new RunGridRows(context.reads());
    this.selected = new SelectionPart(context, grid, rows, selection, checks);
    this.welcome = Welcome.aboveRuns(context);
    this.overTime =
        new RunsOverTime(
            context,
            range -> ask(query.between(range)),
            () -> ask(query.withStatus(StatusChoice.FAILED)));
    addClassName("pw-page");
    grid.setItems(rows.provider());
    grid.onOrder(order -> ask(query.by(order)));
    // Until it is known why there is nothing.
    grid.setEmptyStateComponent(new SkeletonRows());
    listed.addClassNames("pw-quiet", "pw-number");
    listed.setTestId("run-count");
    newRows.addClassName("pw-new-rows");
    newRows.setTestId("new-rows");
    newRows.setVisible(false);
    newRows.addClickListener(click -> showNewRows());
    body.add(grid, selected.bar(), new RunMenu(context).of(grid, this::open, this::rerun));
    body.addClassName("pw-body");
    body.getElement().setAttribute("data-flush", true);
    errors =
        new ErrorGroupsPart(context, group -> ask(query.withErrorGroup(group)), selected::rerun);
    add(welcome, header, toolbar(), note, overTime, body, errors.table());
    CurrentViewpoint.onChange(this, this::lookFrom);
  }

  private Component toolbar() {
    newRows.addClassName("pw-end");
    grouping.setTestId("group-by-error");
    grouping.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        ask(query.withGrouped(change.getValue()));
      }
    });
    select.addClassName("pw-filter-toggle");
    select.setTestId("select-runs");
    select.addClickListener(click -> selected.beginOrClear());
    Div toolbar =
        new Div(
            filters.includeBases(),
            grouping,
            errors.chip(() -> ask(query.withErrorGroup(""))),
            filters.range(),
            newRows);
    toolbar.addClassNames("pw-toolbar", "pw-collapsible");
    return toolbar;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    QueryParameters parameters = event.getLocation().getQueryParameters();
    query = RunQuery.of(parameters);
    note.show(query, ActivityRange.problem(parameters));
    lookFrom(CurrentViewpoint.get(event.getUI()));
  }

  private void lookFrom(Viewpoint viewpoint) {
    header.showWorkspace(viewpoint.name().value());
    filters.lookFrom(viewpoint);
    filters.show(query);
    grid.show(query.order(), query.status() == StatusChoice.STALE);
    selected.lookFrom(viewpoint, query);
    showGrouping(viewpoint);
    RunGridRows.Request request =
        new RunGridRows.Request(viewpoint, query.filter(context.clock().instant()));
    rows.ask(request);
    showListed();
    overTime.ask(request);
    newRows.setVisible(false);
    if (watch != null && workflows != null) {
      watch.refresh();
      workflows.refresh();
    }
  }

  private void showWhyEmpty(Viewpoint viewpoint, RunGridRows.@Nullable Emptiness emptiness) {
    if (emptiness != null) {
      grid.setEmptyStateComponent(
          emptiness.everRun()
              ? EmptyRunList.fits(this::showAll)
              : EmptyRunList.yet(context, viewpoint, emptiness.modules()));
    }
  }

  /** Where all runs are listed that contain a text, however old. */
  public static QueryParameters everContaining(String workspace, String text) {
    return RunQuery.ALL
        .withText(text)
        .in(QueryParameters.of(CurrentViewpoint.PARAMETER, workspace));
  }

  @Override
  public List<PaletteCommand> commands() {
    List<PaletteCommand> commands = new ArrayList<>();
    if (!query.grouped()) {
      commands.addAll(selected.commands());
    }
    commands.addAll(filters.viewCommands());
    commands.add(PaletteCommand.of("Show failed runs only", StudioIcon.CROSS, () -> ask(FAILED)));
    commands.add(
        PaletteCommand.of(
            "Group failed runs by error", StudioIcon.GROUP, () -> ask(query.withGrouped(true))));
    commands.add(PaletteCommand.of("Show all runs", StudioIcon.FILTER, this::showAll));
    return commands;
  }

  private void showGrouping(Viewpoint viewpoint) {
    grouping.setValue(query.grouped());
    body.setVisible(!query.grouped());
    listed.setVisible(!query.grouped());
    select.setVisible(!query.grouped());
    errors.show(viewpoint, query, context.clock().instant());
  }

  private void showAll() {
    ask(RunQuery.ALL);
  }

  private void ask(RunQuery asked) {
    query = asked;
    note.show(asked, asked.range().problem());
    UI ui = UI.getCurrent();
    Location here = ui.getActiveViewLocation();
    QueryParameters parameters = asked.in(here.getQueryParameters());
    ui.getPage().getHistory().replaceState(null, new Location(here.getPath(), parameters));
    lookFrom(CurrentViewpoint.get(ui));
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      watch = context.live().watch(this, rows::note, rows::readUpdate, this::show);
      workflows =
          context
              .live()
              .watch(this, EngineChanges::manifests, rows::readWorkflowNames, filters::offer);
      context.live().watchCalmly(this, rows::concernedBy, rows::readCount, this::count);
    }
  }

  private void show(RunGridRows.@Nullable Update read) {
    if (read == null || !rows.answers(read)) {
      return;
    }
    latest = read;
    showRows(read);
    selected.refresh(Stream.concat(read.first().stream(), read.fresh().stream()).toList());
  }

  private void showRows(RunGridRows.Update read) {
    if (rows.isNew(read)) {
      replace(read);
    } else if (rows.sameOrder(read)) {
      rows.refresh(read);
    } else if (grid.mayMove() && selected.isEmpty()) {
      replace(read);
    } else {
      rows.refresh(read);
      offer(read.moved());
    }
  }

  private void count(RunGridRows.@Nullable Counted counted) {
    if (counted != null) {
      rows.show(counted);
      showListed();
    }
  }

  private void showListed() {
    listed.setText(RunsText.listed(rows.listed()));
  }

  private void replace(RunGridRows.Update read) {
    showWhyEmpty(read.request().viewpoint(), read.emptiness());
    rows.show(read);
    showListed();
  }

  private void offer(int moved) {
    String sentence = "▲ " + TextFormat.count(moved, "new or changed run") + " · Show";
    if (moved > 0 && !sentence.equals(newRows.getText())) {
      newRows.setText(sentence);
      Announcer.say(UI.getCurrent(), TextFormat.count(moved, "new or changed run") + ".");
    }
    newRows.setVisible(moved > 0);
  }

  private void showNewRows() {
    newRows.setVisible(false);
    if (latest != null && rows.answers(latest)) {
      replace(latest);
    }
    grid.scrollToStart();
  }

  private void open(RunRow row) {
    UI ui = UI.getCurrent();
    ui.navigate(RunLinks.path(row.run()), CurrentViewpoint.parameters(ui));
  }

  private void rerun(RunRow row) {
    UI ui = UI.getCurrent();
    RerunDialog.open(
        context,
        ui,
        new StepId(row.run(), 1),
        started ->
            ui.navigate(
                RunLinks.path(row.run()),
                QueryParameters.of(CurrentViewpoint.PARAMETER, started.workspace())));
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of("Runs", CurrentViewpoint.workspace(UI.getCurrent()));
  }
}

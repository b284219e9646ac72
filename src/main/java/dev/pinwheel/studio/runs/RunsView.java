package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.run.rerun.RerunDialog;
import dev.pinwheel.studio.shell.Announcer;
import dev.pinwheel.studio.shell.CurrentViewpoint;
import dev.pinwheel.studio.shell.MainLayout;
import dev.pinwheel.studio.shell.StudioContext;
import org.jspecify.annotations.Nullable;

/**
 * The runs visible from the workspace, latest activity first (V2). New rows appear automatically
 * only while the list is at its top and no row has the focus; otherwise a button offers them.
 */
@Route(value = "runs", layout = MainLayout.class)
@PageTitle("Runs · Pinwheel")
public final class RunsView extends Div implements BeforeEnterObserver {

  private final StudioContext context;
  private final RunFilters filters = new RunFilters(this::ask);
  private final PageHeader header = new PageHeader("Runs", filters);
  private final RunGrid grid = new RunGrid(this::open);
  private final RunGridRows rows;
  private final NativeButton newRows = new NativeButton();
  private final Welcome welcome;
  private RunQuery query = RunQuery.FIRST;
  private @Nullable Watch watch;

  public RunsView(StudioContext context) {
    this.context = context;
    this.rows = new RunGridRows(context.reads().runs());
    this.welcome = new Welcome(context);
    addClassName("pw-page");
    grid.setItems(rows.provider());
    newRows.addClassName("pw-new-rows");
    newRows.setTestId("new-rows");
    newRows.setVisible(false);
    newRows.addClickListener(click -> showNewRows());
    Div body = new Div(grid, new RunMenu(context).of(grid, this::open, this::rerun));
    body.addClassName("pw-body");
    body.getElement().setAttribute("data-flush", true);
    add(welcome, header, toolbar(), body);
    CurrentViewpoint.onChange(this, this::lookFrom);
  }

  private Component toolbar() {
    newRows.addClassName("pw-end");
    Div toolbar = new Div(filters.includeBases(), newRows);
    toolbar.addClassNames("pw-toolbar", "pw-collapsible");
    return toolbar;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    query = RunQuery.of(event.getLocation().getQueryParameters());
    lookFrom(CurrentViewpoint.get(event.getUI()));
  }

  private void lookFrom(Viewpoint viewpoint) {
    header.showWorkspace(viewpoint.name().value());
    filters.offer(viewpoint, context.reads().modules().list(viewpoint));
    filters.show(query);
    rows.ask(new RunGridRows.Request(viewpoint, query.filter(context.clock().instant())));
    newRows.setVisible(false);
    showWhyEmpty(viewpoint);
    if (watch != null) {
      watch.refresh();
    }
  }

  private void showWhyEmpty(Viewpoint viewpoint) {
    boolean everRun = context.reads().runs().count(viewpoint, RunFilter.ALL) > 0;
    grid.setEmptyStateComponent(
        everRun
            ? EmptyRunList.fits(this::showAll)
            : EmptyRunList.yet(context, viewpoint, context.reads().modules().list(viewpoint)));
  }

  private void showAll() {
    ask(new RunQuery(true, null, null, SinceChoice.EVER, ""));
  }

  private void ask(RunQuery asked) {
    query = asked;
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
      Signal.effect(
          this, () -> grid.fit(attach.getUI().getPage().windowSizeSignal().get().width()));
      watch = context.live().watch(this, rows::note, rows::readUpdate, this::show);
    }
  }

  private void show(RunGridRows.@Nullable Update read) {
    if (read == null || !rows.answers(read)) {
      return;
    }
    if (rows.sameOrder(read)) {
      rows.refresh(read);
    } else if (grid.mayMove()) {
      rows.reread();
      showWhyEmpty(read.request().viewpoint());
    } else {
      rows.refresh(read);
      offer(read.moved());
    }
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
    rows.reread();
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
}

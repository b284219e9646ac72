package dev.pinwheel.studio.queue;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.query.QueueRow;
import dev.pinwheel.query.QueueSection;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.parts.WindowTitle;
import dev.pinwheel.studio.shell.MainLayout;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open executions visible from the workspace: executing, due, scheduled, blocked, each with its
 * wait reason and a remedy. Rows move only while the list is at its top and no row has the focus.
 */
@Route(value = "queue", layout = MainLayout.class)
@Needs(Permission.VIEW)
@JsModule("./live-clock.ts")
public final class QueueView extends Div
    implements BeforeEnterObserver, HasDynamicTitle, HasCommands {

  private static final String SECTION = "section";

  private final StudioContext context;
  private final QueueGridRows rows;
  private final QueueGrid grid;
  private final SectionTabs tabs = new SectionTabs(this::choose);
  private final PageHeader header = new PageHeader("Queue");
  private final NativeButton newRows = new NativeButton("▲ Changed · Show");
  private QueueSection section = QueueSection.EXECUTING;
  private QueueGridRows.@Nullable Update latest;
  private @Nullable Watch watch;

  public QueueView(StudioContext context) {
    this.context = context;
    this.rows = new QueueGridRows(context.reads().queue());
    this.grid =
        new QueueGrid(this::open, new RemedyCell(context)::of, () -> context.clock().instant());
    addClassName("pw-page");
    grid.setItems(rows.provider());
    newRows.addClassNames("pw-new-rows", "pw-end");
    newRows.setTestId("new-rows");
    newRows.setVisible(false);
    newRows.addClickListener(click -> showNewRows());
    Div toolbar = new Div(tabs, newRows);
    toolbar.addClassName("pw-toolbar");
    Div body = new Div(grid);
    body.addClassName("pw-body");
    body.getElement().setAttribute("data-flush", true);
    add(header, toolbar, body);
    CurrentViewpoint.onChange(this, this::lookFrom);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Viewpoint viewpoint = CurrentViewpoint.get(event.getUI());
    Optional<String> named = event.getLocation().getQueryParameters().getSingleParameter(SECTION);
    section =
        named
            .flatMap(SectionTabs::ofWord)
            .orElseGet(() -> SectionTabs.firstOf(context.reads().queue().counts(viewpoint)));
    lookFrom(viewpoint);
  }

  private void lookFrom(Viewpoint viewpoint) {
    String name = viewpoint.name().value();
    header.lookFrom(viewpoint);
    tabs.choose(section);
    newRows.setVisible(false);
    rows.ask(new QueueGridRows.Request(viewpoint, section));
    if (watch != null) {
      watch.refresh();
    }
  }

  /** The other sections. */
  @Override
  public List<PaletteCommand> commands() {
    return Arrays.stream(QueueSection.values())
        .filter(other -> other != section)
        .map(other ->
            PaletteCommand.of(
                "Show what is " + other.word(), StudioIcon.QUEUE, () -> choose(other)))
        .toList();
  }

  private void choose(QueueSection chosen) {
    section = chosen;
    UI ui = UI.getCurrent();
    Location here = ui.getActiveViewLocation();
    QueryParameters parameters = here.getQueryParameters().merging(SECTION, chosen.word());
    ui.getPage().getHistory().replaceState(null, new Location(here.getPath(), parameters));
    lookFrom(CurrentViewpoint.get(ui));
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      watch = context.live().watchCalmly(this, rows::concernedBy, rows::readUpdate, this::show);
    }
  }

  private void show(QueueGridRows.@Nullable Update read) {
    if (read == null || !rows.answers(read)) {
      return;
    }
    tabs.show(read.counts());
    if (!rows.isOutdatedBy(read)) {
      return;
    }
    latest = read;
    if (rows.isAwaiting() || grid.mayMove()) {
      showNewRows();
    } else {
      newRows.setVisible(true);
    }
  }

  private void showNewRows() {
    newRows.setVisible(false);
    QueueGridRows.Update read = latest;
    if (read != null) {
      grid.setEmptyStateComponent(
          new EmptyState(
              SectionTabs.nothing(read.request().section()),
              "New entries appear here automatically."));
      rows.show(read);
    }
  }

  private void open(QueueRow row) {
    UI ui = UI.getCurrent();
    ui.navigate(
        RunLinks.path(row.execution().run()),
        CurrentViewpoint.parameters(ui)
            .merging("step", Integer.toString(row.execution().step().number())));
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of("Queue", CurrentViewpoint.workspace(UI.getCurrent()));
  }
}

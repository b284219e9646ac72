package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.HasCommands;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.BaseRunsCheckbox;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.WindowTitle;
import dev.pinwheel.studio.shell.MainLayout;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The modules that workers declare for the workspace or its bases (W6), their workflows as rows
 * that open.
 */
@Route(value = "workflows", layout = MainLayout.class)
@Needs(Permission.VIEW)
@JsModule("./disclosure-rows.ts")
public final class WorkflowsView extends Div
    implements BeforeEnterObserver, HasDynamicTitle, HasCommands {

  /** The query parameter with a part of the names to show. */
  public static final String FIND = WorkflowQuery.TEXT;

  private final StudioContext context;
  private final TextField filter = new TextField();
  private final BaseRunsCheckbox includeBases = new BaseRunsCheckbox();
  private final PageHeader header = new PageHeader("Workflows", filter);
  private final Div body = new Div();
  private final Map<String, WorkflowRow> rows = new HashMap<>();
  private List<ModuleView> modules = List.of();
  private WorkflowQuery query = WorkflowQuery.FIRST;
  private volatile @Nullable Request request;
  private boolean filling;
  private @Nullable Watch watch;

  /** From where one looks, and whether what ran includes the bases. */
  private record Request(Viewpoint viewpoint, boolean includeBases) {}

  /** What was read. */
  private record Read(Request request, List<ModuleView> modules) {}

  public WorkflowsView(StudioContext context) {
    this.context = context;
    addClassName("pw-page");
    body.addClassNames("pw-body", "pw-stack");
    body.getElement().setAttribute("data-gap", "large");
    body.setTestId("modules");
    setUpFilter();
    includeBases.addValueChangeListener(change -> ask(query.withBases(change.getValue())));
    Div toolbar = new Div(includeBases);
    toolbar.addClassNames("pw-toolbar", "pw-collapsible");
    add(header, toolbar, body);
    CurrentViewpoint.onChange(this, this::lookFrom);
  }

  private void setUpFilter() {
    filter.setPlaceholder("Find a workflow or task");
    filter.setAriaLabel("Find a workflow or task");
    filter.setPrefixComponent(StudioIcon.SEARCH.create());
    filter.setClearButtonVisible(true);
    filter.setValueChangeMode(ValueChangeMode.LAZY);
    filter.addValueChangeListener(change -> ask(query.withText(change.getValue())));
    filter.addClassNames("pw-end", "pw-search");
    filter.setTestId("workflow-filter");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    show(
        WorkflowQuery.of(event.getLocation().getQueryParameters()),
        CurrentViewpoint.get(event.getUI()));
  }

  private void ask(WorkflowQuery asked) {
    if (filling) {
      return;
    }
    UI ui = UI.getCurrent();
    Location here = ui.getActiveViewLocation();
    ui.getPage()
        .getHistory()
        .replaceState(null, new Location(here.getPath(), asked.in(here.getQueryParameters())));
    show(asked, CurrentViewpoint.get(ui));
  }

  /** Rows stay where they are unless others are asked for: somebody may be about to click one. */
  private void show(WorkflowQuery asked, Viewpoint from) {
    boolean otherRows = !asked.text().equals(query.text());
    query = asked;
    lookFrom(from);
    if (otherRows && !modules.isEmpty()) {
      showRows();
    } else {
      rows.forEach((name, row) -> row.show(query.isOpen(name), query.includeBases()));
    }
  }

  private void lookFrom(Viewpoint from) {
    filling = true;
    filter.setValue(query.text());
    includeBases.setValue(query.includeBases());
    includeBases.lookFrom(from);
    filling = false;
    Request before = request;
    Request asked = new Request(from, query.includeBases());
    if (before != null && !before.viewpoint().equals(from)) {
      // Nothing of what another workspace sees stays (W4).
      modules = List.of();
      rows.clear();
      body.removeAll();
    }
    request = asked;
    if (watch != null && (!asked.equals(before) || modules.isEmpty())) {
      watch.refresh();
    }
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    body.getElement().executeJs("window.pinwheelDisclosureRows(this)");
    if (watch == null) {
      watch = context.live().watchCalmly(this, this::concerns, this::read, this::show);
    }
  }

  private boolean concerns(EngineChanges changes) {
    Request asked = request;
    return changes.manifests()
        || changes.sessions()
        || asked != null && changes.concernRunsIn(asked.viewpoint().chain());
  }

  private @Nullable Read read() {
    Request asked = request;
    return asked == null
        ? null
        : new Read(asked, context.reads().modules().list(asked.viewpoint(), asked.includeBases()));
  }

  private void show(@Nullable Read read) {
    if (read == null || !read.request().equals(request)) {
      return;
    }
    boolean declaredTheSame = declared(read.modules()).equals(declared(modules));
    modules = read.modules();
    if (declaredTheSame && body.getComponentCount() > 0) {
      modules.stream().flatMap(module -> module.targets().stream()).forEach(this::update);
    } else {
      showRows();
    }
  }

  private void update(TargetView read) {
    WorkflowRow row = rows.get(name(read));
    if (row != null) {
      row.update(read);
    }
  }

  private static List<ModuleView> declared(List<ModuleView> modules) {
    return modules.stream().map(ModuleView::withoutRuns).toList();
  }

  private static String name(TargetView target) {
    return target.module() + "/" + target.name();
  }

  private void showRows() {
    body.removeAll();
    rows.clear();
    String wanted = query.text().strip().toLowerCase(Locale.ROOT);
    modules.stream()
        .map(module -> ModuleSection.of(module, wanted, this::row))
        .flatMap(Optional::stream)
        .forEach(body::add);
    if (body.getComponentCount() == 0) {
      body.add(modules.isEmpty() ? nothingDeclared() : nothingFits());
    }
  }

  private WorkflowRow row(TargetView workflow) {
    String name = name(workflow);
    WorkflowRow row = new WorkflowRow(context, workflow, open -> ask(query.with(name, open)));
    row.show(query.isOpen(name), query.includeBases());
    rows.put(name, row);
    return row;
  }

  /** To run what is open; to list less or all of it. */
  @Override
  public List<PaletteCommand> commands() {
    List<PaletteCommand> commands = new ArrayList<>();
    if (context.refusal(Permission.SUBMIT_RUN).isEmpty()) {
      query.open().stream()
          .flatMap(name -> Optional.ofNullable(rows.get(name)).stream())
          .forEach(row -> commands.add(row.command()));
    }
    commands.add(PaletteCommand.of("Find a workflow or task", StudioIcon.SEARCH, filter::focus));
    if (!query.text().isBlank()) {
      commands.add(
          PaletteCommand.of("Show all workflows and tasks", StudioIcon.FILTER, filter::clear));
    }
    if (includeBases.isVisible()) {
      boolean include = !query.includeBases();
      commands.add(
          PaletteCommand.of(
              include ? "Include runs from base workspaces" : "Leave out runs from base workspaces",
              StudioIcon.FILTER,
              () -> ask(query.withBases(include))));
    }
    return commands;
  }

  private static Component nothingDeclared() {
    return new EmptyState(
        "No worker has declared a workflow yet",
        "Start a worker with a module of your own, or the server with its examples; it appears here"
            + " automatically.");
  }

  private Component nothingFits() {
    return new EmptyState(
        "No workflow or task matches '" + query.text() + "'",
        "",
        Buttons.secondary("Show all", click -> filter.clear()));
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of("Workflows", CurrentViewpoint.workspace(UI.getCurrent()));
  }
}

package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.hierarchy.TreeData;
import com.vaadin.flow.data.provider.hierarchy.TreeDataProvider;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.HiddenText;
import dev.pinwheel.studio.parts.ShortenedText;
import dev.pinwheel.studio.runs.RunsView;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tree of workspaces as a grid; every row has a menu, also under the right mouse button. */
final class WorkspaceGrid extends TreeGrid<WorkspaceNode> {

  private final WorkspaceActions actions;
  private List<WorkspaceNode> shown = List.of();

  WorkspaceGrid(StudioContext context) {
    this.actions = new WorkspaceActions(context);
    setSizeFull();
    setAriaLabel("Workspaces");
    setTestId("workspaces");
    setSelectionMode(SelectionMode.NONE);
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    addClassName("pw-cards");
    addComponentHierarchyColumn(this::name)
        .setHeader("Workspace")
        .setFlexGrow(8)
        .setPartNameGenerator(node -> "card-title");
    addComponentColumn(WorkspaceGrid::base).setHeader("Base").setWidth("var(--column-of-base)");
    addComponentColumn(WorkspaceGrid::state).setHeader("State").setAutoWidth(true).setFlexGrow(0);
    addComponentColumn(WorkspaceGrid::runs).setHeader("Runs").setAutoWidth(true).setFlexGrow(0);
    addComponentColumn(node -> WorkspaceLabels.workers(node.workers()))
        .setHeader("Workers")
        .setWidth("var(--column-of-workers)");
    addComponentColumn(actions::menu)
        .setHeader(new HiddenText("Actions"))
        .setAutoWidth(true)
        .setFlexGrow(0)
        .setPartNameGenerator(node -> "card-action");
  }

  /** The menu of the rows, to be added beside the grid. */
  Component contextMenu() {
    return actions.contextMenu(this);
  }

  /** Shows these, depth first; does nothing when they are shown already. */
  void show(List<WorkspaceNode> nodes) {
    if (nodes.equals(shown)) {
      return;
    }
    shown = List.copyOf(nodes);
    TreeData<WorkspaceNode> data = new TreeData<>();
    Map<WorkspaceId, WorkspaceNode> added = new HashMap<>();
    for (WorkspaceNode node : nodes) {
      WorkspaceId base = node.workspace().base();
      data.addItem(base == null ? null : added.get(base), node);
      added.put(node.workspace().id(), node);
    }
    setDataProvider(new TreeDataProvider<>(data));
    expand(nodes);
  }

  private Component name(WorkspaceNode node) {
    String name = node.name().value();
    RouterLink link = new RouterLink(RunsView.class);
    link.add(new ShortenedText(name));
    link.getElement().setAttribute("aria-label", name);
    link.setQueryParameters(QueryParameters.of(CurrentViewpoint.PARAMETER, name));
    link.addClassName("pw-link");
    Span row = new Span();
    WorkspaceLabels.depth(node).ifPresent(row::add);
    row.add(link);
    row.addClassNames("pw-row", "pw-workspace-name");
    if (UI.getCurrent() != null
        && CurrentViewpoint.get(UI.getCurrent()).isOwn(node.workspace().id())) {
      link.getElement().setAttribute("aria-current", "true");
      Span here = new Span("you are here");
      here.addClassNames("pw-quiet", "pw-small");
      row.add(here);
    }
    return row;
  }

  private static Component base(WorkspaceNode node) {
    if (node.baseName() != null) {
      Span base = new Span(onPhones("based on"), new ShortenedText(node.baseName().value()));
      base.addClassName("pw-row");
      return base;
    }
    Span none = new Span(StudioIcon.SHIELD.create(), new Span("no base"));
    none.addClassNames("pw-row", "pw-quiet");
    return none;
  }

  private static Component runs(WorkspaceNode node) {
    Span runs =
        new Span(
            new Span(TextFormat.number(node.runs())), onPhones(node.runs() == 1 ? "run" : "runs"));
    runs.addClassName("pw-row");
    return runs;
  }

  /** A word that the header of the column says where there is room for one. */
  private static Span onPhones(String word) {
    Span span = new Span(word);
    span.addClassNames("pw-phone-only", "pw-quiet");
    return span;
  }

  private static Component state(WorkspaceNode node) {
    WorkspaceState state = node.workspace().state();
    Span word = new Span(WorkspaceLabels.state(state));
    Span row = new Span();
    row.addClassName("pw-row");
    switch (state) {
      case ACTIVE -> row.addClassName("pw-quiet");
      case PAUSED -> row.add(StudioIcon.PAUSE.create());
      case ARCHIVED -> row.add(StudioIcon.ARCHIVE.create());
    }
    row.add(word);
    return row;
  }
}

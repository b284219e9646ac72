package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.shell.CurrentViewpoint;
import dev.pinwheel.studio.shell.MainLayout;
import dev.pinwheel.studio.shell.StudioContext;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The modules that workers declare for the workspace or its bases, with their workflows. */
@Route(value = "workflows", layout = MainLayout.class)
@PageTitle("Workflows · Pinwheel")
public final class WorkflowsView extends Div implements BeforeEnterObserver {

  private final StudioContext context;
  private final TextField filter = new TextField();
  private final Div body = new Div();
  private List<ModuleView> modules = List.of();
  private volatile @Nullable Viewpoint viewpoint;
  private @Nullable Watch watch;

  public WorkflowsView(StudioContext context) {
    this.context = context;
    addClassName("pw-page");
    body.addClassNames("pw-body", "pw-stack");
    body.getElement().setAttribute("data-gap", "large");
    body.setTestId("modules");
    add(header(), body);
    CurrentViewpoint.onChange(this, this::lookFrom);
  }

  private Component header() {
    filter.setPlaceholder("Find a workflow or task");
    filter.setAriaLabel("Find a workflow or task");
    filter.setPrefixComponent(StudioIcon.SEARCH.create());
    filter.setClearButtonVisible(true);
    filter.setValueChangeMode(ValueChangeMode.LAZY);
    filter.addValueChangeListener(change -> show());
    filter.addClassNames("pw-end", "pw-search");
    filter.setTestId("workflow-filter");
    return new PageHeader("Workflows", filter);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    lookFrom(CurrentViewpoint.get(event.getUI()));
  }

  private void lookFrom(Viewpoint from) {
    viewpoint = from;
    if (watch != null) {
      watch.refresh();
    }
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      watch =
          context
              .live()
              .watchCalmly(
                  this,
                  changes -> changes.manifests() || changes.sessions() || !changes.runs().isEmpty(),
                  this::read,
                  this::show);
    }
  }

  private List<ModuleView> read() {
    Viewpoint from = viewpoint;
    return from == null ? List.of() : context.reads().modules().list(from);
  }

  private void show(List<ModuleView> read) {
    if (!read.equals(modules) || body.getComponentCount() == 0) {
      modules = read;
      show();
    }
  }

  private void show() {
    body.removeAll();
    String wanted = filter.getValue().strip().toLowerCase(Locale.ROOT);
    modules.stream()
        .map(module -> ModuleSection.of(context, module, wanted))
        .flatMap(Optional::stream)
        .forEach(body::add);
    if (body.getComponentCount() == 0) {
      body.add(modules.isEmpty() ? nothingDeclared() : nothingFits());
    }
  }

  private static Component nothingDeclared() {
    return new EmptyState(
        "No worker has declared a workflow yet",
        "Start a worker with a module of your own, or the server with its examples; it appears here automatically.");
  }

  private Component nothingFits() {
    return new EmptyState(
        "No workflow or task matches '" + filter.getValue() + "'",
        "",
        Buttons.secondary("Show all", click -> filter.clear()));
  }
}

package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.queue.QueueView;
import dev.pinwheel.studio.runs.RunsView;
import dev.pinwheel.studio.theme.StudioIcon;
import dev.pinwheel.studio.workers.WorkersView;
import dev.pinwheel.studio.workflows.WorkflowsView;
import dev.pinwheel.studio.workspaces.WorkspacesView;
import java.util.List;

/** The main navigation at the left, with counts for the workspace of the page. */
final class Navigation extends Nav {

  private final Item runs = new Item("Runs", "runs", StudioIcon.RUNS, RunsView.class);
  private final Item workflows =
      new Item("Workflows", "workflows", StudioIcon.WORKFLOWS, WorkflowsView.class);
  private final Item workspaces =
      new Item("Workspaces", "workspaces", StudioIcon.WORKSPACES, WorkspacesView.class);
  private final Item queue = new Item("Queue", "queue", StudioIcon.QUEUE, QueueView.class);
  private final Item workers =
      new Item("Workers", "workers", StudioIcon.WORKERS, WorkersView.class);
  private final List<Item> items = List.of(runs, workflows, workspaces, queue, workers);

  Navigation() {
    addClassName("pw-nav");
    setAriaLabel("Main");
    setTestId("navigation");
    items.forEach(this::add);
  }

  /** Marks the current item and makes all links keep the workspace. */
  void show(Location location, String workspace) {
    for (Item item : items) {
      item.show(location, workspace);
    }
  }

  void showCounts(ShellCounts read) {
    runs.showCount(read.counts().runs(), RunList.MOST_COUNTED);
    workflows.showCount(read.counts().workflows());
    workspaces.showCount(read.workspaces());
    queue.showCount(read.counts().queued());
    workers.showCount(read.counts().workers());
  }

  /** A view with its icon and a count. */
  private static final class Item extends RouterLink {

    private final String path;
    private final Span count = new Span();

    Item(String label, String path, StudioIcon icon, Class<? extends Component> view) {
      super(view);
      this.path = path;
      Span text = new Span(label);
      text.addClassName("pw-nav-label");
      count.addClassName("pw-nav-count");
      add(icon.create(), text, count);
      addClassName("pw-nav-item");
      getElement().setAttribute("title", label);
      setTestId("nav-" + path);
    }

    void showCount(long number) {
      count.setText(TextFormat.number(number));
    }

    /** A count that is exact up to a limit. */
    void showCount(long number, long most) {
      count.setText(TextFormat.number(Math.min(number, most)) + (number > most ? "+" : ""));
    }

    private void show(Location location, String workspace) {
      setQueryParameters(QueryParameters.of(CurrentViewpoint.PARAMETER, workspace));
      if (location.getFirstSegment().equals(path)) {
        getElement().setAttribute("aria-current", "page");
      } else {
        getElement().removeAttribute("aria-current");
      }
    }
  }
}

package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import dev.pinwheel.access.Permission;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.workflows.RunDialog;
import dev.pinwheel.studio.workflows.WorkflowsView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The empty states of the list of runs. */
final class EmptyRunList {

  private static final String FIRST_TO_RUN = "users/welcome";

  private EmptyRunList() {}

  /** Nothing has ever run here. */
  static Component yet(StudioContext context, Viewpoint viewpoint, List<ModuleView> modules) {
    List<Component> actions = new ArrayList<>();
    firstWorkflow(modules).ifPresent(workflow -> actions.add(run(context, workflow)));
    Button all =
        Buttons.secondary(
            "See all workflows",
            click -> {
              UI ui = UI.getCurrent();
              ui.navigate(WorkflowsView.class, CurrentViewpoint.parameters(ui));
            });
    actions.add(all);
    return new EmptyState(
        "Nothing has run in " + viewpoint.name() + " yet.", "", actions.toArray(Component[]::new));
  }

  /** There are runs, but none matches the filters. */
  static Component fits(Runnable showAll) {
    Button all = Buttons.secondary("Show all runs", click -> showAll.run());
    all.setTestId("show-all-runs");
    return new EmptyState(
        "No matching runs", "No run visible from here matches these filters.", all);
  }

  private static Button run(StudioContext context, TargetView workflow) {
    Button button =
        Buttons.primary(
            "Run " + workflow.module() + " / " + workflow.name(),
            click -> RunDialog.open(UI.getCurrent(), context, workflow.module(), workflow.name()));
    button.setTestId("run-first");
    return Buttons.allowUnless(button, context.refusal(Permission.SUBMIT_RUN));
  }

  private static Optional<TargetView> firstWorkflow(List<ModuleView> modules) {
    return modules.stream()
        .flatMap(module -> module.targets().stream())
        .filter(TargetView::isWorkflow)
        .min(
            Comparator.comparing(
                target -> !(target.module() + "/" + target.name()).equals(FIRST_TO_RUN)));
  }
}

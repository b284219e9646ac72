package dev.pinwheel.studio.run;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.run.action.RunActions;
import java.util.List;

/**
 * The page for a run that is not visible from the workspace, with links to workspaces that can see
 * it.
 */
final class RunNotVisible extends Div {

  /** Further workspaces are found in the switcher. */
  private static final int MOST_OFFERED = 6;

  private final RunActions actions;

  RunNotVisible(RunActions actions) {
    this.actions = actions;
    addClassName("pw-page");
    setTestId("run-not-visible");
    setVisible(false);
  }

  /**
   * @param seenFrom the workspaces that can see it; empty when the run does not exist
   */
  void show(WorkspaceName workspace, String run, List<WorkspaceName> seenFrom) {
    removeAll();
    if (seenFrom.isEmpty()) {
      add(
          EmptyState.page(
              "There is no run " + run,
              "Check the id. The run may also have been deleted when its workspace's retention period ended.",
              Buttons.secondary("Show runs in " + workspace, click -> actions.openRuns())));
      return;
    }
    Button[] links =
        seenFrom.stream()
            .limit(MOST_OFFERED)
            .map(name ->
                Buttons.secondary(
                    "View it from " + name, click -> actions.open(actions.address(), name.value())))
            .toArray(Button[]::new);
    add(
        EmptyState.page(
            "Not visible from " + workspace, RunText.notVisible(workspace, run), links));
  }
}

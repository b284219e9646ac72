package dev.pinwheel.studio.run;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.EmptyState;
import java.util.List;

/** What stands in place of a run that cannot be seen from the workspace, and from where it can. */
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
              "Maybe it was mistyped, or its workspace keeps runs for a shorter time.",
              Buttons.secondary("See the runs of " + workspace, click -> actions.openRuns())));
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

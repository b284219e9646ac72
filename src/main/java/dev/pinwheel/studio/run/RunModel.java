package dev.pinwheel.studio.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.plan.PlanComparison;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphModel;
import dev.pinwheel.studio.run.drawing.Drawing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data of a run page, read at one time for a {@link RunPageRequest}.
 *
 * @param visible null when nothing of the run is visible from the workspace
 * @param seenFrom workspaces that can see the run; empty when it is visible here
 */
record RunModel(RunPageRequest request, @Nullable Visible visible, List<WorkspaceName> seenFrom) {

  /**
   * A run that is visible.
   *
   * @param selected the selected execution; null when none is selected, or it is not visible
   * @param planned of a selected attempt that was re-run with a plan; else null
   */
  record Visible(
      RunPicture picture,
      Placement placement,
      @Nullable ExecutionView selected,
      @Nullable PlanComparison planned) {

    RunTree tree() {
      return picture.tree();
    }

    Drawing drawing() {
      return picture.drawing();
    }

    GraphModel graph() {
      return picture.graph();
    }
  }

  /**
   * Reads; blocks.
   *
   * @param sight of the viewer
   * @param after pictures that were read until this moment are too old
   * @param former what the page shows; placed nodes stay where they are
   */
  static RunModel read(
      ReadModels reads,
      Sight sight,
      RunPictures pictures,
      RunPageRequest request,
      long after,
      @Nullable RunModel former) {
    Optional<RunPicture> found = pictures.find(request, after);
    if (found.isEmpty()) {
      return new RunModel(request, null, reads.trees().listWorkspacesSeeing(sight, request.run()));
    }
    RunPicture picture = found.get();
    ExecutionView selected = select(reads, request, picture.tree()).orElse(null);
    return new RunModel(
        request,
        new Visible(
            picture,
            place(picture, request, former),
            selected,
            selected == null ? null : planned(reads, request, selected)),
        List.of());
  }

  private static Placement place(
      RunPicture picture, RunPageRequest request, @Nullable RunModel former) {
    Visible before = former == null ? null : former.visible;
    if (former == null
        || before == null
        || former.request.tidied() != request.tidied()
        || !former.request.toggled().equals(request.toggled())
        || !former.request.run().equals(request.run())) {
      return picture.placement();
    }
    return picture.placementAfter(before.picture, before.placement);
  }

  private static Optional<ExecutionView> select(
      ReadModels reads, RunPageRequest request, RunTree tree) {
    StepId step = request.step();
    if (step == null) {
      return Optional.empty();
    }
    int attempt = request.attempt() == null ? 1 : request.attempt();
    ExecutionId asked = new ExecutionId(step, attempt);
    ExecutionId shown =
        tree.find(step)
            .map(
                node -> request.attempt() != null && sees(node, attempt) ? asked : node.execution())
            .orElse(asked);
    return reads.executions().find(request.viewpoint(), shown);
  }

  private static @Nullable PlanComparison planned(
      ReadModels reads, RunPageRequest request, ExecutionView selected) {
    return switch (selected.cause()) {
      case RERUN, RETRY -> reads.plans().find(request.viewpoint(), selected.id()).orElse(null);
      case SUBMIT, CALL, FORCE -> null;
    };
  }

  private static boolean sees(StepNode node, int attempt) {
    return node.attempts().stream().map(Attempt::number).anyMatch(number -> number == attempt);
  }
}

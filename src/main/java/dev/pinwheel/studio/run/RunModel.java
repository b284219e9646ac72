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
import dev.pinwheel.studio.graph.GraphLayout;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import dev.pinwheel.studio.graph.GraphModel;
import dev.pinwheel.studio.run.drawing.Drawing;
import dev.pinwheel.studio.run.drawing.GraphModelBuilder;
import dev.pinwheel.studio.run.drawing.WallOrders;
import java.time.Instant;
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
   * @param tree what every count is about; the drawing may show more
   * @param kept somebody marked the run to be kept
   * @param selected the selected execution; null when none is selected, or it is not visible
   * @param planned of a selected attempt that was re-run with a plan; else null
   * @param structure of the graph, to compare with the next one
   */
  record Visible(
      RunTree tree,
      boolean kept,
      Drawing drawing,
      GraphModel graph,
      Structure structure,
      Placement placement,
      @Nullable ExecutionView selected,
      @Nullable PlanComparison planned) {}

  /**
   * Reads; blocks.
   *
   * @param former what the page shows; placed nodes stay where they are
   */
  static RunModel read(
      ReadModels reads, RunPageRequest request, @Nullable RunModel former, Instant now) {
    Optional<RunTree> found =
        reads.trees().find(request.viewpoint(), request.run(), request.pins());
    if (found.isEmpty()) {
      return new RunModel(request, null, reads.trees().listWorkspacesSeeing(request.run()));
    }
    RunTree tree = found.get();
    Drawing drawing = Drawing.of(drawn(reads, request, tree), request.toggled());
    GraphModel graph =
        GraphModelBuilder.of(drawing, request.zone(), new WallOrders(request.sorted(), now));
    Structure structure = Structure.of(graph);
    ExecutionView selected = select(reads, request, tree).orElse(null);
    return new RunModel(
        request,
        new Visible(
            tree,
            reads.retentions().isKept(request.viewpoint(), request.run()),
            drawing,
            graph,
            structure,
            place(structure, request, former),
            selected,
            selected == null ? null : planned(reads, request, selected)),
        List.of());
  }

  /** What graph and table show: with the steps of earlier attempts, when they are wanted. */
  private static RunTree drawn(ReadModels reads, RunPageRequest request, RunTree tree) {
    return request.earlierSteps()
        ? reads
            .trees()
            .findWithEarlierSteps(request.viewpoint(), request.run(), request.pins())
            .orElse(tree)
        : tree;
  }

  private static Placement place(
      Structure structure, RunPageRequest request, @Nullable RunModel former) {
    Visible before = former == null ? null : former.visible;
    if (former == null
        || before == null
        || former.request.tidied() != request.tidied()
        || !former.request.toggled().equals(request.toggled())
        || !former.request.run().equals(request.run())) {
      return LayoutCache.fresh(structure);
    }
    return before.structure.equals(structure)
        ? before.placement
        : GraphLayout.layout(structure, before.placement);
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

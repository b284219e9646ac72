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
import dev.pinwheel.studio.run.drawing.GraphPicture;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link RunQuestion}, read at one time: what the whole page shows.
 *
 * @param visible null when nothing of the run is visible from the workspace
 * @param seenFrom workspaces that can see the run; empty when it is visible here
 */
record RunModel(RunQuestion question, @Nullable Visible visible, List<WorkspaceName> seenFrom) {

  /**
   * A run that is visible.
   *
   * @param tree what every count is about; the drawing may show more
   * @param selected the selected execution; null when none is selected, or it is not visible
   * @param planned of a selected attempt that was re-run with a plan; else null
   * @param structure of the graph, to compare with the next one
   */
  record Visible(
      RunTree tree,
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
  static RunModel read(ReadModels reads, RunQuestion question, @Nullable RunModel former) {
    Optional<RunTree> found =
        reads.trees().find(question.viewpoint(), question.run(), question.pins());
    if (found.isEmpty()) {
      return new RunModel(question, null, reads.trees().listWorkspacesSeeing(question.run()));
    }
    RunTree tree = found.get();
    Drawing drawing = Drawing.of(drawn(reads, question, tree), question.toggled());
    GraphModel graph = GraphPicture.of(drawing, question.zone());
    Structure structure = Structure.of(graph);
    ExecutionView selected = select(reads, question, tree).orElse(null);
    return new RunModel(
        question,
        new Visible(
            tree,
            drawing,
            graph,
            structure,
            place(structure, question, former),
            selected,
            selected == null ? null : planned(reads, question, selected)),
        List.of());
  }

  /** What graph and table show: with the steps of earlier attempts, when they are wanted. */
  private static RunTree drawn(ReadModels reads, RunQuestion question, RunTree tree) {
    return question.earlierSteps()
        ? reads
            .trees()
            .findWithEarlierSteps(question.viewpoint(), question.run(), question.pins())
            .orElse(tree)
        : tree;
  }

  private static Placement place(
      Structure structure, RunQuestion question, @Nullable RunModel former) {
    Visible before = former == null ? null : former.visible;
    if (former == null
        || before == null
        || former.question.tidied() != question.tidied()
        || !former.question.toggled().equals(question.toggled())
        || !former.question.run().equals(question.run())) {
      return Layouts.fresh(structure);
    }
    return before.structure.equals(structure)
        ? before.placement
        : GraphLayout.layout(structure, before.placement);
  }

  private static Optional<ExecutionView> select(
      ReadModels reads, RunQuestion question, RunTree tree) {
    StepId step = question.step();
    if (step == null) {
      return Optional.empty();
    }
    int attempt = question.attempt() == null ? 1 : question.attempt();
    ExecutionId asked = new ExecutionId(step, attempt);
    ExecutionId shown =
        tree.find(step)
            .map(node ->
                question.attempt() != null && sees(node, attempt) ? asked : node.execution())
            .orElse(asked);
    return reads.executions().find(question.viewpoint(), shown);
  }

  private static @Nullable PlanComparison planned(
      ReadModels reads, RunQuestion question, ExecutionView selected) {
    return switch (selected.cause()) {
      case RERUN, RETRY -> reads.plans().find(question.viewpoint(), selected.id()).orElse(null);
      case SUBMIT, CALL, FORCE -> null;
    };
  }

  private static boolean sees(StepNode node, int attempt) {
    return node.attempts().stream().map(Attempt::number).anyMatch(number -> number == attempt);
  }
}

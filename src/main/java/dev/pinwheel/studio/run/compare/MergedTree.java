package dev.pinwheel.studio.run.compare;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.DependencyEdge;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.CallDifference;
import dev.pinwheel.query.step.PairedTrees;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.studio.graph.GraphNode.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Both trees of a comparison as one: the newer tree, and what is gone from the older one under the
 * partners of its callers. Steps that are gone get numbers of their own, because the other tree, or
 * another run, has steps of the same numbers.
 *
 * @param marks of steps that differ
 * @param calls the key of the call for which a step is compared
 * @param moved where a step of the older tree stands
 */
record MergedTree(
    RunTree tree,
    Map<StepId, Mark> marks,
    Map<StepId, String> calls,
    Function<StepId, StepId> moved) {

  static MergedTree of(PairedTrees trees, List<CallDifference> differences) {
    return new Merging(trees).merged(differences);
  }

  /** Where the step called stands in the merged tree. */
  StepId stepOf(PairedCall call) {
    return call.after() == null
        ? moved.apply(Objects.requireNonNull(call.before()).step())
        : call.after().step();
  }

  private static final class Merging {
    private final PairedTrees trees;
    private final RunTree after;
    private final int firstGone;
    private final Map<StepId, Mark> marks = new HashMap<>();
    private final Map<StepId, String> keys = new HashMap<>();

    Merging(PairedTrees trees) {
      this.trees = trees;
      this.after = trees.after();
      this.firstGone =
          after.nodes().stream().mapToInt(node -> node.step().number()).max().orElse(0) + 1;
    }

    MergedTree merged(List<CallDifference> differences) {
      List<StepNode> nodes = new ArrayList<>();
      List<CallEdge> calls = new ArrayList<>(after.calls());
      Set<StepId> placed = new HashSet<>();
      for (PairedCall call : trees.calls()) {
        CallEdge edge = call.callBefore();
        if (call.compared() || !call.isGone()) {
          StepNode node = call.isGone() ? gone(Objects.requireNonNull(call.before())) : newer(call);
          if (placed.add(node.step())) {
            nodes.add(node);
          }
          if (call.compared()) {
            keys.putIfAbsent(node.step(), call.key());
          }
        }
        if (call.isGone() && edge != null) {
          calls.add(moved(edge));
        }
      }
      after.nodes().stream()
          .filter(node -> placed.add(node.step()))
          .map(Merging::fresh)
          .forEach(nodes::add);
      differences.forEach(this::mark);
      return new MergedTree(
          new RunTree(
              after.header(),
              nodes,
              calls,
              dependencies(),
              nodes.size(),
              0,
              false,
              Map.of(),
              after.version()),
          marks,
          keys,
          this::moved);
    }

    private void mark(CallDifference difference) {
      PairedCall call = difference.call();
      if (call.isGone()) {
        if (call.compared()) {
          marks.put(moved(Objects.requireNonNull(call.before()).step()), Mark.GONE);
        }
      } else if (!call.isAdded() || call.compared()) {
        marks.putIfAbsent(
            Objects.requireNonNull(call.after()).step(),
            call.isAdded() ? Mark.ADDED : Mark.CHANGED);
      }
    }

    /** Where a step of the older tree is in the merged one. */
    private StepId moved(StepId before) {
      StepId partner = trees.partners().get(before);
      return partner == null
          ? new StepId(after.header().run(), firstGone + before.number())
          : partner;
    }

    private ExecutionId moved(ExecutionId before) {
      return new ExecutionId(moved(before.step()), before.attempt());
    }

    private static StepNode newer(PairedCall call) {
      return fresh(Objects.requireNonNull(call.after()));
    }

    private StepNode gone(StepNode node) {
      StepId step = moved(node.step());
      return copy(node, step, new ExecutionId(step, node.execution().attempt()));
    }

    /** Whether it is stale is no matter here. */
    private static StepNode fresh(StepNode node) {
      return node.staleness() == Staleness.FRESH ? node : copy(node, node.step(), node.execution());
    }

    private static StepNode copy(StepNode node, StepId step, ExecutionId execution) {
      return new StepNode(
          step,
          node.module(),
          node.target(),
          node.kind(),
          execution,
          node.workspace(),
          node.ownWorkspace(),
          node.depth(),
          node.group(),
          node.state(),
          node.waiting(),
          node.timing(),
          node.progress(),
          node.attempts(),
          node.failure(),
          node.pin(),
          node.forwarding(),
          Staleness.FRESH,
          node.argumentLine(),
          node.callsNotVisible());
    }

    private CallEdge moved(CallEdge call) {
      return new CallEdge(
          moved(call.caller()),
          moved(call.callee()),
          call.kind(),
          call.number(),
          call.times(),
          call.group(),
          call.calledAt(),
          call.argumentLine(),
          call.reusedFrom(),
          false,
          false,
          Staleness.FRESH,
          null);
    }

    /** Those of the older tree where either end is gone. */
    private List<DependencyEdge> dependencies() {
      List<DependencyEdge> all = new ArrayList<>(after.dependencies());
      for (DependencyEdge dependency : trees.before().dependencies()) {
        if (!trees.partners().containsKey(dependency.dependent())
            || !trees.partners().containsKey(dependency.dependency())) {
          all.add(
              new DependencyEdge(
                  moved(dependency.dependent()),
                  moved(dependency.dependency()),
                  dependency.handed()));
        }
      }
      return all;
    }
  }
}

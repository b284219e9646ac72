package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.RunTrees;
import dev.pinwheel.query.step.Comparisons;
import dev.pinwheel.query.step.RunComparison;
import dev.pinwheel.query.step.RunComparison.Side;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Compares a run with what an address names ({@link CompareWith}). Thread-safe; blocks while it
 * reads. The last few comparisons are kept and shared, as long as nothing of their runs changes.
 */
public final class RunComparisons {

  private static final int KEPT = 4;

  private final Viewpoints viewpoints;
  private final RunTrees trees;
  private final Comparisons comparisons;
  private final Deque<Made> made = new ArrayDeque<>();

  private record Made(Side own, Side other, RunComparison comparison) {

    boolean isOf(Side one, Side two) {
      return own.tree() == one.tree()
          && other.tree() == two.tree()
          && hasChainOf(own, one)
          && hasChainOf(other, two);
    }

    private static boolean hasChainOf(Side one, Side two) {
      return one.viewpoint().chain().nearestFirst().equals(two.viewpoint().chain().nearestFirst());
    }
  }

  public RunComparisons(Viewpoints viewpoints, RunTrees trees, Comparisons comparisons) {
    this.viewpoints = viewpoints;
    this.trees = trees;
    this.comparisons = comparisons;
  }

  /**
   * @param sight of the viewer: another workspace is compared only if it exists for them
   * @param pins the attempt that the viewer looks at; of its step another attempt is compared
   * @throws Rejection (not found) when either side is not visible from its viewpoint; (invalid
   *     argument) when the other one is a run of another workflow
   */
  public RunComparison load(
      Viewpoint viewpoint, RunId run, PinnedAttempts pins, CompareWith with, Sight sight) {
    Side own = new Side(viewpoint, trees.load(viewpoint, run, pins));
    Side other =
        switch (with) {
          case CompareWith.OfWorkspace workspace -> {
            Viewpoint there = viewpoints.get(workspace.name(), sight);
            yield new Side(there, trees.load(there, run));
          }
          case CompareWith.OfAttempt attempt ->
              new Side(viewpoint, atAttempt(viewpoint, run, pins, attempt.number()));
          case CompareWith.OfRun another ->
              new Side(viewpoint, trees.load(viewpoint, another.run()));
        };
    return compare(own, other);
  }

  private RunTree atAttempt(Viewpoint viewpoint, RunId run, PinnedAttempts pins, int attempt) {
    StepId step = pins.attempts().keySet().stream().findFirst().orElse(new StepId(run, 1));
    ExecutionId wanted = new ExecutionId(step, attempt);
    RunTree tree = trees.load(viewpoint, run, PinnedAttempts.of(wanted));
    if (tree.find(step).filter(node -> node.execution().equals(wanted)).isEmpty()) {
      throw Rejection.notFound(
          "%s cannot see attempt %d of %s.".formatted(viewpoint.name(), attempt, step));
    }
    return tree;
  }

  private RunComparison compare(Side own, Side other) {
    synchronized (made) {
      for (Made one : made) {
        if (one.isOf(own, other)) {
          return one.comparison();
        }
      }
    }
    RunComparison comparison = comparisons.compareRuns(own, other);
    synchronized (made) {
      made.addFirst(new Made(own, other, comparison));
      while (made.size() > KEPT) {
        made.removeLast();
      }
    }
    return comparison;
  }
}

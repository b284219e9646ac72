package dev.pinwheel.query.step;

import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.Comparison.Difference;
import dev.pinwheel.query.step.Comparison.Kind;
import dev.pinwheel.query.view.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs in a run as two workspaces see it.
 *
 * @param first the current executions of step 1
 * @param steps of the two call trees that are not at the same execution: those only the first
 *     workspace's tree has, then the others in the order of the second tree
 * @param sameSteps how many are at the same execution
 */
public record RunComparison(Comparison first, List<Difference> steps, int sameSteps) {

  public RunComparison {
    steps = List.copyOf(steps);
  }

  /** Pairs the steps of two trees of one run. */
  static RunComparison of(
      Comparison first, WorkspaceName before, RunTree one, WorkspaceName after, RunTree other) {
    Map<StepId, StepNode> left = new HashMap<>();
    one.nodes().forEach(node -> left.put(node.step(), node));
    int same = 0;
    List<Difference> differences = new ArrayList<>();
    for (StepNode node : other.nodes()) {
      StepNode partner = left.remove(node.step());
      if (partner == null) {
        differences.add(alone(Kind.ADDED, node, after));
      } else if (partner.execution().equals(node.execution())) {
        same++;
      } else {
        differences.add(both(partner, node));
      }
    }
    List<Difference> all = new ArrayList<>();
    one.nodes().stream()
        .filter(node -> left.containsKey(node.step()))
        .forEach(node -> all.add(alone(Kind.GONE, node, before)));
    all.addAll(differences);
    return new RunComparison(first, all, same);
  }

  private static Difference alone(Kind kind, StepNode node, WorkspaceName where) {
    boolean gone = kind == Kind.GONE;
    return new Difference(
        kind,
        node.target(),
        gone ? node.execution() : null,
        gone ? null : node.execution(),
        "Called only in %s.".formatted(where));
  }

  private static Difference both(StepNode one, StepNode other) {
    String before = Attempt.outcome(one.attempts(), one.execution()).orElse(null);
    String after = Attempt.outcome(other.attempts(), other.execution()).orElse(null);
    boolean same = before != null && before.equals(after);
    String sentence =
        before == null || after == null
            ? "Another attempt; one of them has no outcome yet."
            : same ? "Another attempt with the same outcome." : "Another attempt, another outcome.";
    return new Difference(
        same ? Kind.SAME_RESULT : Kind.OTHER_RESULT,
        other.target(),
        one.execution(),
        other.execution(),
        sentence);
  }
}

package dev.pinwheel.studio.run.steps;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import org.jspecify.annotations.Nullable;

/** A row of the table. Two rows are the same when they stand for the same step or call. */
public sealed interface StepTableRow {

  /** Identifies the row in the table of a run. */
  String key();

  /** The step that is selected with the row. */
  StepId step();

  /**
   * A step, at the place of the call that reached it first.
   *
   * @param node what the graph shows of it
   * @param reached the call that reached it first; null where the tree begins
   * @param usedAttempt which attempt its outdated calls used; 0 when there is none, or several
   */
  record Step(StepNode node, @Nullable CallEdge reached, int usedAttempt) implements StepTableRow {
    @Override
    public String key() {
      return Integer.toString(node.step().number());
    }

    @Override
    public StepId step() {
      return node.step();
    }
  }

  /**
   * A further call of a step that has its row elsewhere.
   *
   * @param called the step that it refers to
   */
  record Reference(CallEdge call, StepNode called) implements StepTableRow {
    @Override
    public String key() {
      return call.from().number() + ">" + call.number();
    }

    @Override
    public StepId step() {
      return call.to();
    }
  }

  /** {@code ↪ fetchUser → R7K2:2, reused from production}. */
  static String sentence(CallEdge call, StepNode called) {
    StringBuilder sentence =
        new StringBuilder("↪ " + called.target() + " → " + call.to() + ", ")
            .append(call.isReused() ? "reused" : "called");
    if (call.isReused() && call.reusedFrom() != null) {
      sentence.append(" from ").append(call.reusedFrom());
    }
    if (!call.usedWords().isEmpty()) {
      sentence.append(", ").append(call.usedWords());
    }
    if (call.times() > 1) {
      sentence.append(", ").append(call.times()).append(" times");
    }
    return sentence.toString();
  }
}

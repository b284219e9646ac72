package dev.pinwheel.studio.run.steps;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.CallEdge;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the table. Two rows are the same when they stand for the same step or call. */
public sealed interface StepTableRow {

  /** Identifies the row in the table of a run. */
  String key();

  /** The step that is selected with the row. */
  StepId step();

  /** The step of which the row tells: a call has that of the step it refers to. */
  StepNode node();

  /** The step below which the row stands; null where the tree begins. */
  @Nullable Caller caller();

  /** Whether no drawn call executed it: its work was done elsewhere or before. */
  boolean quiet();

  /** A calling step. */
  record Caller(StepId step, String module, String target, @Nullable String argumentLine) {
    static Caller of(StepNode node) {
      return new Caller(node.step(), node.module(), node.target(), node.argumentLine());
    }
  }

  /** Where a step stands. */
  enum TreePosition {
    /** Where the tree begins. */
    ROOT,
    /** Where the visible part of the tree begins. */
    CALLER_NOT_VISIBLE,
    /** Only an earlier attempt of its caller called it. */
    EARLIER,
    /** Below the drawn call that executed it. */
    EXECUTED,
    /** Below the first call that reused it; no drawn call executed it. */
    REUSED
  }

  /**
   * A step.
   *
   * @param node what the graph shows of it
   * @param reached the call below whose caller it stands; null where the tree begins
   * @param usedAttempt which attempt its outdated calls used; 0 when there is none, or several
   * @param furtherCallers how many other drawn steps called it
   */
  record Step(
      StepNode node,
      TreePosition position,
      @Nullable CallEdge reached,
      @Nullable Caller caller,
      boolean quiet,
      int usedAttempt,
      int furtherCallers)
      implements StepTableRow {

    @Override
    public String key() {
      return keyOf(node.step());
    }

    @Override
    public StepId step() {
      return node.step();
    }
  }

  /**
   * A call of a step that has its row elsewhere.
   *
   * @param node the step that it refers to
   */
  record Reference(CallEdge call, StepNode node, Caller caller) implements StepTableRow {
    @Override
    public String key() {
      return call.from().number() + ">" + call.number();
    }

    @Override
    public StepId step() {
      return call.to();
    }

    @Override
    public boolean quiet() {
      return true;
    }
  }

  /** The key of the row of a step. */
  static String keyOf(StepId step) {
    return Integer.toString(step.number());
  }

  /** The attempt that a call took; empty when that is not visible from here. */
  static Optional<Attempt> used(CallEdge call, StepNode called) {
    return call.usedNotVisible()
        ? Optional.empty()
        : called.attempts().stream()
            .filter(attempt -> attempt.execution().equals(call.callee()))
            .findFirst();
  }

  /** {@code reused from production #1}, {@code called, used #1}; how a call came to its result. */
  static String origin(CallEdge call, StepNode called) {
    String words =
        call.isReused()
            ? used(call, called)
                .map(used -> "reused from %s #%d".formatted(used.workspace().name(), used.number()))
                .orElse("reused")
            : "called";
    if (!call.isReused() || call.usedNotVisible()) {
      words += call.usedWords().isEmpty() ? "" : ", " + call.usedWords();
    }
    return call.times() > 1 ? "%s, %,d times".formatted(words, call.times()) : words;
  }

  /** {@code ↪ fetchUser → R7K2:2, reused from production #1}. */
  static String sentence(CallEdge call, StepNode called) {
    return "↪ %s → %s, %s".formatted(called.target(), call.to(), origin(call, called));
  }
}

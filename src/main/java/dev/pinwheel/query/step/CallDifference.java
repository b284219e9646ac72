package dev.pinwheel.query.step;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.Comparison.Kind;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.JsonDifference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that is not the same in two call trees.
 *
 * @param arguments where they differ, handles to paired steps left out; empty also when they were
 *     not looked at
 * @param values where the results differ, likewise
 */
public record CallDifference(
    PairedCall call, Kind kind, List<ArgumentDifference> arguments, List<JsonDifference> values) {

  public CallDifference {
    arguments = List.copyOf(arguments);
    values = List.copyOf(values);
  }

  /** How the call differs, before arguments and results are looked at; empty when it does not. */
  static Optional<CallDifference> of(PairedCall call) {
    Kind kind = kind(call);
    return kind == null
        ? Optional.empty()
        : Optional.of(new CallDifference(call, kind, List.of(), List.of()));
  }

  private static @Nullable Kind kind(PairedCall call) {
    if (call.isAdded()) {
      return Kind.ADDED;
    }
    if (call.isGone()) {
      return Kind.GONE;
    }
    return call.otherArguments() ? Kind.OTHER_ARGUMENTS : outcomeKind(call);
  }

  /** The kind when the arguments say nothing; null for the same call. */
  private static @Nullable Kind outcomeKind(PairedCall call) {
    if (call.compared() && !call.isShared()) {
      return hasSameOutcome(call) ? Kind.SAME_RESULT : Kind.OTHER_RESULT;
    }
    return call.timesBefore() == call.timesAfter() ? null : Kind.OTHER_TIMES;
  }

  /** Open executions are equal in that they have none. */
  private static boolean hasSameOutcome(PairedCall call) {
    return Objects.equals(outcome(call.before()), outcome(call.after()));
  }

  private static @Nullable String outcome(@Nullable StepNode node) {
    return node == null ? null : Attempt.outcome(node.attempts(), node.execution()).orElse(null);
  }

  /** In one sentence, for a list of differences. */
  public Comparison.Difference asDifference() {
    StepNode node = call.either();
    return new Comparison.Difference(
        kind,
        node.target(),
        call.argumentLine(),
        call.before() == null ? null : call.before().execution(),
        call.after() == null ? null : call.after().execution(),
        new DifferenceGroup(kind, node.module(), node.target(), List.of(this)).sentence());
  }

  /** Whether the two outcomes differ; false for a call that only one side has. */
  public boolean hasOtherOutcome() {
    return call.before() != null
        && call.after() != null
        && call.compared()
        && !call.isShared()
        && !hasSameOutcome(call);
  }

  /** Whether it is worth a line: a call that merely ran again is the same. */
  public boolean isDifferent() {
    return kind != Kind.SAME_RESULT;
  }

  /**
   * The difference after arguments and results were looked at: when all that differed were handles
   * to steps that are paired, there is none. Empty for the same call.
   */
  Optional<CallDifference> with(
      List<ArgumentDifference> found,
      boolean argumentsKnown,
      List<JsonDifference> places,
      boolean valuesKnown) {
    Kind now = kind;
    if (now == Kind.OTHER_ARGUMENTS && argumentsKnown && found.isEmpty()) {
      now = outcomeKind(call);
    }
    if (now == Kind.OTHER_RESULT && valuesKnown && places.isEmpty()) {
      now = Kind.SAME_RESULT;
    }
    return now == null
        ? Optional.empty()
        : Optional.of(new CallDifference(call, now, found, places));
  }
}

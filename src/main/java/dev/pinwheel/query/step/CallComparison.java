package dev.pinwheel.query.step;

import dev.pinwheel.model.Json;
import dev.pinwheel.query.step.CallPairing.Likeness;
import dev.pinwheel.query.step.CallPairing.Pair;
import dev.pinwheel.query.step.CalledTargets.Called;
import dev.pinwheel.query.step.Comparison.Difference;
import dev.pinwheel.query.step.Comparison.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the calls of two executions, paired by {@link CallPairing}. Pure.
 *
 * @param same how many pairs have the same arguments and the same outcome
 */
record CallComparison(List<Difference> differences, int same, boolean cut) {

  static CallComparison of(CalledTargets before, CalledTargets after) {
    CallPairing<Called> paired =
        CallPairing.of(before.calls(), after.calls(), CallComparison::likeness);
    int same = 0;
    List<Difference> differences = new ArrayList<>();
    paired.gone().forEach(call -> differences.add(alone(Kind.GONE, call)));
    paired.added().forEach(call -> differences.add(alone(Kind.ADDED, call)));
    for (Pair<Called> pair : paired.pairs()) {
      Difference difference = between(pair.before(), pair.after());
      if (difference == null) {
        same++;
      } else {
        differences.add(difference);
      }
    }
    return new CallComparison(differences, same, before.cut() || after.cut());
  }

  private static Likeness likeness(Called call) {
    return new Likeness(
        call.execution(),
        call.module() + ":" + call.target(),
        call.group(),
        call.hash(),
        call.memoKey());
  }

  private static @Nullable Difference between(Called one, Called other) {
    return one.hash().equals(other.hash()) ? results(one, other) : arguments(one, other);
  }

  /** Null when both have the same outcome, or refer to one execution. */
  private static @Nullable Difference results(Called one, Called other) {
    if (one.execution().equals(other.execution())) {
      return null;
    }
    String before = one.outcome();
    String after = other.outcome();
    if (before != null && before.equals(after)) {
      return null;
    }
    return new Difference(
        Kind.OTHER_RESULT,
        one.target(),
        other.argumentLine(),
        one.execution(),
        other.execution(),
        before == null || after == null
            ? "The same call; one of them has no outcome yet."
            : "The same call with another outcome.");
  }

  private static Difference arguments(Called one, Called other) {
    List<Json> before = one.arguments();
    List<Json> after = other.arguments();
    String differ =
        before == null || after == null
            ? "its arguments are too large to compare"
            : LookupText.differences(
                ArgumentComparison.between(one.parameters(), one.parameters(), before, after));
    return new Difference(
        Kind.OTHER_ARGUMENTS,
        one.target(),
        other.argumentLine(),
        one.execution(),
        other.execution(),
        "Called with other arguments: %s.".formatted(differ));
  }

  private static Difference alone(Kind kind, Called call) {
    boolean gone = kind == Kind.GONE;
    return new Difference(
        kind,
        call.target(),
        call.argumentLine(),
        gone ? call.execution() : null,
        gone ? null : call.execution(),
        gone ? "Not called any more." : "Not called before.");
  }
}

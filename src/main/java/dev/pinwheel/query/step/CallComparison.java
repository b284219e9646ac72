package dev.pinwheel.query.step;

import dev.pinwheel.model.Json;
import dev.pinwheel.query.step.CalledTargets.Called;
import dev.pinwheel.query.step.Comparison.Difference;
import dev.pinwheel.query.step.Comparison.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the calls of two executions: first those of one target with the same arguments, in their
 * order, then what is left of each target, in its order. Pure.
 *
 * @param same how many pairs have the same outcome
 */
record CallComparison(List<Difference> differences, int same, boolean cut) {

  static CallComparison of(CalledTargets before, CalledTargets after) {
    List<Difference> changed = new ArrayList<>();
    int[] same = {0};
    List<Called> gone = new ArrayList<>();
    List<Called> added =
        pair(
            before.calls(),
            after.calls(),
            call -> call.module() + ":" + call.target() + ":" + call.hash(),
            gone,
            (one, other) -> {
              Difference difference = results(one, other);
              if (difference == null) {
                same[0]++;
              } else {
                changed.add(difference);
              }
            });
    List<Called> left = new ArrayList<>();
    List<Called> reallyAdded =
        pair(
            gone,
            added,
            call -> call.module() + ":" + call.target(),
            left,
            (one, other) -> changed.add(arguments(one, other)));
    List<Difference> differences = new ArrayList<>();
    left.forEach(call -> differences.add(alone(Kind.GONE, call)));
    reallyAdded.forEach(call -> differences.add(alone(Kind.ADDED, call)));
    differences.addAll(changed);
    return new CallComparison(differences, same[0], before.cut() || after.cut());
  }

  private interface Paired {
    void accept(Called one, Called other);
  }

  /**
   * Answers those of the second list without a partner, target by target; those of the first go to
   * {@code gone}.
   */
  private static List<Called> pair(
      List<Called> before,
      List<Called> after,
      Function<Called, String> likeness,
      List<Called> gone,
      Paired paired) {
    Map<String, Deque<Called>> waiting = new LinkedHashMap<>();
    after.forEach(
        call -> waiting.computeIfAbsent(likeness.apply(call), key -> new ArrayDeque<>()).add(call));
    for (Called call : before) {
      Deque<Called> partners = waiting.get(likeness.apply(call));
      Called partner = partners == null ? null : partners.poll();
      if (partner == null) {
        gone.add(call);
      } else {
        paired.accept(call, partner);
      }
    }
    return waiting.values().stream().flatMap(Deque::stream).toList();
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
        one.execution(),
        other.execution(),
        "Called with other arguments: %s.".formatted(differ));
  }

  private static Difference alone(Kind kind, Called call) {
    boolean gone = kind == Kind.GONE;
    return new Difference(
        kind,
        call.target(),
        gone ? call.execution() : null,
        gone ? null : call.execution(),
        gone ? "Not called any more." : "Not called before.");
  }
}

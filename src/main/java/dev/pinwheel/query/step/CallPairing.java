package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the calls of two callers, each call at most once, by the first of these that fits: both
 * refer to the same execution; the same target, group and arguments, in call order; the same target
 * and memo key; the same target and group, in call order. Pure; takes linear time.
 *
 * @param pairs in the order of the second caller's calls
 * @param gone calls of the first caller without a partner, in order
 * @param added calls of the second caller without a partner, in order
 */
record CallPairing<T>(List<Pair<T>> pairs, List<T> gone, List<T> added) {

  CallPairing {
    pairs = List.copyOf(pairs);
    gone = List.copyOf(gone);
    added = List.copyOf(added);
  }

  /** The same call on both sides. */
  record Pair<T>(T before, T after) {}

  /**
   * What a call is recognised by.
   *
   * @param target with its module
   * @param arguments hash of all arguments
   * @param memoKey null for a call without one
   */
  record Likeness(
      ExecutionId execution,
      String target,
      @Nullable String group,
      String arguments,
      @Nullable String memoKey) {}

  private record Named(String target, @Nullable String group, @Nullable String arguments) {}

  private record Keyed(String target, String memoKey) {}

  /** Null where the call cannot be recognised in this way. */
  private static final List<Function<Likeness, @Nullable Object>> RULES =
      List.of(
          Likeness::execution,
          call -> new Named(call.target, call.group, call.arguments),
          call -> call.memoKey == null ? null : new Keyed(call.target, call.memoKey),
          call -> new Named(call.target, call.group, null));

  /** Pairs these calls, which are in call order. */
  static <T> CallPairing<T> of(List<T> before, List<T> after, Function<T, Likeness> likeness) {
    Map<T, T> partners = new IdentityHashMap<>();
    List<T> left = before;
    List<T> right = after;
    for (Function<Likeness, @Nullable Object> rule : RULES) {
      Map<Object, Deque<T>> waiting = new HashMap<>();
      for (T call : left) {
        Object key = rule.apply(likeness.apply(call));
        if (key != null) {
          waiting.computeIfAbsent(key, first -> new ArrayDeque<>(1)).add(call);
        }
      }
      Set<T> taken = Collections.newSetFromMap(new IdentityHashMap<>());
      List<T> rest = new ArrayList<>();
      for (T call : right) {
        Object key = rule.apply(likeness.apply(call));
        Deque<T> candidates = key == null ? null : waiting.get(key);
        T partner = candidates == null ? null : candidates.poll();
        if (partner == null) {
          rest.add(call);
        } else {
          partners.put(call, partner);
          taken.add(partner);
        }
      }
      left = left.stream().filter(call -> !taken.contains(call)).toList();
      right = rest;
    }
    List<Pair<T>> pairs = new ArrayList<>();
    for (T call : after) {
      T partner = partners.get(call);
      if (partner != null) {
        pairs.add(new Pair<>(partner, call));
      }
    }
    return new CallPairing<>(pairs, left, right);
  }
}

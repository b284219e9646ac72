package dev.pinwheel.studio.run.steps;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives every step of a call tree one place: below the drawn call that executed it, else below the
 * first call that reused it. Does not recurse, so depth is no limit.
 */
final class StepForest {

  private final Map<StepId, StepNode> nodes = new HashMap<>();
  private final Map<StepId, List<CallEdge>> calls = new HashMap<>();
  private final Map<StepId, CallEdge> homes = new HashMap<>();
  private final Map<StepId, Set<StepId>> callers = new HashMap<>();
  private final List<StepNode> roots = new ArrayList<>();

  StepForest(RunTree tree) {
    Map<StepId, Integer> positions = new HashMap<>();
    for (StepNode node : tree.nodes()) {
      nodes.put(node.step(), node);
      positions.put(node.step(), positions.size());
    }
    for (CallEdge call : tree.calls()) {
      if (nodes.containsKey(call.from()) && nodes.containsKey(call.to())) {
        calls.computeIfAbsent(call.from(), from -> new ArrayList<>()).add(call);
        callers.computeIfAbsent(call.to(), to -> new LinkedHashSet<>(2)).add(call.from());
        homes.merge(call.to(), call, (kept, other) -> rank(other) < rank(kept) ? other : kept);
      }
    }
    Set<StepId> reached = new HashSet<>();
    for (StepNode node : tree.nodes()) {
      if (!homes.containsKey(node.step())) {
        roots.add(node);
        reach(node.step(), reached);
      }
    }
    for (StepNode node : tree.nodes()) {
      if (!reached.contains(node.step())) {
        breakCycle(node, positions);
        reach(node.step(), reached);
      }
    }
  }

  /** The call that made the drawn attempt, then one that made another attempt, then reuse. */
  private static int rank(CallEdge call) {
    if (call.isReused()) {
      return 2;
    }
    return call.usedOther() ? 1 : 0;
  }

  /** Steps at attempts of different times may have executed each other: call order decides. */
  private void breakCycle(StepNode node, Map<StepId, Integer> positions) {
    int position = positions.getOrDefault(node.step(), 0);
    for (StepId caller : callers.getOrDefault(node.step(), Set.of())) {
      if (positions.getOrDefault(caller, 0) < position) {
        calls.getOrDefault(caller, List.of()).stream()
            .filter(call -> call.to().equals(node.step()))
            .findFirst()
            .ifPresent(call -> homes.put(node.step(), call));
        return;
      }
    }
    homes.remove(node.step());
    roots.add(node);
  }

  private void reach(StepId from, Set<StepId> reached) {
    Deque<StepId> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      StepId step = open.pop();
      if (reached.add(step)) {
        callsOf(step).stream().filter(this::isHome).map(CallEdge::to).forEach(open::push);
      }
    }
  }

  /** Where the tree begins, in call order. */
  List<StepNode> roots() {
    return roots;
  }

  StepNode node(StepId step) {
    StepNode node = nodes.get(step);
    if (node == null) {
      throw new IllegalArgumentException(step + " is not drawn");
    }
    return node;
  }

  /** The calls of a step to drawn ones, in call order. */
  List<CallEdge> callsOf(StepId caller) {
    return calls.getOrDefault(caller, List.of());
  }

  /** Whether the step that is called stands below this call. */
  boolean isHome(CallEdge call) {
    return call == homeOf(call.to());
  }

  private @Nullable CallEdge homeOf(StepId step) {
    return homes.get(step);
  }

  /** How many drawn steps call it. */
  int callersOf(StepId step) {
    return callers.getOrDefault(step, Set.of()).size();
  }
}

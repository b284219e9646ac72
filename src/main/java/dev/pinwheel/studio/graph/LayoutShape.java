package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Edge;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which edges of a structure shape its layout. Calls that executed something form a forest; what
 * was only reused stands under its first caller if nothing drawn executed it. Besides the forest
 * only dependencies between siblings count. All other edges follow the nodes, wherever those are.
 *
 * @param callers the forest, from callee to caller; roots are left out
 * @param callees the forest, from caller to callees in call order
 * @param forest the edges from {@code callers}
 * @param handedOn dependencies between siblings, from left to right
 * @param following the rest
 */
record LayoutShape(
    Map<String, String> callers,
    Map<String, List<String>> callees,
    List<Edge> forest,
    List<Edge> handedOn,
    List<Edge> following) {

  static LayoutShape of(Structure structure) {
    Map<String, Integer> order = new HashMap<>();
    structure.nodes().forEach(node -> order.put(node.id(), order.size()));
    Map<String, Edge> first = new HashMap<>();
    for (Edge.Kind kind : List.of(Edge.Kind.EXECUTION, Edge.Kind.REUSE)) {
      for (Edge edge : structure.edges()) {
        if (edge.kind() == kind && runsForward(edge, order)) {
          first.putIfAbsent(edge.to(), edge);
        }
      }
    }
    Map<String, String> callers = new HashMap<>();
    Map<String, List<String>> callees = new LinkedHashMap<>();
    for (Node node : structure.nodes()) {
      Edge edge = first.get(node.id());
      if (edge != null) {
        callers.put(node.id(), edge.from());
        callees.computeIfAbsent(edge.from(), id -> new ArrayList<>()).add(node.id());
      }
    }
    List<Edge> forest = new ArrayList<>();
    List<Edge> handedOn = new ArrayList<>();
    List<Edge> following = new ArrayList<>();
    for (Edge edge : structure.edges()) {
      if (edge.equals(first.get(edge.to()))) {
        forest.add(edge);
      } else if (edge.kind() == Edge.Kind.DEPENDENCY
          && runsForward(edge, order)
          && callers.containsKey(edge.to())
          && Objects.equals(callers.get(edge.from()), callers.get(edge.to()))) {
        handedOn.add(edge);
      } else if (order.containsKey(edge.from()) && order.containsKey(edge.to())) {
        following.add(edge);
      }
    }
    return new LayoutShape(callers, callees, forest, handedOn, following);
  }

  private static boolean runsForward(Edge edge, Map<String, Integer> order) {
    @Nullable Integer from = order.get(edge.from());
    @Nullable Integer to = order.get(edge.to());
    return from != null && to != null && from < to;
  }

  /** The node without a caller from which this one is reached. */
  String rootOf(String id) {
    String root = id;
    for (String caller = callers.get(root); caller != null; caller = callers.get(root)) {
      root = caller;
    }
    return root;
  }
}

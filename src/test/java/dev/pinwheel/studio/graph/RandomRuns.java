package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Edge;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Structures as runs have them: a tree of calls, reuse across it, results that are handed on. */
final class RandomRuns {

  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> callers = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Set<String> connected = new HashSet<>();

  private RandomRuns(long seed) {
    random = new Random(seed);
  }

  /** A run of so many nodes, of which about a third also reuse something. */
  static Structure of(int size, long seed) {
    RandomRuns run = new RandomRuns(seed);
    run.grow(-1, size);
    for (int i = 0; i < size / 3; i++) {
      run.reuse(run.random.nextInt(1, size), run.random.nextInt(1, size));
    }
    return new Structure(run.nodes, run.edges);
  }

  /** In call order: a node, then what it called. */
  private void grow(int caller, int size) {
    if (nodes.size() >= size) {
      return;
    }
    int at = nodes.size();
    nodes.add(
        new Node(
            Integer.toString(at),
            at == 0 ? GraphGeometry.START_SIZE : GraphGeometry.NODE_WIDTH,
            at == 0 ? GraphGeometry.START_SIZE : GraphGeometry.NODE_HEIGHT,
            null));
    callers.add(caller);
    if (caller >= 0) {
      connect(caller, at, Edge.Kind.EXECUTION, random.nextInt(8) == 0 ? "used #1" : "");
    }
    int before = -1;
    int callees = at == 0 ? 3 : random.nextInt(5);
    for (int i = 0; i < callees && nodes.size() < size; i++) {
      int callee = nodes.size();
      grow(at, size);
      if (before >= 0 && random.nextInt(6) == 0) {
        connect(before, callee, Edge.Kind.DEPENDENCY, "");
      }
      before = callee;
    }
    if (at == 0) {
      while (nodes.size() < size) {
        grow(at, size);
      }
    }
  }

  private void reuse(int from, int to) {
    connect(
        from,
        to,
        Edge.Kind.REUSE,
        switch (random.nextInt(4)) {
          case 0 -> "used #2";
          case 1 -> "used #1\nproduction";
          default -> "";
        });
  }

  private void connect(int from, int to, Edge.Kind kind, String label) {
    if (from != to && connected.add(from + ">" + to) && !connected.contains(to + ">" + from)) {
      edges.add(
          new Edge(from + ">" + to, Integer.toString(from), Integer.toString(to), kind, label));
    }
  }
}

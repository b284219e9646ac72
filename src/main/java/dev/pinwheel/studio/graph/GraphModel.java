package dev.pinwheel.studio.graph;

import java.util.List;

/**
 * The nodes and edges of a graph, without positions. Nodes come in call order, callers before what
 * they call: from top to bottom they are drawn in that order.
 */
public record GraphModel(List<GraphNode> nodes, List<GraphEdge> edges) {

  /** Nothing to draw yet. */
  public static final GraphModel EMPTY = new GraphModel(List.of(), List.of());

  public GraphModel {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }
}

package dev.pinwheel.studio.graph;

import java.util.List;
import java.util.Map;

/**
 * The nodes and edges of a graph, without positions. Nodes come in call order, callers before what
 * they call: from top to bottom they are drawn in that order.
 *
 * @param walls the cells of the nodes of kind {@link GraphNode.Kind#WALL}, by the id of the node
 */
public record GraphModel(List<GraphNode> nodes, List<GraphEdge> edges, Map<String, Wall> walls) {

  /** Nothing to draw yet. */
  public static final GraphModel EMPTY = new GraphModel(List.of(), List.of(), Map.of());

  public GraphModel {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    walls = Map.copyOf(walls);
  }
}

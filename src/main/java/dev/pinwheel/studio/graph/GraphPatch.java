package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Placement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changed between two pictures: {@code {"nodes": […], "edges": […], "gone": [ids],
 * "goneEdges": [ids], "order": [ids], "walls": {id: …}}}. Nodes and edges that are new, different
 * or moved come whole; the order of nodes only when it changed.
 */
final class GraphPatch {

  private final ObjectNode json = GraphJson.object();
  private boolean empty = true;

  private GraphPatch() {}

  static GraphPatch between(GraphModel was, Placement wasAt, GraphModel now, Placement nowAt) {
    GraphPatch patch = new GraphPatch();
    patch.nodes(was, wasAt, now, nowAt);
    patch.edges(was, wasAt, now, nowAt);
    patch.walls(was, now);
    return patch;
  }

  boolean isEmpty() {
    return empty;
  }

  ObjectNode json() {
    return json;
  }

  private void nodes(GraphModel was, Placement wasAt, GraphModel now, Placement nowAt) {
    Map<String, GraphNode> before = new HashMap<>();
    was.nodes().forEach(node -> before.put(node.id(), node));
    Set<String> gone = new HashSet<>(before.keySet());
    ArrayNode changed = json.putArray("nodes");
    for (GraphNode node : now.nodes()) {
      gone.remove(node.id());
      boolean same =
          node.equals(before.get(node.id()))
              && Objects.equals(wasAt.boxes().get(node.id()), nowAt.boxes().get(node.id()));
      if (!same) {
        changed.add(GraphJson.node(node, nowAt));
        empty = false;
      }
    }
    list("gone", gone);
    order(was, now);
  }

  private void order(GraphModel was, GraphModel now) {
    List<String> ids = now.nodes().stream().map(GraphNode::id).toList();
    if (!ids.equals(was.nodes().stream().map(GraphNode::id).toList())) {
      ArrayNode order = json.putArray("order");
      ids.forEach(order::add);
      empty = false;
    }
  }

  private void edges(GraphModel was, Placement wasAt, GraphModel now, Placement nowAt) {
    Map<String, GraphEdge> before = new HashMap<>();
    was.edges().forEach(edge -> before.put(edge.id(), edge));
    Set<String> gone = new HashSet<>(before.keySet());
    ArrayNode changed = json.putArray("edges");
    for (GraphEdge edge : now.edges()) {
      gone.remove(edge.id());
      boolean same =
          edge.equals(before.get(edge.id()))
              && Objects.equals(wasAt.lines().get(edge.id()), nowAt.lines().get(edge.id()))
              && Objects.equals(wasAt.labels().get(edge.id()), nowAt.labels().get(edge.id()));
      if (!same) {
        changed.add(GraphJson.edge(edge, nowAt));
        empty = false;
      }
    }
    list("goneEdges", gone);
  }

  private void walls(GraphModel was, GraphModel now) {
    ObjectNode walls = json.putObject("walls");
    now.walls()
        .forEach((id, wall) -> {
          Wall former = was.walls().get(id);
          if (former == null) {
            walls.set(id, wall.whole());
          } else if (!wall.isSame(former)) {
            walls.set(id, wall.since(former));
          }
        });
    empty &= walls.isEmpty();
  }

  private void list(String name, Set<String> ids) {
    ArrayNode array = json.putArray(name);
    ids.forEach(array::add);
    empty &= ids.isEmpty();
  }
}

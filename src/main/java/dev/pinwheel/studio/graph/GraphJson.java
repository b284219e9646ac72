package dev.pinwheel.studio.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that {@code frontend/run-graph.ts} reads; absent values are left out, px are whole. */
final class GraphJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private GraphJson() {}

  /** The whole graph: {@code {"nodes": […], "edges": […], "walls": {id: …}}}. */
  static ObjectNode graph(GraphModel model, Placement placement) {
    ObjectNode graph = MAPPER.createObjectNode();
    ArrayNode nodes = graph.putArray("nodes");
    model.nodes().forEach(node -> nodes.add(node(node, placement)));
    ArrayNode edges = graph.putArray("edges");
    model.edges().forEach(edge -> edges.add(edge(edge, placement)));
    ObjectNode walls = graph.putObject("walls");
    model.walls().forEach((id, wall) -> walls.set(id, wall.whole()));
    return graph;
  }

  static ObjectNode node(GraphNode node, Placement placement) {
    ObjectNode json = MAPPER.valueToTree(node);
    Box box = placement.boxes().get(node.id());
    if (box == null) {
      throw new IllegalArgumentException("Node " + node.id() + " has no place in the layout");
    }
    json.put("x", Math.round(box.x()));
    json.put("y", Math.round(box.y()));
    json.put("width", Math.round(box.width()));
    json.put("height", Math.round(box.height()));
    return json;
  }

  static ObjectNode edge(GraphEdge edge, Placement placement) {
    ObjectNode json = MAPPER.valueToTree(edge);
    ArrayNode points = json.putArray("points");
    for (Point point : placement.lines().getOrDefault(edge.id(), List.of())) {
      points.addArray().add(Math.round(point.x())).add(Math.round(point.y()));
    }
    Point label = placement.labels().get(edge.id());
    if (label != null) {
      json.putArray("labelAt").add(Math.round(label.x())).add(Math.round(label.y()));
    }
    return json;
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}

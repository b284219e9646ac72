package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Edge;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A layout from nothing: calls that executed shape it, by ELK or, for very large graphs, as an
 * outline; all other edges are routed between what is placed. What the first node does not lead to
 * stands below the rest.
 */
final class FullLayout {

  /** Up to this many nodes ELK lays them out. */
  static final int ELK_NODES = 1_500;

  private final Structure structure;
  private final Duration patience;
  private final LayoutShape shape;
  private Map<String, Box> boxes = new HashMap<>();
  private final Map<String, List<Point>> lines = new HashMap<>();

  private FullLayout(Structure structure, Duration patience) {
    this.structure = structure;
    this.patience = patience;
    this.shape = LayoutShape.of(structure);
  }

  /**
   * @param patience with ELK
   */
  static Placement of(Structure structure, Duration patience) {
    FullLayout layout = new FullLayout(structure, patience);
    Set<String> main = layout.reachedFromTheFirst();
    layout.place(main, true);
    layout.place(main, false);
    layout.route();
    return layout.originAtFirst();
  }

  /** The nodes of the tree that begins with the first node, and the groups that hold them. */
  private Set<String> reachedFromTheFirst() {
    String first = structure.nodes().getFirst().id();
    Map<String, Boolean> reached = new HashMap<>();
    Set<String> main = new HashSet<>();
    for (Node node : structure.nodes()) {
      String caller = shape.callers().get(node.id());
      boolean isReached =
          caller == null ? node.id().equals(first) : reached.getOrDefault(caller, false);
      reached.put(node.id(), isReached);
      if (isReached) {
        main.add(node.id());
      }
    }
    for (Node node : structure.nodes().reversed()) {
      if (node.parent() != null && main.contains(node.id())) {
        main.add(node.parent());
      }
    }
    return main;
  }

  private void place(Set<String> main, boolean within) {
    List<Node> nodes =
        structure.nodes().stream().filter(node -> main.contains(node.id()) == within).toList();
    if (nodes.isEmpty()) {
      return;
    }
    Set<String> ids = new HashSet<>();
    nodes.forEach(node -> ids.add(node.id()));
    List<Edge> edges = new ArrayList<>(shape.forest());
    edges.addAll(shape.handedOn());
    edges.removeIf(edge -> !ids.contains(edge.from()) || !ids.contains(edge.to()));
    double below =
        boxes.values().stream().mapToDouble(Box::bottom).max().orElse(-GraphGeometry.LAYER_GAP)
            + GraphGeometry.LAYER_GAP;
    ElkLayout.Placed placed = shaped(nodes, edges);
    double top = placed.boxes().values().stream().mapToDouble(Box::y).min().orElse(0);
    double left = placed.boxes().values().stream().mapToDouble(Box::x).min().orElse(0);
    placed.boxes().forEach((id, box) -> boxes.put(id, box.movedBy(-left, below - top)));
    placed.lines().forEach((id, line) -> lines.put(id, moved(line, -left, below - top)));
  }

  private ElkLayout.Placed shaped(List<Node> nodes, List<Edge> edges) {
    return (nodes.size() > ELK_NODES || patience.isZero()
            ? Optional.<ElkLayout.Placed>empty()
            : ElkLayout.layout(new Structure(nodes, edges), patience))
        .orElseGet(() -> new ElkLayout.Placed(OutlineLayout.boxes(nodes, shape), Map.of()));
  }

  private void route() {
    EdgeRouter router = new EdgeRouter(structure.nodes(), boxes);
    for (List<Edge> edges : List.of(shape.forest(), shape.handedOn())) {
      for (Edge edge : edges) {
        List<Point> line = lines.get(edge.id());
        if (line != null) {
          router.occupy(edge, line);
        }
      }
    }
    for (List<Edge> edges : List.of(shape.forest(), shape.handedOn(), shape.following())) {
      for (Edge edge : edges) {
        if (!lines.containsKey(edge.id()) && !edge.from().equals(edge.to())) {
          lines.put(edge.id(), router.route(edge));
        }
      }
    }
    EdgeRouter.Widening widening = router.widening();
    lines.replaceAll((id, line) -> widening.line(line));
    boxes = widening.boxes(structure.nodes(), boxes);
  }

  private Placement originAtFirst() {
    Box first = boxes.get(structure.nodes().getFirst().id());
    double dx = first == null ? 0 : -first.x();
    double dy = first == null ? 0 : -first.y();
    boxes.replaceAll((id, box) -> box.movedBy(dx, dy));
    lines.replaceAll((id, line) -> moved(line, dx, dy));
    return new Placement(boxes, lines, EdgeLabels.place(structure, boxes, lines));
  }

  private static List<Point> moved(List<Point> line, double dx, double dy) {
    return line.stream().map(point -> new Point(point.x() + dx, point.y() + dy)).toList();
  }
}

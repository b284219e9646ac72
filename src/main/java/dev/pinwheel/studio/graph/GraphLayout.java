package dev.pinwheel.studio.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes positions of nodes and edges: callers left, callees right, call order from top to
 * bottom; the first node is the origin. Pure and thread-safe, but too slow for a UI thread: call it
 * on another thread and cache the result by structure.
 *
 * <p>The first layout of a process takes a few hundred milliseconds longer than later ones; {@link
 * #warmUp()} takes this cost.
 */
public final class GraphLayout {

  /** A node to place. @param parent the group that contains it; groups grow around their nodes */
  public record Node(String id, double width, double height, @Nullable String parent) {}

  /** An edge to route, from left to right. @param reuse leaves its caller apart from other calls */
  public record Edge(String id, String from, String to, boolean reuse) {}

  /** What to lay out: nodes in call order, callers first, and edges in call order. */
  public record Structure(List<Node> nodes, List<Edge> edges) {

    public Structure {
      nodes = List.copyOf(nodes);
      edges = List.copyOf(edges);
    }

    public static Structure of(GraphModel model) {
      return new Structure(
          model.nodes().stream()
              .map(node ->
                  new Node(
                      node.id(),
                      GraphGeometry.widthOf(node.kind()),
                      GraphGeometry.heightOf(node.kind()),
                      node.parent()))
              .toList(),
          model.edges().stream()
              .map(edge ->
                  new Edge(edge.id(), edge.from(), edge.to(), edge.kind() == GraphEdge.Kind.REUSE))
              .toList());
    }
  }

  /** A point in px, from the upper left corner of the first node. */
  public record Point(double x, double y) {}

  /** Position and size of a node, in px. */
  public record Box(double x, double y, double width, double height) {

    double right() {
      return x + width;
    }

    double bottom() {
      return y + height;
    }

    Box movedBy(double dx, double dy) {
      return new Box(x + dx, y + dy, width, height);
    }

    boolean overlaps(Box other, double gap) {
      return x < other.right() + gap
          && other.x < right() + gap
          && y < other.bottom() + gap
          && other.y < bottom() + gap;
    }
  }

  /** Boxes by node id and lines by edge id. */
  public record Placement(Map<String, Box> boxes, Map<String, List<Point>> lines) {

    public static final Placement EMPTY = new Placement(Map.of(), Map.of());

    public Placement {
      boxes = Map.copyOf(boxes);
      lines = Map.copyOf(lines);
    }
  }

  private GraphLayout() {}

  /** Computes a full layout, on load and for Tidy. */
  public static Placement layout(Structure structure) {
    return structure.nodes().isEmpty()
        ? Placement.EMPTY
        : originAtFirst(structure, ElkLayout.layout(structure));
  }

  /**
   * Places new nodes and keeps the others stable: when a placed node would move by more than {@link
   * GraphGeometry#STABLE_WITHIN}, all placed nodes keep their position and only new ones are
   * placed. If a group would then cover nodes outside it, the full layout is used.
   */
  public static Placement layout(Structure structure, Placement former) {
    if (structure.nodes().stream().noneMatch(node -> former.boxes().containsKey(node.id()))) {
      return layout(structure);
    }
    Placement fresh = layout(structure);
    return movesTooFar(fresh, former)
        ? IncrementalLayout.place(structure, former).orElse(fresh)
        : fresh;
  }

  /** Loads what the first layout needs; blocks for up to half a second. */
  public static void warmUp() {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      nodes.add(new Node("n" + i, GraphGeometry.NODE_WIDTH, GraphGeometry.NODE_HEIGHT, null));
      if (i > 0) {
        edges.add(new Edge("e" + i, "n" + (i - 1) / 4, "n" + i, false));
      }
    }
    layout(new Structure(nodes, edges));
  }

  private static boolean movesTooFar(Placement fresh, Placement former) {
    for (Map.Entry<String, Box> placed : former.boxes().entrySet()) {
      Box now = fresh.boxes().get(placed.getKey());
      if (now != null
          && Math.hypot(now.x() - placed.getValue().x(), now.y() - placed.getValue().y())
              > GraphGeometry.STABLE_WITHIN) {
        return true;
      }
    }
    return false;
  }

  private static Placement originAtFirst(Structure structure, Placement placement) {
    Box first = placement.boxes().get(structure.nodes().getFirst().id());
    if (first == null) {
      return placement;
    }
    Map<String, Box> boxes = new HashMap<>();
    placement.boxes().forEach((id, box) -> boxes.put(id, box.movedBy(-first.x(), -first.y())));
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    placement
        .lines()
        .forEach((id, line) ->
            lines.put(
                id,
                line.stream()
                    .map(point -> new Point(point.x() - first.x(), point.y() - first.y()))
                    .toList()));
    return new Placement(boxes, lines);
  }
}

package dev.pinwheel.studio.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** A node to place. @param parent the group that contains it; groups grow around their nodes */
  public record Node(String id, double width, double height, @Nullable String parent) {}

  /**
   * An edge to route, from left to right.
   *
   * @param label what is written beside it, one line each; empty for nothing
   */
  public record Edge(String id, String from, String to, Kind kind, String label) {

    /** What an edge means for the layout. */
    public enum Kind {
      /** A call that executed something: the callee stands right of the caller. */
      EXECUTION,
      /** A call that took a result which existed already: it follows the nodes. */
      REUSE,
      /** A result that was handed on: between siblings, the dependent one stands farther right. */
      DEPENDENCY;

      private static Kind of(GraphEdge edge) {
        return edge.kind() == GraphEdge.Kind.REUSE
            ? REUSE
            : edge.handedOn() ? DEPENDENCY : EXECUTION;
      }
    }
  }

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
                  new Edge(
                      edge.id(),
                      edge.from(),
                      edge.to(),
                      Edge.Kind.of(edge),
                      Objects.requireNonNullElse(edge.label(), "")))
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

  /**
   * Boxes by node id, lines by edge id, and where the labels of edges are.
   *
   * @param labels the right end of the lowest line of text, by edge id; a label for which there is
   *     no room is left out
   */
  public record Placement(
      Map<String, Box> boxes, Map<String, List<Point>> lines, Map<String, Point> labels) {

    public static final Placement EMPTY = new Placement(Map.of(), Map.of(), Map.of());

    public Placement {
      boxes = Map.copyOf(boxes);
      lines = Map.copyOf(lines);
      labels = Map.copyOf(labels);
    }
  }

  private GraphLayout() {}

  /** Computes a full layout, on load and for Tidy. */
  public static Placement layout(Structure structure) {
    return layout(structure, PATIENCE);
  }

  /**
   * @param patience after which the layout becomes a simpler one that takes linear time
   */
  static Placement layout(Structure structure, Duration patience) {
    return structure.nodes().isEmpty() ? Placement.EMPTY : FullLayout.of(structure, patience);
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
        edges.add(new Edge("e" + i, "n" + (i - 1) / 4, "n" + i, Edge.Kind.EXECUTION, ""));
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
}

package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Edge;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds nodes to a graph without moving placed nodes: a new node goes to the right of its callers,
 * below its last sibling, at the first free position.
 */
final class IncrementalLayout {

  private final Structure structure;
  private final Placement former;
  private final LayoutShape shape;
  private final Map<String, Box> boxes = new HashMap<>();
  private final Map<String, List<String>> callers = new HashMap<>();
  private final Map<String, List<String>> callees = new HashMap<>();
  private final Map<String, List<Node>> members = new HashMap<>();
  private final OccupiedSpace occupied = new OccupiedSpace();

  /** The left sides of placed nodes, by group; those in none by "". */
  private final Map<String, NavigableSet<Double>> lefts = new HashMap<>();

  private IncrementalLayout(Structure structure, Placement former) {
    this.structure = structure;
    this.former = former;
    for (Node node : structure.nodes()) {
      if (node.parent() != null) {
        members.computeIfAbsent(node.parent(), id -> new ArrayList<>()).add(node);
      }
    }
    shape = LayoutShape.of(structure);
    for (List<Edge> edges : List.of(shape.forest(), shape.handedOn())) {
      for (Edge edge : edges) {
        callers.computeIfAbsent(edge.to(), id -> new ArrayList<>()).add(edge.from());
        callees.computeIfAbsent(edge.from(), id -> new ArrayList<>()).add(edge.to());
      }
    }
  }

  /** The placement, or nothing when a group would grow over nodes that do not belong to it. */
  static Optional<Placement> place(Structure structure, Placement former) {
    IncrementalLayout layout = new IncrementalLayout(structure, former);
    Placement placement = layout.place();
    return layout.groupsHoldOnlyMembers() ? Optional.of(placement) : Optional.empty();
  }

  private Placement place() {
    for (Node node : structure.nodes()) {
      Box box = former.boxes().get(node.id());
      if (box != null && members.containsKey(node.id())) {
        put(node, box);
      } else if (box != null && !hasGrown(node, box)) {
        put(node, new Box(box.x(), box.y(), node.width(), node.height()));
      }
    }
    for (Node node : structure.nodes()) {
      if (!boxes.containsKey(node.id())) {
        put(node, occupied.firstFree(preferredBox(node)));
      }
    }
    GroupBoxes.put(structure.nodes(), boxes);
    Map<String, List<Point>> lines = lines();
    return new Placement(boxes, lines, EdgeLabels.place(structure, boxes, lines));
  }

  /** A card became a wall: it needs another place, as if it were new. */
  private static boolean hasGrown(Node node, Box box) {
    return node.width() > box.width() || node.height() > box.height();
  }

  private void put(Node node, Box box) {
    boxes.put(node.id(), box);
    if (!members.containsKey(node.id())) {
      occupied.add(box);
      lefts.computeIfAbsent(groupOf(node), group -> new TreeSet<>()).add(box.x());
    }
  }

  private Box preferredBox(Node node) {
    List<Box> left = boxesOf(callers.getOrDefault(node.id(), List.of()));
    if (left.isEmpty()) {
      double bottom = boxes.values().stream().mapToDouble(Box::bottom).max().orElse(0);
      return new Box(0, bottom + GraphGeometry.ROW_GAP, node.width(), node.height());
    }
    double x =
        inLine(
            node, left.stream().mapToDouble(Box::right).max().orElse(0) + GraphGeometry.LAYER_GAP);
    @Nullable Box sibling = lastPlacedSibling(node, x);
    double y = sibling == null ? left.getFirst().y() : sibling.bottom() + GraphGeometry.ROW_GAP;
    return new Box(x, y, node.width(), node.height());
  }

  /** Snaps to the left edge of placed nodes that are close, so that columns stay aligned. */
  private double inLine(Node node, double x) {
    NavigableSet<Double> known = lefts.getOrDefault(groupOf(node), new TreeSet<>());
    double within = GraphGeometry.LAYER_GAP / 2;
    return known.subSet(x - within, true, x + within, true).stream()
        .min(Comparator.comparingDouble(left -> Math.abs(left - x)))
        .orElse(x);
  }

  private static String groupOf(Node node) {
    return Objects.requireNonNullElse(node.parent(), "");
  }

  private @Nullable Box lastPlacedSibling(Node node, double x) {
    return boxesOf(siblingsOf(node)).stream()
        .filter(box -> Math.abs(box.x() - x) < GraphGeometry.NODE_WIDTH)
        .max(Comparator.comparingDouble(Box::bottom))
        .orElse(null);
  }

  private List<String> siblingsOf(Node node) {
    if (node.parent() != null) {
      return members.getOrDefault(node.parent(), List.of()).stream().map(Node::id).toList();
    }
    List<String> of = callers.getOrDefault(node.id(), List.of());
    return of.isEmpty() ? List.of() : callees.getOrDefault(of.getFirst(), List.of());
  }

  private List<Box> boxesOf(List<String> ids) {
    return ids.stream().filter(boxes::containsKey).map(boxes::get).toList();
  }

  private boolean groupsHoldOnlyMembers() {
    for (String group : members.keySet()) {
      Box box = boxes.get(group);
      for (Node node : structure.nodes()) {
        boolean stranger = !node.id().equals(group) && !isWithin(node, group);
        if (box != null && stranger && overlaps(box, boxes.get(node.id()))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isWithin(Node node, String group) {
    return group.equals(node.parent()) || members.containsKey(node.id());
  }

  private static boolean overlaps(Box box, @Nullable Box other) {
    return other != null && box.overlaps(other, 0);
  }

  /** A line between nodes that stay is kept, unless it only follows them; others are routed. */
  private Map<String, List<Point>> lines() {
    Map<String, List<Point>> lines = new HashMap<>();
    EdgeRouter router = new EdgeRouter(structure.nodes(), boxes);
    List<Edge> open = new ArrayList<>();
    for (List<Edge> edges : List.of(shape.forest(), shape.handedOn())) {
      for (Edge edge : edges) {
        List<Point> known = former.lines().get(edge.id());
        if (known != null && isUnmoved(edge.from()) && isUnmoved(edge.to())) {
          lines.put(edge.id(), known);
          router.occupy(edge, known);
        } else {
          open.add(edge);
        }
      }
    }
    open.addAll(shape.following());
    for (Edge edge : open) {
      if (!edge.from().equals(edge.to())) {
        lines.put(edge.id(), router.route(edge));
      }
    }
    return lines;
  }

  private boolean isUnmoved(String id) {
    return Objects.equals(boxes.get(id), former.boxes().get(id));
  }
}

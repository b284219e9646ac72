package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Edge;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds room for the labels of edges: above or below a piece that runs from left to right, nearest
 * to the callee first, and never over a node, a line, a pin or another label. A label without room
 * is left out; what it says is also in the panel.
 */
final class EdgeLabels {

  /** How many letters of a line of text are drawn. */
  static final int COLUMNS = 10;

  /** Where reused results arrive there is room for this many letters, whether needed or not. */
  private static final int USUAL = 7;

  /** More labels than this tell nobody anything. */
  private static final int MOST = 500;

  private static final double LETTER = 6.3;
  private static final double TEXT_HEIGHT = 13;

  /** Between a label and its line. */
  private static final double OFFSET = 4;

  /** What a pin and an arrow take at the end of a line. */
  private static final double PIN = 16;

  private static final double ARROW = 8;

  /** The button outside of the right top corner of a node. */
  private static final double RERUN = 28;

  private final Map<String, List<Point>> lines;

  /** By nodes, titles of groups, pins and the labels so far. */
  private final List<Box> taken = new ArrayList<>();

  private EdgeLabels(Structure structure, Map<String, Box> boxes, Map<String, List<Point>> lines) {
    this.lines = lines;
    Set<String> groups = new HashSet<>();
    structure.nodes().forEach(node -> groups.add(GroupBoxes.of(node)));
    boxes.forEach((id, box) -> {
      boolean group = groups.contains(id);
      taken.add(group ? new Box(box.x(), box.y(), box.width(), GraphGeometry.GROUP_TITLE) : box);
      if (!group && box.height() == GraphGeometry.NODE_HEIGHT) {
        taken.add(new Box(box.right(), box.y(), RERUN, RERUN));
      }
    });
    for (Edge edge : structure.edges()) {
      List<Point> line = lines.get(edge.id());
      if (edge.kind() == Edge.Kind.REUSE && line != null) {
        Point end = line.getLast();
        taken.add(new Box(end.x() - PIN, end.y() - PIN / 2, PIN, PIN));
      }
    }
  }

  /** The right end of the lowest line of text, by edge id. */
  static Map<String, Point> place(
      Structure structure, Map<String, Box> boxes, Map<String, List<Point>> lines) {
    List<Edge> labelled =
        structure.edges().stream()
            .filter(edge -> !edge.label().isEmpty() && lines.containsKey(edge.id()))
            .limit(MOST)
            .toList();
    Map<String, Point> placed = new HashMap<>();
    if (!labelled.isEmpty()) {
      EdgeLabels labels = new EdgeLabels(structure, boxes, lines);
      for (Edge edge : labelled) {
        labels
            .free(edge, lines.getOrDefault(edge.id(), List.of()), sizeOf(edge.label()))
            .ifPresent(box -> placed.put(edge.id(), new Point(box.right(), box.bottom())));
      }
    }
    return placed;
  }

  /** What the gap before a node needs for pin and label of a reused result that arrives there. */
  static double roomFor(Edge edge) {
    double text =
        edge.label().isEmpty() ? USUAL * LETTER : sizeOf(edge.label()).width() + RERUN / 2;
    return PIN + OFFSET + text;
  }

  private static double endOf(Edge edge) {
    return edge.kind() == Edge.Kind.REUSE ? PIN + 2 : ARROW;
  }

  private static Box sizeOf(String label) {
    int columns = label.lines().mapToInt(line -> Math.min(COLUMNS, line.length())).max().orElse(0);
    return new Box(0, 0, columns * LETTER, label.lines().count() * TEXT_HEIGHT);
  }

  private Optional<Box> free(Edge edge, List<Point> line, Box size) {
    for (int i = line.size() - 1; i > (line.size() > 2 ? 1 : 0); i--) {
      Point from = line.get(i - 1);
      Point to = line.get(i);
      double right = Math.max(from.x(), to.x()) - (i == line.size() - 1 ? endOf(edge) : OFFSET);
      double left = Math.min(from.x(), to.x()) + OFFSET / 2;
      if (from.y() != to.y() || right - left < size.width()) {
        continue;
      }
      Optional<Box> found =
          Stream.of(right, (left + right + size.width()) / 2, left + size.width())
              .flatMap(end ->
                  Stream.of(from.y() - OFFSET - size.height(), from.y() + OFFSET)
                      .map(top -> new Box(end - size.width(), top, size.width(), size.height())))
              .filter(this::isFree)
              .findFirst();
      if (found.isPresent()) {
        taken.add(found.get());
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean isFree(Box label) {
    return taken.stream().noneMatch(other -> other.overlaps(label, 1))
        && lines.values().stream().noneMatch(line -> crosses(line, label));
  }

  private static boolean crosses(List<Point> line, Box label) {
    for (int i = 1; i < line.size(); i++) {
      if (pieceOf(line, i).overlaps(label, 1)) {
        return true;
      }
    }
    return false;
  }

  private static Box pieceOf(List<Point> line, int i) {
    Point from = line.get(i - 1);
    Point to = line.get(i);
    double x = Math.min(from.x(), to.x());
    double y = Math.min(from.y(), to.y());
    return new Box(x, y, Math.abs(to.x() - from.x()), Math.abs(to.y() - from.y()));
  }
}

package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Edge;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Right-angled lines between placed nodes. A line runs down the gap beside its caller, if need be
 * along a free row to the gap before its callee, and never over a node. Lines of different callers
 * keep apart: each gap between two columns is divided into tracks, which are taken from the left.
 */
final class EdgeRouter {

  /** At which part of a node's height lines leave and arrive. */
  private static final double MIDDLE = 0.5;

  private static final double REUSE = 0.75;
  private static final double LABELLED_REUSE = 0.25;
  private static final double HANDED_ON = 0.125;

  private final Map<String, Box> boxes;
  private final Columns columns;
  private final Tracks tracks;
  private final FreeRows rows;

  /** The nodes at whose middle a line arrives. */
  private final Set<String> middles = new HashSet<>();

  EdgeRouter(List<Node> nodes, Map<String, Box> boxes) {
    this.boxes = boxes;
    this.columns = Columns.of(nodes, boxes);
    this.tracks = new Tracks(columns);
    this.rows = new FreeRows(columns);
  }

  /** Keeps others off a line that is drawn already. */
  void occupy(Edge edge, List<Point> line) {
    String owner = edge.from();
    middles.add(edge.to());
    for (int i = 1; i < line.size(); i++) {
      Point from = line.get(i - 1);
      Point to = line.get(i);
      if (from.x() == to.x()) {
        tracks.occupy(owner, from.x(), from.y(), to.y());
      } else {
        rows.occupy(owner, from.y(), from.x(), to.x());
      }
    }
  }

  /** The line of an edge whose nodes are placed. It may need more tracks than its gaps have. */
  List<Point> route(Edge edge) {
    Box from = box(edge.from());
    Box to = box(edge.to());
    Point start = new Point(from.right(), from.y() + from.height() * startOf(edge));
    Point end = new Point(to.x(), to.y() + to.height() * endOf(edge));
    int leaves = columns.at(from) + 1;
    int arrives = columns.at(to);
    List<Point> line = new ArrayList<>(List.of(start));
    if (leaves == arrives) {
      turn(edge.from(), leaves, start.y(), end.y(), line);
    } else {
      int first = Math.min(leaves, arrives);
      int last = Math.max(leaves, arrives);
      double row = rows.free(edge.from(), first, last, end.y());
      turn(edge.from(), leaves, start.y(), row, line);
      if (row != end.y()) {
        turn(edge.from(), arrives, row, end.y(), line);
      }
    }
    line.add(end);
    if (edge.kind() == Edge.Kind.REUSE) {
      tracks.keepFree(arrives, EdgeLabels.roomFor(edge));
    }
    occupyRows(edge.from(), line);
    return line;
  }

  private void turn(String owner, int gap, double fromY, double toY, List<Point> line) {
    if (fromY != toY) {
      double x = tracks.take(owner, gap, fromY, toY);
      line.add(new Point(x, fromY));
      line.add(new Point(x, toY));
    }
  }

  private void occupyRows(String owner, List<Point> line) {
    for (int i = 1; i < line.size(); i++) {
      Point from = line.get(i - 1);
      Point to = line.get(i);
      if (from.y() == to.y()) {
        rows.occupy(owner, from.y(), from.x(), to.x());
      }
    }
  }

  /** How far each column has to move to the right so that all lines have a track of their own. */
  Widening widening() {
    return new Widening(columns, tracks.missing());
  }

  private Box box(String id) {
    Box box = boxes.get(id);
    if (box == null) {
      throw new IllegalArgumentException("Node " + id + " has no place in the layout");
    }
    return box;
  }

  private static double startOf(Edge edge) {
    return switch (edge.kind()) {
      case EXECUTION -> MIDDLE;
      case REUSE -> REUSE;
      case DEPENDENCY -> LABELLED_REUSE;
    };
  }

  /** Reuse with a label arrives apart from reuse without one: one pin and one label for all. */
  private double endOf(Edge edge) {
    return switch (edge.kind()) {
      case EXECUTION -> middles.add(edge.to()) ? MIDDLE : LABELLED_REUSE;
      case REUSE -> edge.label().isEmpty() ? REUSE : LABELLED_REUSE;
      case DEPENDENCY -> HANDED_ON;
    };
  }

  /** Moves columns to the right, and lines with them. */
  static final class Widening {
    private final Columns columns;
    private final double[] shifts;

    private Widening(Columns columns, double[] missing) {
      this.columns = columns;
      this.shifts = new double[missing.length];
      double shift = 0;
      for (int gap = 0; gap < missing.length; gap++) {
        shift += missing[gap];
        shifts[gap] = shift;
      }
    }

    Map<String, Box> boxes(List<Node> nodes, Map<String, Box> before) {
      Map<String, Box> moved = new HashMap<>();
      before.forEach((id, box) -> moved.put(id, box.movedBy(shifts[columns.at(box)], 0)));
      GroupBoxes.put(nodes, moved);
      return moved;
    }

    List<Point> line(List<Point> line) {
      return line.stream()
          .map(p -> new Point(p.x() + shifts[columns.lastBefore(p.x())], p.y()))
          .toList();
    }
  }
}

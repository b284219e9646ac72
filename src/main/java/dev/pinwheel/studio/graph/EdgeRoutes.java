package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import java.util.List;

/** Right-angled lines between two boxes, for nodes that are placed without a full layout. */
final class EdgeRoutes {

  private static final double CLEARANCE = GraphGeometry.LAYER_GAP / 4;

  private EdgeRoutes() {}

  /** From the middle of the right side of one box to the middle of the left side of another. */
  static List<Point> between(Box from, Box to) {
    Point start = new Point(from.right(), from.y() + from.height() / 2);
    Point end = new Point(to.x(), to.y() + to.height() / 2);
    if (end.x() - start.x() < 2 * CLEARANCE) {
      return around(start, end, Math.max(from.bottom(), to.bottom()) + GraphGeometry.ROW_GAP / 2);
    }
    if (start.y() == end.y()) {
      return List.of(start, end);
    }
    double bend = end.x() - CLEARANCE * 2;
    return List.of(start, new Point(bend, start.y()), new Point(bend, end.y()), end);
  }

  private static List<Point> around(Point start, Point end, double below) {
    double right = start.x() + CLEARANCE;
    double left = end.x() - CLEARANCE;
    return List.of(
        start,
        new Point(right, start.y()),
        new Point(right, below),
        new Point(left, below),
        new Point(left, end.y()),
        end);
  }
}

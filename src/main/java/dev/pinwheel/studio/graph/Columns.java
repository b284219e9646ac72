package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The columns of placed nodes, from left to right, and the gaps between them. Gap {@code i} lies
 * before column {@code i}; the last one behind the last column.
 */
final class Columns {

  /** How far a line keeps from a node that it passes. */
  static final double CLEARANCE = GraphGeometry.ROW_GAP / 2;

  private final double[] lefts;
  private final double[] rights;

  /** By column and top: nodes and titles of groups. */
  private final List<TreeMap<Double, Double>> bottoms = new ArrayList<>();

  private Columns(List<Box> leaves, double padding) {
    List<Box> sorted = leaves.stream().sorted(Comparator.comparingDouble(Box::x)).toList();
    List<double[]> spans = new ArrayList<>();
    for (Box box : sorted) {
      if (!spans.isEmpty() && box.x() < spans.getLast()[1] + 2 * padding) {
        spans.getLast()[1] = Math.max(spans.getLast()[1], box.right());
      } else {
        spans.add(new double[] {box.x(), box.right()});
      }
    }
    lefts = spans.stream().mapToDouble(span -> span[0] - padding).toArray();
    rights = spans.stream().mapToDouble(span -> span[1] + padding).toArray();
    spans.forEach(span -> bottoms.add(new TreeMap<>()));
    leaves.forEach(box -> block(at(box), box.y(), box.bottom()));
  }

  static Columns of(List<Node> nodes, Map<String, Box> boxes) {
    Set<String> groups = new HashSet<>();
    nodes.forEach(node -> groups.add(GroupBoxes.of(node)));
    List<Box> leaves = new ArrayList<>();
    List<Box> around = new ArrayList<>();
    for (Node node : nodes) {
      Box box = boxes.get(node.id());
      if (box != null) {
        (groups.contains(node.id()) ? around : leaves).add(box);
      }
    }
    Columns columns = new Columns(leaves, around.isEmpty() ? 0 : GraphGeometry.GROUP_PADDING);
    around.forEach(columns::blockTitle);
    return columns;
  }

  private void blockTitle(Box group) {
    for (int column = 0; column < lefts.length; column++) {
      if (lefts[column] < group.right() && group.x() < rights[column]) {
        block(column, group.y(), group.y() + GraphGeometry.GROUP_TITLE);
      }
    }
  }

  private void block(int column, double top, double bottom) {
    bottoms.get(column).merge(top, bottom, Math::max);
  }

  int count() {
    return lefts.length;
  }

  /** The column that a box begins in. */
  int at(Box box) {
    return lastBefore(box.x() + 1);
  }

  /** The last column that begins left of there; the first one for all that is farther left. */
  int lastBefore(double x) {
    int low = 0;
    int high = lefts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (lefts[middle] < x + 0.01) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The gap that holds this x, or that before the next column. */
  int gapAt(double x) {
    return x < lefts[0] ? 0 : lastBefore(x) + 1;
  }

  double gapLeft(int gap) {
    return gap == 0 ? lefts[0] - 4 * GraphGeometry.LAYER_GAP : rights[gap - 1];
  }

  double gapRight(int gap) {
    return gap == lefts.length ? rights[gap - 1] + GraphGeometry.LAYER_GAP : lefts[gap];
  }

  /**
   * The nearest row above (-1) or below (1) that passes what is in the way of a line here; the row
   * itself when nothing is.
   */
  double past(int column, double row, int direction) {
    Map.Entry<Double, Double> near = bottoms.get(column).floorEntry(row + CLEARANCE - 0.01);
    if (near == null || near.getValue() + CLEARANCE - 0.01 <= row) {
      return row;
    }
    return direction < 0 ? near.getKey() - CLEARANCE : near.getValue() + CLEARANCE;
  }
}

package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The boxes around the nodes of groups, which may be groups themselves. */
final class GroupBoxes {

  private GroupBoxes() {}

  /** The group that a node stands in; empty for none. */
  static String of(Node node) {
    return node.parent() == null ? "" : node.parent();
  }

  /** Puts a box around the members of each group whose members have a box. */
  static void put(List<Node> nodes, Map<String, Box> boxes) {
    Map<String, List<Box>> within = new HashMap<>();
    for (Node node : nodes.reversed()) {
      List<Box> members = within.get(node.id());
      if (members != null) {
        boxes.put(node.id(), around(members));
      }
      Box box = boxes.get(node.id());
      if (box != null && node.parent() != null) {
        within.computeIfAbsent(node.parent(), id -> new ArrayList<>()).add(box);
      }
    }
  }

  private static Box around(List<Box> inside) {
    double left = inside.stream().mapToDouble(Box::x).min().orElse(0);
    double top = inside.stream().mapToDouble(Box::y).min().orElse(0);
    double right = inside.stream().mapToDouble(Box::right).max().orElse(0);
    double bottom = inside.stream().mapToDouble(Box::bottom).max().orElse(0);
    return new Box(
        left - GraphGeometry.GROUP_PADDING,
        top - GraphGeometry.GROUP_TITLE,
        right - left + 2 * GraphGeometry.GROUP_PADDING,
        bottom - top + GraphGeometry.GROUP_TITLE + GraphGeometry.GROUP_PADDING);
  }
}

package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The layout of very large graphs, in linear time: the column is the depth, the row follows the
 * call order, and a caller stands in the row of its first callee. No two subtrees share a row.
 */
final class OutlineLayout {

  private final List<Node> nodes;
  private final LayoutShape shape;
  private final Map<String, Node> leaves = new LinkedHashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();
  private final List<Double> lefts = new ArrayList<>();
  private final Map<String, Box> boxes = new HashMap<>();

  /** What is left to do, the next thing first; without recursion, for chains of any length. */
  private final Deque<Runnable> open = new ArrayDeque<>();

  private double row;

  private OutlineLayout(List<Node> nodes, LayoutShape shape) {
    this.nodes = nodes;
    this.shape = shape;
    Set<String> groups = new HashSet<>();
    nodes.forEach(node -> groups.add(GroupBoxes.of(node)));
    nodes.stream()
        .filter(node -> !groups.contains(node.id()))
        .forEach(node -> leaves.put(node.id(), node));
  }

  /** Where the nodes stand; edges are routed afterwards. */
  static Map<String, Box> boxes(List<Node> nodes, LayoutShape shape) {
    OutlineLayout layout = new OutlineLayout(nodes, shape);
    layout.findColumns();
    layout.placeSiblings(
        layout.leaves.values().stream()
            .filter(node -> !layout.leaves.containsKey(layout.callerOf(node)))
            .toList(),
        "");
    while (!layout.open.isEmpty()) {
      layout.open.pop().run();
    }
    GroupBoxes.put(nodes, layout.boxes);
    return layout.boxes;
  }

  private String callerOf(Node node) {
    return shape.callers().getOrDefault(node.id(), "");
  }

  private void findColumns() {
    List<Double> widths = new ArrayList<>();
    for (Node node : leaves.values()) {
      Integer above = depths.get(callerOf(node));
      int depth = above == null ? 0 : above + 1;
      depths.put(node.id(), depth);
      if (widths.size() == depth) {
        widths.add(0.0);
      }
      widths.set(depth, Math.max(widths.get(depth), node.width()));
    }
    double padding = leaves.size() == nodes.size() ? 0 : 2 * GraphGeometry.GROUP_PADDING;
    double left = 0;
    for (double width : widths) {
      lefts.add(left);
      left += width + GraphGeometry.LAYER_GAP + padding;
    }
  }

  private void place(Node node) {
    double top = row;
    double left = lefts.get(depths.getOrDefault(node.id(), 0));
    boxes.put(node.id(), new Box(left, top, node.width(), node.height()));
    open.push(() -> row = Math.max(row, top + node.height() + GraphGeometry.ROW_GAP));
    placeSiblings(
        shape.callees().getOrDefault(node.id(), List.of()).stream()
            .map(leaves::get)
            .filter(Objects::nonNull)
            .toList(),
        GroupBoxes.of(node));
  }

  /** Those of one group stand together, where its first one is in call order. */
  private void placeSiblings(List<Node> siblings, String groupAbove) {
    Map<String, List<Node>> blocks = new LinkedHashMap<>();
    for (Node node : siblings) {
      String group = GroupBoxes.of(node);
      boolean alone = group.isEmpty() || group.equals(groupAbove);
      blocks.computeIfAbsent(alone ? "/" + node.id() : group, key -> new ArrayList<>()).add(node);
    }
    for (Map.Entry<String, List<Node>> block : new ArrayList<>(blocks.entrySet()).reversed()) {
      boolean titled = !block.getKey().startsWith("/");
      if (titled) {
        open.push(() -> row += GraphGeometry.GROUP_PADDING);
      }
      block.getValue().reversed().forEach(node -> open.push(() -> place(node)));
      if (titled) {
        open.push(() -> row += GraphGeometry.GROUP_TITLE);
      }
    }
  }
}

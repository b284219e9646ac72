package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Edge;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.elk.alg.layered.options.CrossingMinimizationStrategy;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.FixedAlignment;
import org.eclipse.elk.alg.layered.options.GreedySwitchType;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Alignment;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;

/** One full layout by Eclipse ELK's layered algorithm, with the options that suit call trees. */
final class ElkLayout {

  static {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  /** How the input order becomes the order from top to bottom. */
  private enum Order {
    MODEL,
    INPUT,
    NESTED;

    private static final int LARGE = 400;

    static Order of(Structure structure) {
      if (structure.nodes().stream().anyMatch(node -> node.parent() != null)) {
        return NESTED;
      }
      return structure.nodes().size() > LARGE ? INPUT : MODEL;
    }
  }

  private final Order order;
  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<String, ElkNode> nodes = new HashMap<>();
  private final Map<String, ElkEdge> edges = new HashMap<>();

  private ElkLayout(Structure structure) {
    order = Order.of(structure);
    configure(root);
    if (order == Order.NESTED) {
      root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    }
    structure.nodes().forEach(this::addNode);
    structure.edges().forEach(this::addEdge);
  }

  /**
   * @param patience after which it gives up
   */
  static Optional<Placed> layout(Structure structure, Duration patience) {
    ElkLayout elk = new ElkLayout(structure);
    Cancellable monitor = new Cancellable();
    CompletableFuture<?> alarm =
        new CompletableFuture<>()
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((nothing, late) -> monitor.cancelled = late != null);
    new RecursiveGraphLayoutEngine().layout(elk.root, monitor);
    if (monitor.cancelled) {
      return Optional.empty();
    }
    alarm.complete(null);
    return Optional.of(elk.placed());
  }

  /** Where nodes and edges are. */
  record Placed(Map<String, Box> boxes, Map<String, List<Point>> lines) {}

  private static final class Cancellable extends BasicProgressMonitor {
    private volatile boolean cancelled;

    @Override
    public boolean isCanceled() {
      return cancelled;
    }
  }

  private void configure(ElkNode graph) {
    graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
    graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.DEPTH_FIRST);
    // A callee is placed directly beside its caller, even if there is more room farther right.
    graph.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.LONGEST_PATH_SOURCE);
    // Call order is the order: nothing is swapped to save a crossing, which also keeps wide graphs
    // quick. Without the model order strategy, whose sort is quadratic, ELK keeps the order of
    // input.
    if (order == Order.MODEL) {
      graph.setProperty(
          LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
    }
    graph.setProperty(
        LayeredOptions.CROSSING_MINIMIZATION_STRATEGY, CrossingMinimizationStrategy.NONE);
    graph.setProperty(
        LayeredOptions.CROSSING_MINIMIZATION_GREEDY_SWITCH_TYPE, GreedySwitchType.OFF);
    graph.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
    graph.setProperty(LayeredOptions.NODE_PLACEMENT_BK_FIXED_ALIGNMENT, FixedAlignment.BALANCED);
    graph.setProperty(LayeredOptions.SEPARATE_CONNECTED_COMPONENTS, false);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE, GraphGeometry.ROW_GAP);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, GraphGeometry.ROW_GAP);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, GraphGeometry.LAYER_GAP);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, GraphGeometry.ROW_GAP);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, GraphGeometry.ROW_GAP / 2);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, GraphGeometry.ROW_GAP / 2);
  }

  private void addNode(Node node) {
    @Nullable ElkNode group = node.parent() == null ? null : nodes.get(node.parent());
    if (group != null && group.getChildren().isEmpty()) {
      configure(group);
      group.setProperty(
          CoreOptions.PADDING,
          new ElkPadding(
              GraphGeometry.GROUP_TITLE,
              GraphGeometry.GROUP_PADDING,
              GraphGeometry.GROUP_PADDING,
              GraphGeometry.GROUP_PADDING));
    }
    ElkNode placed = ElkGraphUtil.createNode(group == null ? root : group);
    placed.setDimensions(node.width(), node.height());
    placed.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_SIDE);
    // In a layer with a wider group, too.
    placed.setProperty(CoreOptions.ALIGNMENT, Alignment.LEFT);
    nodes.put(node.id(), placed);
  }

  private void addEdge(Edge edge) {
    ElkNode from = nodes.get(edge.from());
    ElkNode to = nodes.get(edge.to());
    if (from != null && to != null && from != to) {
      ElkPort start = port(from, PortSide.EAST, "calls");
      ElkPort end = port(to, PortSide.WEST, edge.from());
      edges.put(edge.id(), ElkGraphUtil.createSimpleEdge(start, end));
    }
  }

  /**
   * All calls of a node leave it at one point, so that they read as one line. Each arrives at a
   * point of its own; otherwise the lines of several callers would merge.
   */
  private static ElkPort port(ElkNode node, PortSide side, String name) {
    for (ElkPort port : node.getPorts()) {
      if (port.getProperty(CoreOptions.PORT_SIDE) == side && name.equals(port.getIdentifier())) {
        return port;
      }
    }
    ElkPort port = ElkGraphUtil.createPort(node);
    port.setIdentifier(name);
    port.setProperty(CoreOptions.PORT_SIDE, side);
    return port;
  }

  private Placed placed() {
    Map<String, Box> boxes = new HashMap<>();
    nodes.forEach((id, node) -> {
      Point corner = absolute(node.getParent(), node.getX(), node.getY());
      boxes.put(id, new Box(corner.x(), corner.y(), node.getWidth(), node.getHeight()));
    });
    Map<String, List<Point>> lines = new HashMap<>();
    edges.forEach((id, edge) -> lines.put(id, lineOf(edge)));
    return new Placed(boxes, lines);
  }

  private static List<Point> lineOf(ElkEdge edge) {
    List<Point> line = new ArrayList<>();
    for (ElkEdgeSection section : edge.getSections()) {
      ElkNode container = edge.getContainingNode();
      line.add(absolute(container, section.getStartX(), section.getStartY()));
      for (ElkBendPoint bend : section.getBendPoints()) {
        line.add(absolute(container, bend.getX(), bend.getY()));
      }
      line.add(absolute(container, section.getEndX(), section.getEndY()));
    }
    return line;
  }

  private static Point absolute(@Nullable ElkNode container, double x, double y) {
    double left = x;
    double top = y;
    for (ElkNode node = container;
        node != null && node.getParent() != null;
        node = node.getParent()) {
      left += node.getX();
      top += node.getY();
    }
    return new Point(left, top);
  }
}

package dev.pinwheel.studio.graph;

/** The measures of the graph in px; {@code frontend/graph/geometry.ts} knows the same. */
public final class GraphGeometry {

  public static final double NODE_WIDTH = 224;
  public static final double NODE_HEIGHT = 68;
  public static final double START_SIZE = 40;
  public static final double WALL_WIDTH = 640;
  public static final double WALL_HEIGHT = 400;
  public static final double RUN_WIDTH = 168;
  public static final double RUN_HEIGHT = 40;
  public static final double LAYER_GAP = 72;
  public static final double ROW_GAP = 16;
  public static final double GROUP_TITLE = 36;
  public static final double GROUP_PADDING = 12;

  /** A placed node that would move farther keeps its place. */
  public static final double STABLE_WITHIN = 24;

  private GraphGeometry() {}

  static double widthOf(GraphNode.Kind kind) {
    return switch (kind) {
      case STEP, COLLAPSED, CHAIN, GROUP -> NODE_WIDTH;
      case START -> START_SIZE;
      case PARENT_RUN, SPAWNED_RUN, MORE -> RUN_WIDTH;
      case WALL -> WALL_WIDTH;
    };
  }

  static double heightOf(GraphNode.Kind kind) {
    return switch (kind) {
      case STEP, COLLAPSED, CHAIN, GROUP -> NODE_HEIGHT;
      case START -> START_SIZE;
      case PARENT_RUN, SPAWNED_RUN, MORE -> RUN_HEIGHT;
      case WALL -> WALL_HEIGHT;
    };
  }
}

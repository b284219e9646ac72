package dev.pinwheel.studio.run;

import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.studio.graph.GraphLayout;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import dev.pinwheel.studio.graph.GraphModel;
import dev.pinwheel.studio.graph.LayoutCache;
import dev.pinwheel.studio.run.drawing.Drawing;
import org.jspecify.annotations.Nullable;

/**
 * A run as everybody sees it who looks from the same workspace and has the same cards folded: what
 * {@link RunPictures} shares between pages. Thread-safe.
 */
final class RunPicture {

  private final RunPictures.Seen seen;
  private final Drawing drawing;
  private final GraphModel graph;
  private final Structure structure;
  private @Nullable Moved moved;

  /** The layout that followed another one. */
  private record Moved(Placement before, Placement after) {}

  /**
   * @param seen what is drawn; stays in memory as long as the picture
   */
  RunPicture(RunPictures.Seen seen, Drawing drawing, GraphModel graph) {
    this.seen = seen;
    this.drawing = drawing;
    this.graph = graph;
    this.structure = Structure.of(graph);
  }

  /** What every count is about; the drawing may show more. */
  RunTree tree() {
    return seen.tree();
  }

  /** Whether somebody marked the run to be kept. */
  boolean kept() {
    return seen.kept();
  }

  Drawing drawing() {
    return drawing;
  }

  GraphModel graph() {
    return graph;
  }

  /** A full layout. Blocks; not for a thread that holds a page. */
  Placement placement() {
    return LayoutCache.fresh(structure);
  }

  /**
   * A layout in which everything stays where a former picture has it. Blocks; not for a thread that
   * holds a page.
   */
  @SuppressWarnings("ReferenceEquality") // Equal is not enough: comparing would take as long.
  synchronized Placement placementAfter(RunPicture former, Placement before) {
    if (former.structure.equals(structure)) {
      return before;
    }
    // Pages that have been open together ask for the same one.
    Moved known = moved;
    if (known == null || known.before != before) {
      known = new Moved(before, GraphLayout.layout(structure, before));
      moved = known;
    }
    return known.after;
  }
}

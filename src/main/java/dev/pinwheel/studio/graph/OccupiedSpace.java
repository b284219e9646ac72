package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The occupied area, in vertical slices one node wide, so that a free position is found without
 * visiting every box.
 */
final class OccupiedSpace {

  private final Map<Long, TreeMap<Double, List<Box>>> slices = new HashMap<>();
  private double tallest;

  void add(Box box) {
    tallest = Math.max(tallest, box.height());
    for (long slice = sliceOf(box.x()); slice <= sliceOf(box.right()); slice++) {
      slices
          .computeIfAbsent(slice, key -> new TreeMap<>())
          .computeIfAbsent(box.y(), top -> new ArrayList<>())
          .add(box);
    }
  }

  /** The box itself, or as far below it as needed to keep the row gap to all others. */
  Box firstFree(Box preferred) {
    Box box = preferred;
    for (Box hit = obstacle(box); hit != null; hit = obstacle(box)) {
      box = new Box(box.x(), hit.bottom() + GraphGeometry.ROW_GAP, box.width(), box.height());
    }
    return box;
  }

  private @Nullable Box obstacle(Box box) {
    for (long slice = sliceOf(box.x()); slice <= sliceOf(box.right()); slice++) {
      TreeMap<Double, List<Box>> taken = slices.getOrDefault(slice, new TreeMap<>());
      for (List<Box> row :
          taken.headMap(box.bottom() + GraphGeometry.ROW_GAP, false).descendingMap().values()) {
        for (Box other : row) {
          if (other.overlaps(box, GraphGeometry.ROW_GAP - 1)) {
            return other;
          }
        }
        if (row.getFirst().y() + tallest + GraphGeometry.ROW_GAP < box.y()) {
          break;
        }
      }
    }
    return null;
  }

  private static long sliceOf(double x) {
    return (long) Math.floor(x / GraphGeometry.NODE_WIDTH);
  }
}

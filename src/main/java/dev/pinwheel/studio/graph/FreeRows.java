package dev.pinwheel.studio.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where lines run from left to right: between the nodes of the columns that they pass. */
final class FreeRows {

  private static final double STEP = 4;

  /** After this many nodes and lines in the way, a line runs where it is. */
  private static final int TRIES = 300;

  private final Columns columns;
  private final Map<Long, List<Stretch>> taken = new HashMap<>();

  private record Stretch(String owner, double left, double right) {}

  FreeRows(Columns columns) {
    this.columns = columns;
  }

  void occupy(String owner, double row, double fromX, double toX) {
    taken
        .computeIfAbsent(Math.round(row / STEP), key -> new ArrayList<>())
        .add(new Stretch(owner, Math.min(fromX, toX), Math.max(fromX, toX)));
  }

  /** The row nearest to the wanted one that passes the columns from one gap to another. */
  double free(String owner, int fromGap, int toGap, double wanted) {
    double above = search(owner, fromGap, toGap, wanted, -1);
    double below = search(owner, fromGap, toGap, wanted, 1);
    return wanted - above < below - wanted ? above : below;
  }

  private double search(String owner, int fromGap, int toGap, double wanted, int direction) {
    double row = wanted;
    for (int i = 0; i < TRIES; i++) {
      double next = row;
      for (int column = fromGap; column < toGap; column++) {
        next = columns.past(column, next, direction);
      }
      if (next == row) {
        if (isFree(owner, row, columns.gapRight(fromGap), columns.gapLeft(toGap))) {
          return row;
        }
        next = row + direction * STEP;
      }
      row = next;
    }
    return row;
  }

  private boolean isFree(String owner, double row, double left, double right) {
    return taken.getOrDefault(Math.round(row / STEP), List.of()).stream()
        .noneMatch(other -> !other.owner.equals(owner) && other.left < right && left < other.right);
  }
}

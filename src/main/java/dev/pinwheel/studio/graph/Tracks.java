package dev.pinwheel.studio.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who runs where, up and down in the gaps between columns. */
final class Tracks {

  private static final double WIDTH = GraphGeometry.ROW_GAP / 2;
  private static final double MARGIN = GraphGeometry.ROW_GAP;

  /** Beyond this many, lines share the last track of a gap. */
  private static final int MOST = 24;

  private final Columns columns;

  /** By gap and track. */
  private final List<List<Track>> gaps = new ArrayList<>();

  /** By gap: what has to stay free at its right end. */
  private final double[] free;

  Tracks(Columns columns) {
    this.columns = columns;
    for (int gap = 0; gap <= columns.count(); gap++) {
      gaps.add(new ArrayList<>());
    }
    free = new double[gaps.size()];
    Arrays.fill(free, MARGIN);
  }

  /** Keeps the end of a gap free of tracks, if there is room. */
  void keepFree(int gap, double width) {
    free[gap] = Math.max(free[gap], width);
  }

  void occupy(String owner, double x, double fromY, double toY) {
    int gap = columns.gapAt(x);
    int nearest = (int) Math.round((x - columns.gapLeft(gap) - MARGIN) / WIDTH);
    track(gap, Math.clamp(nearest, 0, MOST)).add(owner, fromY, toY);
  }

  /** Takes the first track on which nobody else is between these heights; returns its x. */
  double take(String owner, int gap, double fromY, double toY) {
    int index = 0;
    while (index < MOST && !track(gap, index).isFree(owner, fromY, toY)) {
      index++;
    }
    track(gap, index).add(owner, fromY, toY);
    return columns.gapLeft(gap) + MARGIN + index * WIDTH;
  }

  private Track track(int gap, int index) {
    List<Track> tracks = gaps.get(gap);
    while (tracks.size() <= index) {
      tracks.add(new Track());
    }
    return tracks.get(index);
  }

  /** By gap: how much wider it would have to be. */
  double[] missing() {
    double[] missing = new double[gaps.size()];
    for (int gap = 1; gap < columns.count(); gap++) {
      double needed = MARGIN + Math.max(0, gaps.get(gap).size() - 1) * WIDTH + free[gap];
      missing[gap] = Math.max(0, needed - (columns.gapRight(gap) - columns.gapLeft(gap)));
    }
    return missing;
  }

  /** One track: stretches of different owners do not touch, except on the last one. */
  private static final class Track {
    private final TreeMap<Double, Stretch> stretches = new TreeMap<>();

    private record Stretch(String owner, double bottom) {}

    private boolean isFree(String owner, double fromY, double toY) {
      double top = Math.min(fromY, toY) - WIDTH / 2;
      double bottom = Math.max(fromY, toY) + WIDTH / 2;
      for (Map.Entry<Double, Stretch> at = stretches.floorEntry(bottom);
          at != null;
          at = stretches.lowerEntry(at.getKey())) {
        if (at.getValue().bottom < top) {
          return true;
        }
        if (!at.getValue().owner.equals(owner)) {
          return false;
        }
      }
      return true;
    }

    /** Stretches that meet become one; so they never contain each other. */
    private void add(String owner, double fromY, double toY) {
      double top = Math.min(fromY, toY);
      double bottom = Math.max(fromY, toY);
      for (Map.Entry<Double, Stretch> at = stretches.floorEntry(bottom);
          at != null && at.getValue().bottom >= top;
          at = stretches.floorEntry(bottom)) {
        stretches.remove(at.getKey());
        top = Math.min(top, at.getKey());
        bottom = Math.max(bottom, at.getValue().bottom);
      }
      stretches.put(top, new Stretch(owner, bottom));
    }
  }
}

package dev.pinwheel.studio.runs;

import dev.pinwheel.model.RunId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where rows stand in the list, as far as it was read: what a range is made of. */
final class RowPositions {

  private final Map<RunId, Integer> positions = new HashMap<>();
  private final Map<Integer, RunId> runs = new HashMap<>();

  /**
   * A part of the list between two rows, both included.
   *
   * @param from position of the upper one
   * @param size how many rows
   * @param upwards whether it was asked for from below
   */
  record Span(int from, int size, boolean upwards) {

    /** Not more than so many rows, from where it was asked for. */
    Span atMost(int rows) {
      int taken = Math.min(size, rows);
      return new Span(upwards ? from + size - taken : from, taken, upwards);
    }
  }

  /** Rows that were read from this position on; what was known of others stays. */
  void remember(int offset, List<RunId> rows) {
    for (int i = 0; i < rows.size(); i++) {
      RunId before = runs.put(offset + i, rows.get(i));
      if (before != null && !before.equals(rows.get(i))) {
        positions.remove(before);
      }
      positions.put(rows.get(i), offset + i);
    }
  }

  void clear() {
    positions.clear();
    runs.clear();
  }

  /** From one row to another; empty when one of them is not known. */
  Optional<Span> between(RunId anchor, RunId end) {
    Integer one = positions.get(anchor);
    Integer other = positions.get(end);
    return one == null || other == null
        ? Optional.empty()
        : Optional.of(
            new Span(Math.min(one, other), Math.abs(one - other) + 1, other.compareTo(one) < 0));
  }

  /** The rows of a part from the top, as the list has them; empty when some were never read. */
  Optional<List<RunId>> list(Span span) {
    List<RunId> found = new ArrayList<>();
    for (int at = span.from(); at < span.from() + span.size(); at++) {
      RunId run = runs.get(at);
      if (run == null) {
        return Optional.empty();
      }
      found.add(run);
    }
    return Optional.of(found);
  }
}

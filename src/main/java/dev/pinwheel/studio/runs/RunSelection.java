package dev.pinwheel.studio.runs;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.run.bulk.BulkText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are selected in the list, by their ids, in the order in which they were selected;
 * at most {@value BulkText#MOST}. Use with the page locked.
 */
final class RunSelection {

  static final int MOST = BulkText.MOST;

  private final Map<RunId, RunRow> rows = new LinkedHashMap<>();

  /** From where a range is extended: what was toggled last. */
  private @Nullable RunId anchor;

  /** Selects the row, or no longer; false when there was no room for it. */
  boolean toggle(RunRow row) {
    if (rows.remove(row.run()) == null && add(List.of(row)) > 0) {
      return false;
    }
    anchor = row.run();
    return true;
  }

  /**
   * Selects a range.
   *
   * @param range from the anchor on, its end last
   * @return how many found no room
   */
  int extend(List<RunRow> range) {
    if (!range.isEmpty()) {
      anchor = range.getLast().run();
    }
    return add(range);
  }

  /** Selects these and no others; returns how many found no room. */
  int replace(List<RunRow> others) {
    clear();
    return add(others);
  }

  private int add(List<RunRow> more) {
    int left = 0;
    for (RunRow row : more) {
      if (rows.size() < MOST || rows.containsKey(row.run())) {
        rows.put(row.run(), row);
      } else {
        left++;
      }
    }
    return left;
  }

  /** These are no longer selected. */
  void removeAll(Collection<RunId> runs) {
    runs.forEach(rows::remove);
  }

  void clear() {
    rows.clear();
    anchor = null;
  }

  /** Takes over what has changed of selected runs; true when anything has. */
  boolean refresh(Collection<RunRow> changed) {
    boolean any = false;
    for (RunRow row : changed) {
      RunRow before = rows.get(row.run());
      if (before != null && !before.equals(row)) {
        rows.put(row.run(), row);
        any = true;
      }
    }
    return any;
  }

  @Nullable RunId anchor() {
    return anchor;
  }

  boolean contains(RunId run) {
    return rows.containsKey(run);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int size() {
    return rows.size();
  }

  /** A copy, for readers. */
  Set<RunId> runs() {
    return Set.copyOf(rows.keySet());
  }

  /** In the order in which they were selected. */
  List<RunId> inOrder() {
    return List.copyOf(rows.keySet());
  }

  /** How many may be re-run as a whole: step 1 is visible. */
  int rerunnable() {
    return (int) rows.values().stream().filter(row -> row.status() != State.PART).count();
  }

  /** How many have something open in the viewer's workspace. */
  int cancellable() {
    return (int) rows.values().stream().filter(row -> row.openHere() > 0).count();
  }

  /** How many have something open in another workspace only. */
  int goingOnElsewhere() {
    return (int)
        rows.values().stream()
            .filter(row -> row.openHere() == 0 && !row.openIn().isEmpty())
            .count();
  }
}

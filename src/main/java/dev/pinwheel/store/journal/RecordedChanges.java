package dev.pinwheel.store.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a transaction changes, statement by statement. Not thread-safe. */
public final class RecordedChanges {

  private List<Change> changes = new ArrayList<>();
  private boolean isComplete = true;

  /** A statement that is going to be executed once for each row. */
  public void add(String sql, List<@Nullable Object[]> rows) {
    isComplete &= Change.isWritable(rows);
    changes.add(new Change(sql, rows));
  }

  /** A statement is executed whose text and values are not known here. */
  public void missed() {
    isComplete = false;
  }

  /** Whether these are all changes. */
  public boolean isComplete() {
    return isComplete;
  }

  public List<Change> changes() {
    return changes;
  }

  /** How often a statement is executed. */
  public int rowCount() {
    int count = 0;
    for (Change change : changes) {
      count += change.rows().size();
    }
    return count;
  }

  /** Another transaction begins. */
  public void begin() {
    changes = new ArrayList<>();
    isComplete = true;
  }
}

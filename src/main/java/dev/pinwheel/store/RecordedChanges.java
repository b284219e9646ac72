package dev.pinwheel.store;

import dev.pinwheel.store.journal.Change;
import java.util.ArrayList;
import java.util.List;
import org.jooq.ExecuteType;
import org.jspecify.annotations.Nullable;

/** What a transaction changes, statement by statement. */
final class RecordedChanges {

  private List<Change> changes = new ArrayList<>();
  private boolean isComplete = true;

  void add(String sql, List<@Nullable Object[]> rows) {
    isComplete &= Change.isWritable(rows);
    changes.add(new Change(sql, rows));
  }

  /** A statement that is not prepared once was executed: its values are not known here. */
  void seen(ExecuteType type) {
    isComplete &= type == ExecuteType.READ;
  }

  /** Whether these are all changes. */
  boolean isComplete() {
    return isComplete;
  }

  List<Change> changes() {
    return changes;
  }

  /** Another transaction begins. */
  void begin() {
    changes = new ArrayList<>();
    isComplete = true;
  }
}

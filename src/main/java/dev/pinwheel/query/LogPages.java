package dev.pinwheel.query;

import dev.pinwheel.model.RunId;
import java.util.List;

/** Log messages of a run, oldest first, of visible executions only (W4). Thread-safe. */
public final class LogPages {

  /** Rows {@code offset} to {@code offset + limit} (exclusive), for a grid. */
  public List<LogLine> page(
      Viewpoint viewpoint, RunId run, LogFilter filter, int offset, int limit) {
    throw new UnsupportedOperationException();
  }

  /** At most {@code limit} messages after a cursor; 0 starts at the oldest. Cheap at any depth. */
  public List<LogLine> listAfter(
      Viewpoint viewpoint, RunId run, LogFilter filter, long cursor, int limit) {
    throw new UnsupportedOperationException();
  }

  /** How many messages fit. */
  public int count(Viewpoint viewpoint, RunId run, LogFilter filter) {
    throw new UnsupportedOperationException();
  }
}

package dev.pinwheel.store.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that changes something, executed once for each row.
 *
 * @param sql with a question mark for each value
 * @param rows the values, in the order of the question marks
 */
public record Change(String sql, List<@Nullable Object[]> rows) {

  /** Whether all values are of types that a journal can hold. */
  public static boolean isWritable(List<@Nullable Object[]> rows) {
    for (@Nullable Object[] row : rows) {
      for (Object value : row) {
        if (!ChangeCodec.isKnown(value)) {
          return false;
        }
      }
    }
    return true;
  }
}

package dev.pinwheel.query.facts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the open executions of a run do that are visible from a workspace (W7).
 *
 * @param any whether there are some
 * @param computes whether one computes
 * @param due whether one waits for a worker, although its time has come
 * @param earliest when the first of those that are scheduled is due; null for none
 */
public record OpenWork(boolean any, boolean computes, boolean due, @Nullable Instant earliest) {

  /** Nothing is open. */
  public static final OpenWork NONE = new OpenWork(false, false, false, null);

  /** When a run that is scheduled goes on; null while something else is to be done. */
  public @Nullable Instant scheduledAt() {
    return computes || due ? null : earliest;
  }
}

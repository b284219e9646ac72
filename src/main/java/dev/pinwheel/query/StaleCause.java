package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import java.util.List;

/**
 * Why executions are stale, or may become so (T1): they hold one execution, and the same lookup
 * made now finds another.
 *
 * @param target of the called step
 * @param held what the calls refer to
 * @param found what the lookup finds now
 * @param settled false while {@code found} is open: the holders may become stale
 * @param holders the steps whose drawn executions made these calls, in call order
 */
public record StaleCause(
    String target, ExecutionId held, ExecutionId found, boolean settled, List<Holder> holders) {

  public StaleCause {
    holders = List.copyOf(holders);
  }

  /** A step that holds the older execution. */
  public record Holder(StepId step, String target) {}
}

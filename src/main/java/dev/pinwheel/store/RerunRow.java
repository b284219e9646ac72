package dev.pinwheel.store;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.StepId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for with a re-run (F8–F10).
 *
 * @param execution the forced execution
 * @param memo override of the memo option of every call, or null
 */
public record RerunRow(
    long execution,
    String requestedBy,
    @Nullable String reason,
    boolean reuseSuccesses,
    Set<StepId> alsoForce,
    @Nullable MemoOption memo) {

  public RerunRow {
    alsoForce = Set.copyOf(alsoForce);
  }
}

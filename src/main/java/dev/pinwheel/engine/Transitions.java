package dev.pinwheel.engine;

import dev.pinwheel.model.ResultKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which results an open execution may get, by where it is (E1). {@code
 * docs/explanation/lifecycle.md} shows the same table, and a test compares the two.
 */
final class Transitions {

  /** Where an open execution is. */
  enum Phase {
    /** No worker has it: scheduled, queued, or just created. */
    UNASSIGNED,
    /** A worker has it: running, or blocked for the outcome of another. */
    ASSIGNED
  }

  static final Map<Phase, Set<ResultKind>> LEGAL =
      Map.of(
          Phase.UNASSIGNED,
          EnumSet.of(
              ResultKind.CANCELLED, ResultKind.SUPERSEDED, ResultKind.CACHED, ResultKind.SPAWNED),
          Phase.ASSIGNED,
          EnumSet.of(
              ResultKind.VALUE,
              ResultKind.FAILED,
              ResultKind.TIMED_OUT,
              ResultKind.ABANDONED,
              ResultKind.CANCELLED,
              ResultKind.SUPERSEDED,
              ResultKind.RETRIED));

  private Transitions() {}

  static Phase phaseOf(OpenExecution execution) {
    return execution.session == null && (execution.queued || !execution.recordedOpen)
        ? Phase.UNASSIGNED
        : Phase.ASSIGNED;
  }

  /**
   * @throws IllegalStateException when the engine is about to do what it never should
   */
  static void check(OpenExecution execution, ResultKind to) {
    Phase from = phaseOf(execution);
    if (!LEGAL.getOrDefault(from, Set.of()).contains(to)) {
      throw new IllegalStateException(
          "%s is %s and cannot end as %s".formatted(execution, from, to.word()));
    }
  }
}

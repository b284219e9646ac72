package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * An execution of a step among its visible ones.
 *
 * @param cause why it exists
 * @param current whether it is the current one as seen from here (W5)
 * @param state of its outcome
 * @param rerun who forced it; null unless the cause is a re-run
 * @param outcome equal for equal outcomes (T1); null while open, or when it is not visible
 */
public record Attempt(
    ExecutionId execution,
    Workspace workspace,
    Cause cause,
    boolean current,
    State state,
    Timing timing,
    @Nullable Forwarding forwarding,
    @Nullable Rerun rerun,
    @Nullable String outcome) {

  public int number() {
    return execution.attempt();
  }

  /** Why an execution exists. */
  public enum Cause {
    SUBMIT,
    CALL,
    /** Somebody clicked re-run (F1). */
    RERUN,
    /** Forced by a re-run of another step (F10). */
    FORCE,
    RETRY
  }
}

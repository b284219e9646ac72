package dev.pinwheel.query.view;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Workspace;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the visible executions of a step.
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

  /** The {@link #outcome} of an execution among attempts. */
  public static Optional<String> outcome(List<Attempt> attempts, ExecutionId execution) {
    return attempts.stream()
        .filter(attempt -> attempt.execution.equals(execution))
        .flatMap(attempt -> Optional.ofNullable(attempt.outcome).stream())
        .findFirst();
  }

  /** Why an execution exists. */
  public enum Cause {
    SUBMIT,
    CALL,
    /** Forced by a re-run of the step (F1). */
    RERUN,
    /** Forced by a re-run of another step (F10). */
    FORCE,
    RETRY
  }
}

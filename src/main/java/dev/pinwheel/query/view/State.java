package dev.pinwheel.query.view;

import java.util.EnumSet;
import java.util.Set;

/**
 * What an execution does or how its outcome ended, as shown to people. The state of a step is that
 * of its current execution (W5), of a run that of step 1.
 */
public enum State {
  /** Due, but it cannot run now: the workspace is paused, or no worker has the module. */
  WAITING("waiting"),
  /** Not due yet: delayed, or the wait before a retry. */
  SCHEDULED("scheduled"),
  /**
   * Assigned to a worker, and waiting for the outcome of another execution. A run is running
   * instead.
   */
  BLOCKED("blocked"),
  /** Due, and waiting for a free slot. */
  QUEUED("queued"),
  RUNNING("running"),
  DONE("done"),
  FAILED("failed"),
  TIMED_OUT("timed out"),
  /** Its worker was lost. */
  ABANDONED("abandoned"),
  /** Cancelled, or superseded by a re-run. */
  CANCELLED("cancelled"),
  SUSPENDED("suspended"),
  /** Of runs only: step 1 is not visible, but something else is (V1). */
  PART("part");

  private final String word;

  State(String word) {
    this.word = word;
  }

  /** The word for people, in lower case. */
  public String word() {
    return word;
  }

  /** True when it has no outcome yet. */
  public boolean isOpen() {
    return ordinal() <= RUNNING.ordinal() || this == SUSPENDED;
  }

  /** All that {@link #isFailure} is true for. */
  public static Set<State> failures() {
    Set<State> failures = EnumSet.allOf(State.class);
    failures.removeIf(state -> !state.isFailure());
    return failures;
  }

  /** True for failed, timed out and abandoned. */
  public boolean isFailure() {
    return this == FAILED || this == TIMED_OUT || this == ABANDONED;
  }
}

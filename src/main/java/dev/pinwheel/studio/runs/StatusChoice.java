package dev.pinwheel.studio.runs;

import dev.pinwheel.query.view.State;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which statuses to list, as people ask for them. */
enum StatusChoice {
  RUNNING(
      "Running or waiting",
      "running",
      EnumSet.of(
          State.WAITING,
          State.SCHEDULED,
          State.BLOCKED,
          State.QUEUED,
          State.RUNNING,
          State.SUSPENDED)),
  WAITING("Waiting", "waiting", EnumSet.of(State.WAITING, State.QUEUED, State.SCHEDULED)),
  DONE("Done", "done", EnumSet.of(State.DONE)),
  FAILED("Failed", "failed", State.failures()),
  TIMED_OUT("Timed out", "timedOut", EnumSet.of(State.TIMED_OUT)),
  CANCELLED("Cancelled", "cancelled", EnumSet.of(State.CANCELLED)),
  PART("Visible in part", "part", EnumSet.of(State.PART)),
  /** Staleness is known of rows that were read, not to the database: it is marked, not filtered. */
  STALE("Mark stale ones", "stale", Set.of());

  private final String label;
  private final String word;
  private final Set<State> states;

  StatusChoice(String label, String word, Set<State> states) {
    this.label = label;
    this.word = word;
    this.states = states;
  }

  String label() {
    return label;
  }

  /** As in the URL. */
  String word() {
    return word;
  }

  Set<State> states() {
    return states;
  }

  static Optional<StatusChoice> ofWord(String word) {
    return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
  }
}

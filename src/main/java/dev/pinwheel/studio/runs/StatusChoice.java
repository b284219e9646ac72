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
  DONE("Done", "done", EnumSet.of(State.DONE)),
  FAILED("Failed", "failed", EnumSet.of(State.FAILED, State.TIMED_OUT, State.ABANDONED)),
  CANCELLED("Cancelled", "cancelled", EnumSet.of(State.CANCELLED)),
  PART("Visible in part", "part", EnumSet.of(State.PART));

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

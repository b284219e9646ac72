package dev.pinwheel.studio.graph;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The state that a node shows; its word is also the value of {@code data-state} in style sheets.
 */
public enum NodeState {
  WAITING("waiting"),
  SCHEDULED("scheduled"),
  BLOCKED("blocked"),
  QUEUED("queued"),
  RUNNING("running"),
  DONE("done"),
  FAILED("failed"),
  TIMED_OUT("timedOut"),
  ABANDONED("abandoned"),
  CANCELLED("cancelled"),
  SUSPENDED("suspended"),
  PART("part");

  private final String word;

  NodeState(String word) {
    this.word = word;
  }

  @JsonValue
  public String word() {
    return word;
  }
}

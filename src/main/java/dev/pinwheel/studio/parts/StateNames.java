package dev.pinwheel.studio.parts;

import dev.pinwheel.query.view.State;

/** The names of states in attributes, as the style sheets know them. */
public final class StateNames {

  private StateNames() {}

  public static String of(State state) {
    return switch (state) {
      case WAITING -> "waiting";
      case SCHEDULED -> "scheduled";
      case BLOCKED -> "blocked";
      case QUEUED -> "queued";
      case RUNNING -> "running";
      case DONE -> "done";
      case FAILED -> "failed";
      case TIMED_OUT -> "timedOut";
      case ABANDONED -> "abandoned";
      case CANCELLED -> "cancelled";
      case SUSPENDED -> "suspended";
      case PART -> "part";
    };
  }
}

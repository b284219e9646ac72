package dev.pinwheel.engine.history;

import dev.pinwheel.engine.history.ModelState.Exec;
import dev.pinwheel.model.Rejection;
import java.util.Set;

/** What the model says a command is answered with. */
sealed interface Expected {

  /** Done; there is nothing more to say. */
  record Done() implements Expected {}

  /** An execution, made or found. */
  record Referred(Exec exec, boolean reused) implements Expected {}

  /** How many were cancelled. */
  record Count(int count) implements Expected {}

  /** Whether a result was accepted. */
  record Accepted(boolean accepted) implements Expected {}

  /** Refused with one of these kinds; nothing changed. */
  record Refused(Set<Rejection.Kind> kinds) implements Expected {
    static Refused as(Rejection.Kind... kinds) {
      return new Refused(Set.of(kinds));
    }
  }
}

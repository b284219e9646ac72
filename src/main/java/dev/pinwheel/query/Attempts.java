package dev.pinwheel.query;

import dev.pinwheel.model.StepId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the visible attempts of a step. */
final class Attempts {

  private Attempts() {}

  static List<Attempt> of(Facts facts, StateRule states, StepId step) {
    ExecutionFact current = facts.current(step).orElse(null);
    List<Attempt> attempts = new ArrayList<>();
    for (ExecutionFact execution : facts.attempts(step)) {
      attempts.add(
          new Attempt(
              execution.id(),
              execution.workspace(),
              execution.cause(),
              current != null && current.sequence() == execution.sequence(),
              states.of(execution),
              states.timing(execution),
              states.forwarding(execution),
              execution.rerun(),
              outcome(facts.outcome(execution))));
    }
    return attempts;
  }

  private static @Nullable String outcome(@Nullable ResultFact outcome) {
    return outcome == null ? null : outcome.kind().word() + " " + outcome.hash();
  }
}

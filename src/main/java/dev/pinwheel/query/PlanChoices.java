package dev.pinwheel.query;

import dev.pinwheel.model.StepId;
import java.util.Set;

/**
 * What is asked of a re-run beside its step and its workspace.
 *
 * @param reuseSuccesses calls without a memo key are looked up, too (F9)
 * @param alsoForce steps of the run that execute once more when a call lands on them (F10)
 */
public record PlanChoices(boolean reuseSuccesses, Set<StepId> alsoForce) {

  /** Nothing beyond the rule. */
  public static final PlanChoices PLAIN = new PlanChoices(false, Set.of());

  public PlanChoices {
    alsoForce = Set.copyOf(alsoForce);
  }
}

package dev.pinwheel.query.plan;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.StepId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a re-run, besides step and workspace.
 *
 * @param reuseSuccesses calls without a memo key are looked up, too (F9)
 * @param alsoForce steps of the run that execute once more when a call lands on them (F10)
 * @param memo overrides the memo option of every call (M2); null for no override
 */
public record PlanChoices(
    boolean reuseSuccesses, Set<StepId> alsoForce, @Nullable MemoOption memo) {

  /** No options. */
  public static final PlanChoices PLAIN = new PlanChoices(false, Set.of());

  public PlanChoices {
    alsoForce = Set.copyOf(alsoForce);
  }

  public PlanChoices(boolean reuseSuccesses, Set<StepId> alsoForce) {
    this(reuseSuccesses, alsoForce, null);
  }
}

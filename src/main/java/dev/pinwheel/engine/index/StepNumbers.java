package dev.pinwheel.engine.index;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.StepStore;
import dev.pinwheel.store.Tx;
import java.util.Map;

/**
 * The last step number of recently used runs, so that making a step needs no query. Confined to the
 * committing thread.
 */
public final class StepNumbers {

  private static final int REMEMBERED = 10_000;

  private final StepStore steps;
  private final Map<RunId, Integer> last = new RecentlyUsed<>(REMEMBERED);

  public StepNumbers(StepStore steps) {
    this.steps = steps;
  }

  public StepId next(Tx tx, RunId run) {
    Integer known = last.get(run);
    int number = (known != null ? known : steps.lastNumber(tx, run)) + 1;
    last.put(run, number);
    return new StepId(run, number);
  }

  /** A run without steps; saves the query. */
  public void startAtZero(RunId run) {
    last.put(run, 0);
  }

  public void clear() {
    last.clear();
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.model.StepId;
import dev.pinwheel.store.Tx;

/** Numbers the attempts of a step, shared by all workspaces. */
final class Attempts {

  private Attempts() {}

  /** One more than the highest attempt of the step (F1). */
  static int next(Stores stores, Tx tx, StepId step) {
    return stores.executions().lastAttempt(tx, step) + 1;
  }
}

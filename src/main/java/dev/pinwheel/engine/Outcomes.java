package dev.pinwheel.engine;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.store.ResultStore;
import dev.pinwheel.store.Tx;
import java.util.Optional;

/** Finds the outcome of an execution by following forwarding to its end (E2). */
final class Outcomes {

  private final Stores stores;
  private final EngineState state;

  Outcomes(Stores stores, EngineState state) {
    this.stores = stores;
    this.state = state;
  }

  /** Empty while the end of forwarding is open. */
  Optional<Outcome> find(Tx tx, long execution) {
    if (state.findOpenEnd(execution) != null) {
      return Optional.empty();
    }
    long end = execution;
    while (true) {
      Optional<ResultStore.Ending> found = stores.results().find(tx, end);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      ResultStore.Ending ending = found.get();
      Long successor = ending.successor();
      if (successor == null) {
        ExecutionId id = stores.executions().getId(tx, end);
        return Optional.of(new Outcome(id, ending.kind(), ending.value(), ending.failure()));
      }
      end = successor;
    }
  }

  /** Whether the outcome is there and a value. */
  boolean isValue(Tx tx, long execution) {
    return find(tx, execution).map(Outcome::isValue).orElse(false);
  }
}

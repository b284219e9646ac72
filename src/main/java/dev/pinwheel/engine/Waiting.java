package dev.pinwheel.engine;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Tx;
import java.util.Optional;

/**
 * An execution blocks for the outcome of another (E2, D2), unless that would close a cycle (M10).
 */
final class Waiting {

  private final Stores stores;
  private final EngineState state;
  private final Outcomes outcomes;

  Waiting(Stores stores, EngineState state, Outcomes outcomes) {
    this.stores = stores;
    this.state = state;
    this.outcomes = outcomes;
  }

  /**
   * The outcome, or the wait for it.
   *
   * @throws Rejection (cycle)
   */
  Command.Resolution await(Tx tx, OpenExecution waiter, ExecutionId asked, long awaited) {
    OpenExecution end = state.findOpenEnd(awaited);
    if (end == null) {
      depend(tx, waiter, awaited);
      Optional<Outcome> outcome = outcomes.find(tx, awaited);
      return new Command.Resolution(outcome.orElseThrow());
    }
    if (state.waits().reaches(end.sequence(), waiter.sequence())) {
      throw cycle(waiter.id(), asked);
    }
    depend(tx, waiter, awaited);
    state.waits().add(tx, waiter.sequence(), asked, end.sequence());
    Session session = waiter.session;
    if (session != null) {
      session.setWaiting(waiter.sequence(), true);
    }
    return new Command.Resolution(null);
  }

  private void depend(Tx tx, OpenExecution waiter, long awaited) {
    if (waiter.dependencies.add(awaited)) {
      stores.calls().insertWaited(tx, waiter.id().run(), waiter.sequence(), awaited);
    }
  }

  Rejection cycle(ExecutionId waiter, ExecutionId awaited) {
    return Rejection.cycle(
        waiter.equals(awaited)
            ? "%s would wait for itself: it called itself with the same memoized arguments."
                .formatted(waiter)
            : "%s would wait for %s, which waits for %s: a cycle. Change the arguments, or do not memoize the call."
                .formatted(waiter, awaited, waiter));
  }
}

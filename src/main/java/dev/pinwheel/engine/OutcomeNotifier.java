package dev.pinwheel.engine;

import dev.pinwheel.engine.index.WaitGraph;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.store.Tx;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells callers how what they wait for or have submitted ended, and records the outcome of all that
 * forward to it (E2).
 */
final class OutcomeNotifier {

  /** Larger values are sent only on request; in bytes. */
  private static final int MAX_TOLD = 16 * 1024;

  private final Stores stores;
  private final EngineState state;
  private final Outcomes outcomes;

  OutcomeNotifier(Stores stores, EngineState state, Outcomes outcomes) {
    this.stores = stores;
    this.state = state;
    this.outcomes = outcomes;
  }

  /** An open execution has ended with an outcome. */
  void settle(Tx tx, OpenExecution execution, Outcome outcome) {
    tellSubmitters(tx, execution, outcome);
    settle(tx, execution.sequence(), execution.sequence(), outcome);
  }

  /** Callers that do not wait yet are likely to; waiting ones are notified separately. */
  private void tellSubmitters(Tx tx, OpenExecution execution, Outcome outcome) {
    Json value = outcome.value();
    if (execution.submitters.isEmpty() || (value != null && value.size() > MAX_TOLD)) {
      return;
    }
    Set<Long> waiters =
        state.waits().of(execution.sequence()).stream()
            .map(WaitGraph.Wait::waiting)
            .collect(Collectors.toSet());
    for (long submitter : execution.submitters) {
      OpenExecution caller = state.findOpen(submitter);
      WorkerSession session = caller == null || waiters.contains(submitter) ? null : caller.session;
      if (caller != null && session != null) {
        tx.afterCommit(() -> session.link().settled(caller.id(), outcome));
      }
    }
  }

  /** Forwarding ends here: callers are notified, and the end is recorded for all origins. */
  private void settle(Tx tx, long execution, long end, Outcome outcome) {
    Set<Long> origins = state.forwards().settle(execution);
    for (long origin : origins) {
      settleOrigin(tx, origin, end, outcome);
    }
    tell(tx, execution, outcome);
  }

  private void settleOrigin(Tx tx, long origin, long end, Outcome outcome) {
    stores.results().insertOutcome(tx, origin, end);
    if (!outcome.isValue()) {
      stores.candidates().deleteMemo(tx, origin);
    }
  }

  private void tell(Tx tx, long settled, Outcome outcome) {
    for (WaitGraph.Wait wait : state.waits().settle(tx, settled)) {
      OpenExecution waiting = state.findOpen(wait.waiting());
      if (waiting == null) {
        continue;
      }
      WorkerSession session = waiting.session;
      if (session != null) {
        session.setWaiting(wait.waiting(), state.waits().isWaiting(wait.waiting()));
        tx.afterCommit(() -> session.link().resolved(waiting.id(), wait.asked(), outcome));
      }
      tx.emit(new EngineEvent.RunChanged(waiting.id().run(), waiting.workspace()));
    }
  }

  /** An execution is continued by a successor, whose outcome it will have (E2). */
  void forward(Tx tx, long execution, long successor) {
    OpenExecution end = state.findOpenEnd(successor);
    if (end == null) {
      Outcome outcome =
          outcomes
              .find(tx, successor)
              .orElseThrow(
                  () -> new IllegalStateException("Execution " + successor + " has no outcome"));
      long endSequence =
          stores.executions().findRef(tx, outcome.execution()).orElseThrow().sequence();
      settleOrigin(tx, execution, endSequence, outcome);
      settle(tx, execution, endSequence, outcome);
      return;
    }
    state.forwards().add(execution, successor);
    for (WaitGraph.Wait wait : state.waits().settle(tx, execution)) {
      state.waits().add(tx, wait.waiting(), wait.asked(), end.sequence());
    }
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.engine.Timers.Timer;
import dev.pinwheel.store.Tx;

/** The time has come: executions become due or time out, workers are forgotten. */
final class TickHandler {

  private final EngineState state;
  private final Endings endings;

  TickHandler(EngineState state, Endings endings) {
    this.state = state;
    this.endings = endings;
  }

  int apply(Tx tx, Command.Tick tick) {
    int happened = 0;
    for (Timer timer : state.timers().take(tick.now())) {
      happened++;
      switch (timer) {
        case Timer.Due due -> {
          OpenExecution execution = state.findOpen(due.execution());
          if (execution != null && execution.session == null) {
            state.ready().add(execution);
          }
        }
        case Timer.Deadline deadline -> {
          OpenExecution execution = state.findOpen(deadline.execution());
          if (execution != null) {
            endings.timeOut(tx, execution);
          }
        }
        case Timer.Forget forget -> {
          Session gone = state.goneSessions().remove(forget.session());
          if (gone != null) {
            tx.afterRollback(() -> state.goneSessions().put(gone.id(), gone));
          }
        }
      }
    }
    return happened;
  }
}

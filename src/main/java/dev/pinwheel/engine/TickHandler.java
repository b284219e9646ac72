package dev.pinwheel.engine;

import dev.pinwheel.engine.Timers.Timer;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.store.Tx;

/**
 * Handles due timers: executions become due or time out, sessions fall silent or leave their grace
 * period.
 */
final class TickHandler {

  private final EngineState state;
  private final ExecutionEnder endings;
  private final SessionLeases leases;

  TickHandler(EngineState state, ExecutionEnder endings, SessionLeases leases) {
    this.state = state;
    this.endings = endings;
    this.leases = leases;
  }

  int apply(Tx tx, Command.Tick tick) {
    int happened = 0;
    for (Timer timer : state.timers().take(tick.now())) {
      happened++;
      switch (timer) {
        case Timer.Due due -> {
          OpenExecution execution = state.findOpen(due.execution());
          if (execution != null && execution.session == null) {
            state.ready().add(execution.entry());
          }
        }
        case Timer.Deadline deadline -> {
          OpenExecution execution = state.findOpen(deadline.execution());
          if (execution != null) {
            endings.timeOut(tx, execution);
          }
        }
        case Timer.Silence silence -> leases.look(tx, silence);
        case Timer.Forget forget -> leases.forget(tx, forget);
      }
    }
    return happened;
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.engine.dispatch.DrainRule;
import dev.pinwheel.engine.dispatch.TurnRule;
import dev.pinwheel.engine.dispatch.TurnRule.Due;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The executions that a draining worker still needs, from the memory of the engine: what {@link
 * DrainRule} is given, as described there. Confined to the committing thread.
 */
final class DrainClosure {

  private final EngineState state;

  DrainClosure(EngineState state) {
    this.state = state;
  }

  /** Those that are due and that no worker has, in the order in which they start (D3). */
  Collection<OpenExecution> listDue(WorkerSession session) {
    TreeMap<Due, OpenExecution> due = new TreeMap<>(TurnRule.NEXT_FIRST);
    for (long execution : DrainRule.needs(session.assigned(), this::neededBy)) {
      OpenExecution open = state.findOpen(execution);
      Due filed = open == null ? null : state.ready().find(open.entry());
      if (open != null && filed != null) {
        due.put(filed, open);
      }
    }
    return due.values();
  }

  private List<Long> neededBy(Set<Long> executions) {
    List<Long> needed = new ArrayList<>();
    for (long sequence : executions) {
      OpenExecution execution = state.findOpen(sequence);
      if (execution != null) {
        for (long awaited : state.waits().awaitedBy(sequence)) {
          add(needed, awaited);
        }
        execution.submitted.removeIf(called -> !add(needed, called));
      }
    }
    return needed;
  }

  /** Returns false when that has ended. */
  private boolean add(List<Long> needed, long execution) {
    OpenExecution end = state.findOpenEnd(execution);
    if (end != null) {
      needed.add(end.sequence());
    }
    return end != null;
  }
}

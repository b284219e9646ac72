package dev.pinwheel.engine;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the executions of a worker need to go on: what they wait for or have called, and what those
 * need. A worker that is leaving still takes that (D1), so that it can finish what it has. Confined
 * to the committing thread.
 */
final class Needs {

  private final EngineState state;

  Needs(EngineState state) {
    this.state = state;
  }

  /** Those that are due and that no worker has, oldest first. */
  Collection<OpenExecution> listDue(Session session) {
    TreeMap<Long, OpenExecution> due = new TreeMap<>();
    Set<Long> seen = new HashSet<>(session.assigned());
    Deque<Long> next = new ArrayDeque<>(session.assigned());
    while (!next.isEmpty()) {
      long execution = next.remove();
      OpenExecution open = state.findOpen(execution);
      if (open == null) {
        continue;
      }
      if (state.ready().contains(open)) {
        due.put(execution, open);
      }
      for (OpenExecution needed : neededBy(open)) {
        if (seen.add(needed.sequence())) {
          next.add(needed.sequence());
        }
      }
    }
    return due.values();
  }

  private Set<OpenExecution> neededBy(OpenExecution execution) {
    Set<OpenExecution> needed = new HashSet<>();
    for (long awaited : state.waits().awaitedBy(execution.sequence())) {
      add(needed, awaited);
    }
    execution.submitted.removeIf(called -> !add(needed, called));
    return needed;
  }

  /** Answers false when that has ended. */
  private boolean add(Set<OpenExecution> needed, long execution) {
    OpenExecution end = state.findOpenEnd(execution);
    if (end != null) {
      needed.add(end);
    }
    return end != null;
  }
}

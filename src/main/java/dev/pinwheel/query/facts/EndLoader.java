package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;

import java.util.HashSet;
import java.util.Set;

/**
 * Adds to facts what their outcomes lead to: executions that forwarding leads to (E2), and those
 * that spawned the runs.
 */
final class EndLoader {

  private final Facts facts;
  private final FactQueries reads;

  EndLoader(Facts facts, FactQueries reads) {
    this.facts = facts;
    this.reads = reads;
  }

  /** Follows forwarding until nothing visible is missing. */
  void load() {
    Set<Long> asked = new HashSet<>();
    Set<Long> missing = missing(asked);
    while (!missing.isEmpty()) {
      asked.addAll(missing);
      FactLoader.inParts(missing, ids -> reads.addExecutions(EXECUTION.ID.in(ids)));
      missing = missing(asked);
    }
  }

  private Set<Long> missing(Set<Long> asked) {
    Set<Long> missing = new HashSet<>();
    for (ExecutionFact execution : facts.executions()) {
      Long successor = execution.successor();
      if (successor != null && facts.execution(successor) == null && !asked.contains(successor)) {
        missing.add(successor);
      }
    }
    for (RunFact run : facts.runs()) {
      Long spawner = run.spawnedBy();
      if (spawner != null && facts.execution(spawner) == null && !asked.contains(spawner)) {
        missing.add(spawner);
      }
    }
    return missing;
  }
}

package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Loads what {@link FactLoader#loadOpen} describes. */
final class OpenFactLoader {

  private final Facts facts;
  private final FactQueries reads;
  private final EndLoader ends;

  OpenFactLoader(Facts facts, FactQueries reads, EndLoader ends) {
    this.facts = facts;
    this.reads = reads;
    this.ends = ends;
  }

  /** Adds these executions, what they wait for, and the attempts that they retry. */
  void load(List<Long> executions) {
    reads.addDependencies(
        DEPENDENCY.EXECUTION_ID.in(executions).and(OpenExecutionConditions.isUnsettledWait()));
    reads.addExecutions(EXECUTION.ID.in(executions).or(RESULT.SUCCESSOR_ID.in(executions)));
    Set<Long> awaited = new LinkedHashSet<>();
    for (long execution : executions) {
      facts.dependencies(execution).forEach(wait -> awaited.add(wait.dependency()));
    }
    if (!awaited.isEmpty()) {
      FactLoader.inParts(
          awaited,
          ids -> {
            reads.addExecutions(EXECUTION.ID.in(ids));
            reads.addCalls(CALL.CALLER_ID.in(executions).and(CALL.CALLEE_ID.in(ids)));
          });
    }
    ends.load();
    loadWhatAwaitedOnesWaitFor(awaited);
  }

  /** Tells whether the executions that others wait for run or wait themselves. */
  private void loadWhatAwaitedOnesWaitFor(Set<Long> awaited) {
    List<Long> open =
        facts.executions().stream()
            .filter(ExecutionFact::isOpen)
            .map(ExecutionFact::sequence)
            .filter(execution -> facts.dependencies(execution).isEmpty())
            .toList();
    if (awaited.isEmpty() || open.isEmpty()) {
      return;
    }
    FactLoader.inParts(
        open,
        ids ->
            reads.addDependencies(
                DEPENDENCY.EXECUTION_ID.in(ids).and(OpenExecutionConditions.isUnsettledWait())));
    Set<Long> further = new LinkedHashSet<>();
    open.forEach(one -> facts.dependencies(one).forEach(wait -> further.add(wait.dependency())));
    FactLoader.inParts(further, ids -> reads.addExecutions(EXECUTION.ID.in(ids)));
    ends.load();
  }
}

package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.MEMO_CANDIDATE;

import dev.pinwheel.model.StepId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.impl.DSL;

/** Loads what {@link FactLoader#loadAround} describes. */
final class StepFactLoader {

  private final Facts facts;
  private final FactQueries reads;
  private final EndLoader ends;

  StepFactLoader(Facts facts, FactQueries reads, EndLoader ends) {
    this.facts = facts;
    this.reads = reads;
    this.ends = ends;
  }

  /** Stops when no attempt of the step is visible. */
  void load(StepId step) {
    long run = step.run().number();
    reads.addRuns(List.of(run));
    reads.addExecutions(FactLoader.isOf(step));
    List<ExecutionFact> attempts = facts.attempts(step);
    if (attempts.isEmpty()) {
      return;
    }
    List<Long> ids = attempts.stream().map(ExecutionFact::sequence).toList();
    // Two statements, so that each has its index.
    reads.addCalls(CALL.CALLER_ID.in(ids));
    reads.addCalls(CALL.CALLEE_ID.in(ids).and(CALL.RUN_ID.eq(run)).and(CALL.CALLER_ID.notIn(ids)));
    reads.addDependencies(
        DEPENDENCY
            .RUN_ID
            .eq(run)
            .and(DEPENDENCY.EXECUTION_ID.in(ids).or(DEPENDENCY.DEPENDENCY_ID.in(ids))));
    loadReferred(run);
    byte[] key = ExecutionRows.bytes(attempts.getFirst().step().memoKey());
    if (key != null) {
      reads.addExecutions(
          EXECUTION.ID.in(
              DSL.select(MEMO_CANDIDATE.EXECUTION_ID)
                  .from(MEMO_CANDIDATE)
                  .where(MEMO_CANDIDATE.RUN_ID.eq(run))
                  .and(MEMO_CANDIDATE.MEMO_KEY.eq(key))
                  .and(reads.isVisible(MEMO_CANDIDATE.WORKSPACE_ID))));
    }
    ends.load();
    loadWhatOpenOnesWaitFor(run);
  }

  private void loadWhatOpenOnesWaitFor(long run) {
    List<Long> open =
        facts.executions().stream()
            .filter(ExecutionFact::isOpen)
            .map(ExecutionFact::sequence)
            .filter(execution -> facts.dependencies(execution).isEmpty())
            .toList();
    if (!open.isEmpty()) {
      FactLoader.inParts(open, ids -> reads.addDependencies(DEPENDENCY.EXECUTION_ID.in(ids)));
      loadReferred(run);
      ends.load();
    }
  }

  /** Executions of a run that calls and dependencies refer to, from either side. */
  private void loadReferred(long run) {
    Set<Long> missing = new LinkedHashSet<>();
    for (List<CallFact> calls : facts.calls()) {
      for (CallFact call : calls) {
        missing.add(call.caller());
        missing.add(call.callee());
      }
    }
    for (Set<DependencyFact> dependencies : facts.dependencies()) {
      for (DependencyFact dependency : dependencies) {
        missing.add(dependency.execution());
        missing.add(dependency.dependency());
      }
    }
    missing.removeIf(execution -> facts.execution(execution) != null);
    if (missing.size() > FactLoader.IDS_PER_STATEMENT) {
      reads.addExecutions(EXECUTION.RUN_ID.eq(run));
    } else if (!missing.isEmpty()) {
      reads.addExecutions(EXECUTION.ID.in(missing));
    }
  }
}

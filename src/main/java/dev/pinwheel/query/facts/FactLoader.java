package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.MEMO_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.RESULT;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.view.Viewpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Loads what is visible of runs: a handful of statements for any number of runs, and as many again
 * for each level of runs they spawned. Every statement leaves out what executed outside the chain
 * (W4).
 *
 * <p>References are read before what they refer to, so that a run that changes while it is read
 * never shows a reference to something that is missing.
 */
public final class FactLoader {

  /** Runs spawned by runs are followed until so many executions are loaded. */
  private static final int ENOUGH = 50_000;

  private static final int IDS_PER_STATEMENT = 500;

  private final DSLContext dsl;
  private final Facts facts;
  private final ExecutionRows rows;
  private final FactQueries reads;

  private FactLoader(DSLContext dsl, Viewpoint viewpoint) {
    this(dsl, new Facts(viewpoint));
  }

  private FactLoader(DSLContext dsl, Facts facts) {
    this.dsl = dsl;
    this.facts = facts;
    this.rows = new ExecutionRows(facts.viewpoint());
    this.reads = new FactQueries(dsl, facts, rows);
  }

  /** Loads runs whole, and what their outcomes lead to. Unknown runs are left out. */
  public static Facts load(DSLContext dsl, Viewpoint viewpoint, Collection<RunId> runs) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    Set<RunId> next = new HashSet<>(runs);
    while (!next.isEmpty()) {
      loader.loadRuns(next);
      loader.loadMissingEnds();
      next = loader.facts.executions().size() < ENOUGH ? loader.spawnedRuns() : Set.of();
    }
    return loader.facts;
  }

  /** Loads one run and what its outcomes lead to: enough to say what a call of it would find. */
  public static Facts loadRun(DSLContext dsl, Viewpoint viewpoint, RunId run) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    List<Long> id = List.of(run.number());
    loader.reads.addRuns(id);
    loader.loadWholeRuns(id);
    loader.loadMissingEnds();
    return loader.facts;
  }

  /** Adds further runs to those loaded. */
  public static void addRuns(DSLContext dsl, Facts facts, Collection<RunId> runs) {
    FactLoader loader = new FactLoader(dsl, facts);
    List<Long> ids = runs.stream().map(RunId::number).toList();
    loader.reads.addRuns(ids);
    loader.loadWholeRuns(ids);
    loader.loadMissingEnds();
  }

  /** As plans need them. */
  private void loadWholeRuns(List<Long> runs) {
    new WholeRunReader(dsl, facts, rows, true).load(runs);
  }

  /** Loads only step 1 of the runs, and what its outcome leads to: enough for their status (W5). */
  public static Facts loadFirstSteps(DSLContext dsl, Viewpoint viewpoint, List<RunId> runs) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    List<Long> ids = runs.stream().map(RunId::number).toList();
    loader.reads.addRuns(ids);
    loader.reads.addExecutions(EXECUTION.RUN_ID.in(ids).and(EXECUTION.STEP_NUMBER.eq(1)));
    loader.loadMissingEnds();
    return loader.facts;
  }

  /** Loads only the attempts of a step, and what their outcomes lead to. */
  public static Facts loadAttempts(DSLContext dsl, Viewpoint viewpoint, StepId step) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    loader.reads.addExecutions(isOf(step));
    loader.loadMissingEnds();
    return loader.facts;
  }

  private static Condition isOf(StepId step) {
    return EXECUTION.RUN_ID.eq(step.run().number()).and(EXECUTION.STEP_NUMBER.eq(step.number()));
  }

  /**
   * Loads the attempts of a step, the executions with the same memo key, what they called and
   * waited for, and who called and waited for them: enough for everything the step panel says.
   */
  public static Facts loadAround(DSLContext dsl, Viewpoint viewpoint, StepId step) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    loader.loadAround(step);
    return loader.facts;
  }

  /** Adds the visible ones of these executions, and what their outcomes lead to. */
  public static void addExecutions(DSLContext dsl, Facts facts, Condition condition) {
    FactLoader loader = new FactLoader(dsl, facts);
    loader.reads.addExecutions(condition);
    loader.loadMissingEnds();
  }

  /**
   * Loads open executions, what they wait for, and of which attempt they are a retry: enough for
   * what they do and why they wait.
   */
  public static Facts loadOpen(DSLContext dsl, Viewpoint viewpoint, List<Long> executions) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    inParts(executions, ids -> loader.loadOpen(ids));
    return loader.facts;
  }

  private void loadOpen(List<Long> executions) {
    reads.addDependencies(
        DEPENDENCY.EXECUTION_ID.in(executions).and(OpenExecutionConditions.isUnsettledWait()));
    reads.addExecutions(EXECUTION.ID.in(executions).or(RESULT.SUCCESSOR_ID.in(executions)));
    Set<Long> awaited = new LinkedHashSet<>();
    for (long execution : executions) {
      facts.dependencies(execution).forEach(wait -> awaited.add(wait.dependency()));
    }
    if (!awaited.isEmpty()) {
      inParts(
          awaited,
          ids -> {
            reads.addExecutions(EXECUTION.ID.in(ids));
            reads.addCalls(CALL.CALLER_ID.in(executions).and(CALL.CALLEE_ID.in(ids)));
          });
    }
    loadMissingEnds();
    loadWhatAwaitedOnesWaitFor(awaited);
  }

  /** Whether what is waited for runs, or waits itself. */
  private void loadWhatAwaitedOnesWaitFor(Set<Long> awaited) {
    List<Long> ends =
        facts.executions().stream()
            .filter(ExecutionFact::isOpen)
            .map(ExecutionFact::sequence)
            .filter(execution -> facts.dependencies(execution).isEmpty())
            .toList();
    if (awaited.isEmpty() || ends.isEmpty()) {
      return;
    }
    inParts(
        ends,
        ids ->
            reads.addDependencies(
                DEPENDENCY.EXECUTION_ID.in(ids).and(OpenExecutionConditions.isUnsettledWait())));
    Set<Long> further = new LinkedHashSet<>();
    ends.forEach(end -> facts.dependencies(end).forEach(wait -> further.add(wait.dependency())));
    inParts(further, ids -> reads.addExecutions(EXECUTION.ID.in(ids)));
    loadMissingEnds();
  }

  private void loadAround(StepId step) {
    long run = step.run().number();
    reads.addRuns(List.of(run));
    reads.addExecutions(isOf(step));
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
    loadMissingEnds();
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
      inParts(open, ids -> reads.addDependencies(DEPENDENCY.EXECUTION_ID.in(ids)));
      loadReferred(run);
      loadMissingEnds();
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
    if (missing.size() > IDS_PER_STATEMENT) {
      reads.addExecutions(EXECUTION.RUN_ID.eq(run));
    } else if (!missing.isEmpty()) {
      reads.addExecutions(EXECUTION.ID.in(missing));
    }
  }

  static <T> void inParts(Collection<T> ids, Consumer<List<T>> load) {
    List<T> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += IDS_PER_STATEMENT) {
      load.accept(all.subList(from, Math.min(all.size(), from + IDS_PER_STATEMENT)));
    }
  }

  private void loadRuns(Set<RunId> runs) {
    inParts(
        runs.stream().map(RunId::number).toList(),
        ids -> {
          reads.addRuns(ids);
          reads.addDependencies(DEPENDENCY.RUN_ID.in(ids));
          new WholeRunReader(dsl, facts, rows, false).load(ids);
        });
    loadHiddenCallees();
  }

  /** What calls refer to and what is not loaded: out of sight, or made while this was read. */
  private void loadHiddenCallees() {
    Set<Long> missing = missingCallees();
    if (!missing.isEmpty()) {
      inParts(missing, ids -> reads.addExecutions(EXECUTION.ID.in(ids)));
      inParts(missingCallees(), reads::addHiddenCallees);
    }
  }

  private Set<Long> missingCallees() {
    Set<Long> missing = new LinkedHashSet<>();
    for (List<CallFact> calls : facts.calls()) {
      for (CallFact call : calls) {
        if (facts.execution(call.callee()) == null && facts.hiddenCallee(call.callee()) == null) {
          missing.add(call.callee());
        }
      }
    }
    return missing;
  }

  /** Executions that forwarding leads to and that are not loaded, and who spawned the runs. */
  private void loadMissingEnds() {
    Set<Long> asked = new HashSet<>();
    Set<Long> missing = missing(asked);
    while (!missing.isEmpty()) {
      asked.addAll(missing);
      inParts(missing, ids -> reads.addExecutions(EXECUTION.ID.in(ids)));
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

  private Set<RunId> spawnedRuns() {
    Set<RunId> spawned = new HashSet<>();
    for (ExecutionFact execution : new ArrayList<>(facts.executions())) {
      ExecutionFact first = facts.spawned(execution);
      if (first != null && facts.hasRun(execution.id().run()) && !facts.hasRun(first.id().run())) {
        spawned.add(first.id().run());
      }
    }
    return spawned;
  }
}

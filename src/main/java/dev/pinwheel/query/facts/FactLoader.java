package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;

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

/**
 * Loads what is visible of runs: a handful of statements for any number of runs, and as many again
 * for each level of runs they spawned. Every statement leaves out what executed outside the chain
 * (W4).
 *
 * <p>References are read before what they refer to, so that a run that changes while it is read
 * never shows a reference to something that is missing.
 */
public final class FactLoader {

  /** Spawned runs are followed until this many executions are loaded. */
  private static final int ENOUGH = 50_000;

  static final int IDS_PER_STATEMENT = 500;

  private final DSLContext dsl;
  private final Facts facts;
  private final ExecutionRows rows;
  private final FactQueries reads;
  private final EndLoader ends;

  private FactLoader(DSLContext dsl, Viewpoint viewpoint) {
    this(dsl, new Facts(viewpoint));
  }

  private FactLoader(DSLContext dsl, Facts facts) {
    this.dsl = dsl;
    this.facts = facts;
    this.rows = new ExecutionRows(facts.viewpoint());
    this.reads = new FactQueries(dsl, facts, rows);
    this.ends = new EndLoader(facts, reads);
  }

  /** Loads runs whole, and what their outcomes lead to. Unknown runs are left out. */
  public static Facts load(DSLContext dsl, Viewpoint viewpoint, Collection<RunId> runs) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    Set<RunId> next = new HashSet<>(runs);
    while (!next.isEmpty()) {
      loader.loadRuns(next);
      loader.ends.load();
      next = loader.facts.executions().size() < ENOUGH ? loader.spawnedRuns() : Set.of();
    }
    return loader.facts;
  }

  /** Loads one run and what its outcomes lead to: enough to predict what its calls would find. */
  public static Facts loadRun(DSLContext dsl, Viewpoint viewpoint, RunId run) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    List<Long> id = RemovedRuns.without(dsl, List.of(run.number()));
    loader.reads.addRuns(id);
    loader.loadWholeRuns(id);
    loader.ends.load();
    return loader.facts;
  }

  /** Adds further runs to those loaded. */
  public static void addRuns(DSLContext dsl, Facts facts, Collection<RunId> runs) {
    FactLoader loader = new FactLoader(dsl, facts);
    List<Long> ids = RemovedRuns.without(dsl, runs.stream().map(RunId::number).toList());
    loader.reads.addRuns(ids);
    loader.loadWholeRuns(ids);
    loader.ends.load();
  }

  /** With what only plans need. */
  private void loadWholeRuns(List<Long> runs) {
    reads.addDependencies(DEPENDENCY.RUN_ID.in(runs));
    new WholeRunReader(dsl, facts, rows, true).load(runs);
  }

  /** Loads only step 1 of the runs, and what its outcome leads to: enough for their status (W5). */
  public static Facts loadFirstSteps(DSLContext dsl, Viewpoint viewpoint, List<RunId> runs) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    List<Long> ids = RemovedRuns.without(dsl, runs.stream().map(RunId::number).toList());
    loader.reads.addRuns(ids);
    loader.reads.addExecutions(EXECUTION.RUN_ID.in(ids).and(EXECUTION.STEP_NUMBER.eq(1)));
    loader.ends.load();
    return loader.facts;
  }

  /** Loads only the attempts of a step, and what their outcomes lead to. */
  public static Facts loadAttempts(DSLContext dsl, Viewpoint viewpoint, StepId step) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    if (!RemovedRuns.contain(dsl, step.run().number())) {
      loader.reads.addExecutions(isOf(step));
      loader.ends.load();
    }
    return loader.facts;
  }

  static Condition isOf(StepId step) {
    return EXECUTION.RUN_ID.eq(step.run().number()).and(EXECUTION.STEP_NUMBER.eq(step.number()));
  }

  /**
   * Loads the attempts of a step, the executions with the same memo key, what they called and
   * waited for, and what called and waited for them: enough for the step panel.
   */
  public static Facts loadAround(DSLContext dsl, Viewpoint viewpoint, StepId step) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    if (!RemovedRuns.contain(dsl, step.run().number())) {
      new StepFactLoader(loader.facts, loader.reads, loader.ends).load(step);
    }
    return loader.facts;
  }

  /** Adds the visible ones of these executions, and what their outcomes lead to. */
  public static void addExecutions(DSLContext dsl, Facts facts, Condition condition) {
    FactLoader loader = new FactLoader(dsl, facts);
    loader.reads.addExecutions(condition);
    loader.ends.load();
  }

  /**
   * Loads open executions, what they wait for, and the attempts that they retry: enough to tell
   * what they do and why they wait.
   */
  public static Facts loadOpen(DSLContext dsl, Viewpoint viewpoint, List<Long> executions) {
    FactLoader loader = new FactLoader(dsl, viewpoint);
    OpenFactLoader open = new OpenFactLoader(loader.facts, loader.reads, loader.ends);
    inParts(executions, open::load);
    return loader.facts;
  }

  static <T> void inParts(Collection<T> ids, Consumer<List<T>> load) {
    List<T> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += IDS_PER_STATEMENT) {
      load.accept(all.subList(from, Math.min(all.size(), from + IDS_PER_STATEMENT)));
    }
  }

  private void loadRuns(Set<RunId> runs) {
    inParts(
        RemovedRuns.without(dsl, runs.stream().map(RunId::number).toList()),
        ids -> {
          reads.addRuns(ids);
          reads.addDependencies(DEPENDENCY.RUN_ID.in(ids));
          new WholeRunReader(dsl, facts, rows, false).load(ids);
        });
    loadHiddenCallees();
  }

  /**
   * Executions that calls refer to and that are not loaded, because they are not visible or were
   * made meanwhile.
   */
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

package dev.pinwheel.query.run;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.OpenWork;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.RunFact;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.run.FailedSteps.FailedLeaf;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums up a call tree: the {@link RunHeader}, and how far the run is. Pure. */
final class RunHeaderBuilder {

  private final Facts facts;
  private final RunFact run;
  private final TreeWalk walk;
  private final StateRule states;
  private final Map<StepId, State> stateOf;

  /**
   * @param stateOf the state of each drawn step
   */
  RunHeaderBuilder(
      Facts facts, RunFact run, TreeWalk walk, StateRule states, Map<StepId, State> stateOf) {
    this.facts = facts;
    this.run = run;
    this.walk = walk;
    this.states = states;
    this.stateOf = stateOf;
  }

  /** The execution whose value is the result of the run; null when there is none. */
  @Nullable Long resultEnd() {
    ExecutionFact first = firstStep();
    ExecutionFact end = first == null ? null : facts.end(first);
    return first == null || end == null || states.of(first) != State.DONE ? null : end.sequence();
  }

  /** Null where only a part of the run is visible (V1). */
  private @Nullable ExecutionFact firstStep() {
    return walk.drawnOf(new StepId(run.id(), 1));
  }

  /**
   * @param result the value of {@link #resultEnd}; null when there is none
   * @param leaf the first failed leaf, null for none, and its failure, null when it was not read
   */
  RunHeader build(
      @Nullable Value result,
      @Nullable FailedLeaf leaf,
      @Nullable Failure failure,
      Reuse reuse,
      Staleness staleness,
      List<StaleCause> staleCauses) {
    List<Workspace> openIn = openIn();
    OpenWork work = states.openWork(run.id());
    ExecutionFact first = firstStep();
    ExecutionFact spawner = run.spawnedBy() == null ? null : facts.execution(run.spawnedBy());
    return new RunHeader(
        run.id(),
        run.module(),
        run.target(),
        first == null ? null : first.step().argumentLine(),
        first == null ? State.PART : states.ofRun(first, work),
        first == null ? null : work.scheduledAt(),
        !openIn.isEmpty(),
        openHere(),
        openIn.stream().map(Workspace::name).distinct().toList(),
        first == null ? null : states.timing(first),
        submittedIn(),
        run.submittedAt(),
        run.submittedBy(),
        spawner == null ? null : spawner.step().id(),
        result,
        progress(),
        leaf == null ? null : leaf.with(failure),
        reuse,
        staleness,
        staleCauses);
  }

  /** How far the steps of the tree are. */
  RunHeader.Progress progress() {
    int ended = 0;
    int failed = 0;
    int cancelled = 0;
    for (TreeWalk.Visit visit : walk.visits()) {
      State state = stateOf.getOrDefault(visit.execution().step().id(), State.RUNNING);
      ended += state.isOpen() ? 0 : 1;
      failed += state.isFailure() ? 1 : 0;
      cancelled += isCancelled(visit.execution(), state) ? 1 : 0;
    }
    return new RunHeader.Progress(walk.size(), ended, failed, cancelled);
  }

  private static boolean isCancelled(ExecutionFact execution, State state) {
    ResultFact result = execution.result();
    return state == State.CANCELLED && (result == null || result.kind() != ResultKind.SUPERSEDED);
  }

  private @Nullable WorkspaceName submittedIn() {
    return facts.viewpoint().find(run.workspace()).map(Workspace::name).orElse(null);
  }

  private int openHere() {
    int open = 0;
    for (ExecutionFact execution : facts.executions()) {
      if (isOpenInRun(execution) && execution.depth() == 0) {
        open++;
      }
    }
    return open;
  }

  private List<Workspace> openIn() {
    return facts.executions().stream()
        .filter(this::isOpenInRun)
        .sorted((one, other) -> Integer.compare(one.depth(), other.depth()))
        .map(ExecutionFact::workspace)
        .toList();
  }

  private boolean isOpenInRun(ExecutionFact execution) {
    return execution.isOpen() && execution.id().run().equals(run.id());
  }
}

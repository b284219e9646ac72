package dev.pinwheel.query.run;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.DependencyFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.MemoLookup;
import dev.pinwheel.query.facts.PinCounts;
import dev.pinwheel.query.facts.RunFact;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.WorkNotRepeated;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.run.FailedSteps.FailedLeaf;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the call tree of a run from its facts (V1, T1, P1): the steps that {@link TreeWalk}
 * reaches, the calls and dependencies between them, and the {@link RunHeader}. Pure: reads no
 * database. Made for one tree and one thread; either {@link #counts} is asked for, or {@link
 * #failedEnds} and {@link #resultEnd}, whose values the caller reads, and then {@link #build}.
 */
final class CallTreeBuilder {

  private final Facts facts;
  private final TreeWalk walk;
  private final int reachedSteps;
  private final boolean earlier;
  private final int visibleSteps;
  private final StateRule states;
  private final StaleRule stale;
  private final PinCounts pins;
  private final WorkNotRepeated notRepeated;
  private final Map<StepId, State> stateOf = new LinkedHashMap<>();
  private final List<CallEdge> calls = new ArrayList<>();
  private final StaleCause.Collector causes = new StaleCause.Collector();
  private final FailedSteps failed;
  private final RunHeaderBuilder header;

  /**
   * Which tree is built.
   *
   * @param pins steps that are drawn at an earlier attempt
   * @param withEarlierSteps whether steps that only earlier attempts called follow the tree
   */
  record TreeRequest(RunId run, PinnedAttempts pins, boolean withEarlierSteps) {}

  /**
   * @param facts of the run and of the runs that it spawned, as one viewpoint sees them
   * @param workers for what open steps wait for
   * @param now for how long an open step has been running or waiting
   * @throws IllegalArgumentException when the facts do not contain the run
   */
  CallTreeBuilder(Facts facts, WorkerSnapshot workers, TreeRequest request, Instant now) {
    RunFact found = facts.run(request.run());
    if (found == null) {
      throw new IllegalArgumentException("The facts of " + request.run() + " are not loaded");
    }
    this.facts = facts;
    Map<StepId, ExecutionFact> pinned =
        PinnedAttemptResolver.resolve(facts, request.run(), request.pins());
    this.walk = TreeWalk.of(facts, request.run(), pinned);
    this.reachedSteps = walk.size();
    this.visibleSteps = facts.steps(request.run()).size();
    if (request.withEarlierSteps()) {
      walk.addNotReached(request.run());
    }
    this.earlier = pinned.values().stream().anyMatch(pin -> walk.isDrawn(pin) && !isCurrent(pin));
    MemoLookup lookup = new MemoLookup(facts, workers::canRun);
    this.states = new StateRule(facts, workers, now);
    this.stale = new StaleRule(facts, lookup);
    this.pins = new PinCounts(facts, lookup);
    this.notRepeated = new WorkNotRepeated(facts);
    for (TreeWalk.Visit visit : walk.visits()) {
      stateOf.put(visit.execution().step().id(), states.of(visit.execution()));
    }
    walk.visits().forEach(visit -> addCalls(visit.execution()));
    this.failed = new FailedSteps(facts, walk, stateOf, calls);
    this.header = new RunHeaderBuilder(facts, found, walk, states, stateOf);
  }

  private boolean isCurrent(ExecutionFact execution) {
    return facts
        .current(execution.step().id())
        .filter(current -> current.sequence() == execution.sequence())
        .isPresent();
  }

  private void addCalls(ExecutionFact caller) {
    for (CallFact call : facts.calls(caller.sequence())) {
      StaleRule.Verdict verdict = stale.judge(call);
      ExecutionFact used = facts.execution(call.callee());
      ExecutionFact newer = verdict.staleness() == Staleness.FRESH ? null : verdict.found();
      if (newer != null) {
        causes.add(caller, used, newer, verdict.staleness() == Staleness.STALE);
      }
      ExecutionFact callee = facts.follow(call);
      if (callee == null) {
        continue;
      }
      CallEdge edge =
          new CallEdge(
              caller.id(),
              callee.id(),
              call.kind(),
              call.number(),
              call.times(),
              call.group(),
              call.calledAt(),
              call.argumentLine(),
              used == null || used.depth() == 0 ? null : used.workspace().name(),
              used != null && !walk.isDrawn(facts.endInStep(used)) && !walk.isDrawn(used),
              used == null,
              stale.through(verdict),
              newer == null ? null : newer.id());
      calls.add(edge);
      notRepeated.add(edge, used);
    }
  }

  /** What a list says of the run, without building the tree. */
  RunCountsCache.Counts counts() {
    Staleness staleness = Staleness.FRESH;
    for (TreeWalk.Visit visit : walk.visits()) {
      staleness = staleness.atLeast(stale.of(visit.execution()));
    }
    Reuse reuse = notRepeated.sum();
    return new RunCountsCache.Counts(
        staleness.isStale(),
        header.progress(),
        reuse.reusedCalls(),
        reuse.calls(),
        failed.firstLeaf());
  }

  /**
   * The executions whose failures the tree shows, by sequence: that of the first failed leaf, then
   * those of failed steps in call order, at most so many.
   */
  List<Long> failedEnds(int limit) {
    return failed.ends(limit);
  }

  /** The execution whose value is the result of the run, by sequence; null when there is none. */
  @Nullable Long resultEnd() {
    return header.resultEnd();
  }

  /**
   * The tree.
   *
   * @param failures of {@link #failedEnds}, by the sequence of the execution
   * @param result of {@link #resultEnd}; null when there is none
   * @param version of the run and of the runs that it spawned, when the facts were read
   */
  RunTree build(Map<Long, Failure> failures, @Nullable Value result, long version) {
    List<StepNode> nodes = new ArrayList<>(walk.size());
    List<DependencyEdge> dependencies = new ArrayList<>();
    Staleness staleness = Staleness.FRESH;
    Map<StepId, StaleTrace> inRuns = new HashMap<>();
    for (TreeWalk.Visit visit : walk.visits()) {
      StepNode node = node(visit, failures);
      nodes.add(node);
      stale.changeInRun(visit.execution()).ifPresent(change -> inRuns.put(node.step(), change));
      staleness = staleness.atLeast(node.staleness());
      addDependencies(visit.execution(), dependencies);
    }
    FailedLeaf leaf = failed.firstLeaf();
    return new RunTree(
        header.build(
            result,
            leaf,
            leaf == null ? null : failures.get(leaf.end()),
            notRepeated.sum(),
            staleness,
            causes.list()),
        nodes,
        calls,
        dependencies,
        reachedSteps,
        Math.max(0, visibleSteps - walk.size()),
        earlier,
        inRuns,
        version);
  }

  private StepNode node(TreeWalk.Visit visit, Map<Long, Failure> failures) {
    ExecutionFact execution = visit.execution();
    StepFact step = execution.step();
    State state = stateOf.getOrDefault(step.id(), State.RUNNING);
    return new StepNode(
        step.id(),
        step.module(),
        step.target(),
        step.kind(),
        execution.id(),
        execution.workspace(),
        execution.depth() == 0,
        visit.depth(),
        visit.group(),
        state,
        state.isOpen() ? states.waiting(execution) : null,
        states.timing(execution),
        execution.isOpen() ? execution.progress() : null,
        states.attempts(step.id()),
        failed.line(execution, failures),
        pins.pin(execution),
        states.forwarding(execution),
        stale.of(execution),
        step.argumentLine(),
        callsNotVisible(execution));
  }

  private int callsNotVisible(ExecutionFact execution) {
    int count = 0;
    for (CallFact call : facts.calls(execution.sequence())) {
      if (facts.follow(call) == null) {
        count++;
      }
    }
    return count;
  }

  private void addDependencies(ExecutionFact execution, List<DependencyEdge> edges) {
    Set<StepId> seen = new HashSet<>();
    for (DependencyFact dependency : facts.dependencies(execution.sequence())) {
      ExecutionFact other = facts.execution(dependency.dependency());
      if (other != null && walk.drawnOf(other.step().id()) != null && seen.add(other.step().id())) {
        edges.add(
            new DependencyEdge(execution.step().id(), other.step().id(), dependency.handed()));
      }
    }
  }
}

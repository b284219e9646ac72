package dev.pinwheel.query.run;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.DependencyFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.MemoLookup;
import dev.pinwheel.query.facts.PinCounts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.RunFact;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.WorkNotRepeated;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.run.RunHeader.FirstError;
import dev.pinwheel.query.run.StepNode.FailureLine;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the call tree of a run from its facts (V1, T1, P1). Pure. Used once. */
final class CallTreeBuilder {

  private final Facts facts;
  private final RunFact run;
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

  /** What is asked of a tree. */
  record TreeRequest(RunId run, PinnedAttempts pins, boolean withEarlierSteps) {}

  CallTreeBuilder(Facts facts, WorkerSnapshot workers, TreeRequest request, Instant now) {
    RunFact found = facts.run(request.run());
    if (found == null) {
      throw new IllegalArgumentException("The facts of " + request.run() + " are not loaded");
    }
    this.facts = facts;
    this.run = found;
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
              used == null || used.depth() == 0 ? null : used.workspace().name(),
              used != null && !walk.isDrawn(facts.endInStep(used)) && !walk.isDrawn(used),
              used == null,
              stale.through(verdict),
              newer == null ? null : newer.id());
      calls.add(edge);
      notRepeated.add(edge, used);
    }
  }

  /** The failed executions whose failures the tree shows, in call order, at most so many. */
  List<Long> failedEnds(int limit) {
    Set<Long> ends = new LinkedHashSet<>();
    FailedLeaf leaf = firstFailedLeaf();
    if (leaf != null) {
      ends.add(leaf.end().sequence());
    }
    for (TreeWalk.Visit visit : walk.visits()) {
      ExecutionFact end = failedEnd(visit.execution());
      if (end != null && ends.size() < limit) {
        ends.add(end.sequence());
      }
    }
    return List.copyOf(ends);
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

  private @Nullable ExecutionFact failedEnd(ExecutionFact execution) {
    State state = stateOf.get(execution.step().id());
    if (state == null || !state.isFailure()) {
      return null;
    }
    ResultFact result = execution.result();
    return result != null && result.kind().staysInStep() ? execution : facts.end(execution);
  }

  private record FailedLeaf(ExecutionFact execution, ExecutionFact end, State state) {}

  private @Nullable FailedLeaf firstFailedLeaf() {
    Set<StepId> callersOfFailed = new HashSet<>();
    for (CallEdge call : calls) {
      State state = stateOf.get(call.to());
      if (state != null && state.isFailure()) {
        callersOfFailed.add(call.from());
      }
    }
    for (TreeWalk.Visit visit : walk.visits()) {
      ExecutionFact execution = visit.execution();
      ExecutionFact end = failedEnd(execution);
      StepId step = execution.step().id();
      State state = stateOf.get(step);
      if (end != null && state != null && !callersOfFailed.contains(step)) {
        return new FailedLeaf(execution, end, state);
      }
    }
    return null;
  }

  /** What a list says of the run, without building the tree. */
  RunCountsCache.Counts counts() {
    Staleness staleness = Staleness.FRESH;
    for (TreeWalk.Visit visit : walk.visits()) {
      staleness = staleness.atLeast(stale.of(visit.execution()));
    }
    int failed = (int) stateOf.values().stream().filter(State::isFailure).count();
    Reuse reuse = notRepeated.sum();
    return new RunCountsCache.Counts(
        staleness.isStale(), failed, reuse.reusedCalls(), reuse.calls());
  }

  /**
   * The tree.
   *
   * @param failures of {@link #failedEnds}, by sequence
   * @param result of {@link #resultEnd}
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
    return new RunTree(
        header(failures, result, staleness),
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
        failureLine(execution, failures),
        pins.pin(execution),
        states.forwarding(execution),
        stale.of(execution),
        callsNotVisible(execution));
  }

  private @Nullable FailureLine failureLine(ExecutionFact execution, Map<Long, Failure> failures) {
    ExecutionFact end = failedEnd(execution);
    if (end == null) {
      return null;
    }
    Failure failure = failures.get(end.sequence());
    if (failure != null) {
      return new FailureLine(failure.simpleType(), failure.message());
    }
    ResultFact result = end.result();
    String type = result == null ? null : result.failureType();
    return new FailureLine(type == null ? "" : StateRule.simpleType(type), "");
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

  private RunHeader header(
      Map<Long, Failure> failures, @Nullable Value result, Staleness staleness) {
    FailedLeaf leaf = firstFailedLeaf();
    Failure failure = leaf == null ? null : failures.get(leaf.end().sequence());
    List<Workspace> openIn = openIn();
    ExecutionFact first = firstStep();
    ExecutionFact spawner = run.spawnedBy() == null ? null : facts.execution(run.spawnedBy());
    return new RunHeader(
        run.id(),
        run.module(),
        run.target(),
        first == null ? State.PART : states.ofRun(first),
        !openIn.isEmpty(),
        openHere(),
        openIn.stream().map(Workspace::name).distinct().toList(),
        first == null ? null : states.timing(first),
        submittedIn(),
        run.submittedAt(),
        run.submittedBy(),
        spawner == null ? null : spawner.step().id(),
        result,
        leaf == null
            ? null
            : new FirstError(
                leaf.execution().step().id(),
                leaf.execution().step().target(),
                leaf.state(),
                failure == null ? Failure.of(leaf.state().word(), "") : failure),
        notRepeated.sum(),
        staleness,
        causes.list());
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

package dev.pinwheel.query.run;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.run.RunHeader.FirstError;
import dev.pinwheel.query.run.StepNode.FailureLine;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.State;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a call tree that failed, and the executions that have their failures: where a
 * forwarding out of the step ends (E2), else the drawn attempt itself. Pure.
 */
final class FailedSteps {

  private final Facts facts;
  private final TreeWalk walk;
  private final Map<StepId, State> stateOf;
  private final List<CallEdge> calls;

  /**
   * @param stateOf the state of each drawn step
   * @param calls the edges between drawn steps
   */
  FailedSteps(Facts facts, TreeWalk walk, Map<StepId, State> stateOf, List<CallEdge> calls) {
    this.facts = facts;
    this.walk = walk;
    this.stateOf = stateOf;
    this.calls = calls;
  }

  /** The failed executions whose failures the tree shows, in call order, at most so many. */
  List<Long> ends(int limit) {
    Set<Long> ends = new LinkedHashSet<>();
    FailedLeaf leaf = firstLeaf();
    if (leaf != null) {
      ends.add(leaf.end());
    }
    for (TreeWalk.Visit visit : walk.visits()) {
      ExecutionFact end = failedEnd(visit.execution());
      if (end != null && ends.size() < limit) {
        ends.add(end.sequence());
      }
    }
    return List.copyOf(ends);
  }

  /**
   * A step that failed though nothing that it called did.
   *
   * @param end sequence of the execution that has the failure
   */
  record FailedLeaf(StepId step, String target, State state, long end) {

    static FailedLeaf of(StepFact step, State state, ExecutionFact end) {
      return new FailedLeaf(step.id(), step.target(), state, end.sequence());
    }

    FirstError with(@Nullable Failure failure) {
      return new FirstError(
          step, target, state, failure == null ? Failure.of(state.word(), "") : failure);
    }
  }

  /** The first failed leaf in call order; null when nothing in the tree failed. */
  @Nullable FailedLeaf firstLeaf() {
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
        return FailedLeaf.of(execution.step(), state, end);
      }
    }
    return null;
  }

  private @Nullable ExecutionFact failedEnd(ExecutionFact execution) {
    State state = stateOf.get(execution.step().id());
    if (state == null || !state.isFailure()) {
      return null;
    }
    ResultFact result = execution.result();
    return result != null && result.kind().staysInStep() ? execution : facts.end(execution);
  }

  /**
   * What the node of a step shows of its failure; null when it did not fail.
   *
   * @param failures by the sequence of the execution that has them; others show their type only
   */
  @Nullable FailureLine line(ExecutionFact execution, Map<Long, Failure> failures) {
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
}

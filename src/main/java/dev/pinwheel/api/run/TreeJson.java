package dev.pinwheel.api.run;

import dev.pinwheel.api.step.StepJson;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.DependencyEdge;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call tree of a run as seen from a workspace: each step once, in call order, depth first.
 *
 * @param version changes when the tree may have changed
 * @param status of the run: running, waiting, queued or scheduled while anything visible is open
 * @param steps where the status is part, several of them have the depth 0
 * @param calls the calls between the steps
 * @param dependencies which execution waited for which
 * @param stepsNotReached how many other visible steps only earlier attempts called
 */
@Schema(name = "Tree")
record TreeJson(
    String run,
    long version,
    State status,
    boolean active,
    List<StepJson> steps,
    List<CallJson> calls,
    List<DependencyJson> dependencies,
    int stepsNotReached) {

  static TreeJson of(RunTree tree, Instant now) {
    return new TreeJson(
        tree.header().run().toString(),
        tree.version(),
        tree.header().status(),
        tree.header().active(),
        tree.nodes().stream().map(node -> StepJson.of(node, now)).toList(),
        tree.calls().stream().map(CallJson::of).toList(),
        tree.dependencies().stream().map(DependencyJson::of).toList(),
        tree.stepsNotReached());
  }

  /**
   * A call.
   *
   * @param caller the id of the calling execution
   * @param callee what it refers to; where that is not visible from here, the current execution of
   *     its step
   * @param kind made or reused
   * @param number among the calls of the caller, from 1
   * @param times how often the caller made this same call
   * @param argumentLine its own arguments in one line, where they differ from those of the step
   *     called
   * @param reusedFrom the workspace of a reused execution, when it is not the one you look from
   * @param usedOther whether the callee's step is shown at another attempt than the one used
   * @param usedNotVisible whether the execution it refers to is not visible from here
   * @param staleness fresh, mayBecomeStale, staleBelow or stale
   * @param newer what the same lookup finds now, when the call is outdated or may become so
   */
  @Schema(name = "Call")
  record CallJson(
      String caller,
      String callee,
      CallKind kind,
      int number,
      int times,
      @Nullable String group,
      Instant calledAt,
      @Nullable String argumentLine,
      @Nullable String reusedFrom,
      boolean usedOther,
      boolean usedNotVisible,
      Staleness staleness,
      @Nullable String newer) {

    static CallJson of(CallEdge call) {
      WorkspaceName from = call.reusedFrom();
      ExecutionId newer = call.newer();
      return new CallJson(
          call.caller().toString(),
          call.callee().toString(),
          call.kind(),
          call.number(),
          call.times(),
          call.group(),
          call.calledAt(),
          call.argumentLine(),
          from == null ? null : from.value(),
          call.usedOther(),
          call.usedNotVisible(),
          call.staleness(),
          newer == null ? null : newer.toString());
    }
  }

  /**
   * A step waited for the result of another, or was handed it.
   *
   * @param dependent the execution that waited
   * @param dependency the execution whose result it needed
   * @param handed true: it came as a handle in the arguments
   */
  @Schema(name = "Dependency")
  record DependencyJson(String dependent, String dependency, boolean handed) {

    static DependencyJson of(DependencyEdge edge) {
      return new DependencyJson(
          edge.dependent().toString(), edge.dependency().toString(), edge.handed());
    }
  }
}

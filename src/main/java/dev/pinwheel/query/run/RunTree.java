package dev.pinwheel.query.run;

import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.State;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The call tree of a run as seen from a workspace (V1): from step 1's current execution along its
 * calls, each reached step once, at its current execution. Where step 1 is not visible, from each
 * execution that no visible one made.
 *
 * @param nodes in call order, depth first: step 1, its first call, the first call of that …; never
 *     empty
 * @param calls of the drawn executions, by caller in the order of {@code nodes}, then by number
 * @param dependencies between the drawn executions; one is often also a call
 * @param reachedSteps how many of {@code nodes} the tree reaches; the rest belong to earlier
 *     attempts
 * @param stepsNotReached how many other steps are visible: earlier attempts called them
 * @param earlier whether an attempt other than the current one was asked for and is drawn
 * @param changesInRuns for drawn steps that are stale through a run that they started: what has
 *     changed there
 * @param version its {@link RunTrees#version}
 */
public record RunTree(
    RunHeader header,
    List<StepNode> nodes,
    List<CallEdge> calls,
    List<DependencyEdge> dependencies,
    int reachedSteps,
    int stepsNotReached,
    boolean earlier,
    Map<StepId, StaleTrace> changesInRuns,
    long version) {

  public RunTree {
    nodes = List.copyOf(nodes);
    calls = List.copyOf(calls);
    dependencies = List.copyOf(dependencies);
    changesInRuns = Map.copyOf(changesInRuns);
  }

  /** Step 1 or, where only a part of the run is visible, the first of its roots. */
  public StepNode root() {
    return nodes.getFirst();
  }

  /** Whether step 1 is not visible from here (V1). */
  public boolean isPart() {
    return header.status() == State.PART;
  }

  /**
   * Whether it changes with its run alone: everything in it has ended, and nothing in it is a run
   * of its own, of which one hears by other events.
   */
  public boolean isSettled() {
    return !header.active()
        && nodes.stream()
            .noneMatch(node ->
                node.state().isOpen()
                    || node.kind() == TargetKind.WORKFLOW && node.step().number() > 1);
  }

  /** The steps that only earlier attempts called; empty unless they were asked for. */
  public List<StepNode> earlierSteps() {
    return nodes.subList(reachedSteps, nodes.size());
  }

  /** Where the tree begins: step 1, or the roots of the visible part. */
  public List<StepNode> roots() {
    return nodes.subList(0, reachedSteps).stream().filter(node -> node.depth() == 0).toList();
  }

  /**
   * The steps that are stale by their own calls: the nearest callers of what has changed (T1), in
   * call order. Those that may yet become stale are left out.
   */
  public List<StaleCause.Holder> staleCallers() {
    Set<StaleCause.Holder> holders = new LinkedHashSet<>();
    for (StaleCause cause : header.staleCauses()) {
      if (cause.settled()) {
        holders.addAll(cause.holders());
      }
    }
    return List.copyOf(holders);
  }

  /** The node of a step; empty when the tree does not reach it. Takes linear time. */
  public Optional<StepNode> find(StepId step) {
    return nodes.stream().filter(node -> node.step().equals(step)).findFirst();
  }
}

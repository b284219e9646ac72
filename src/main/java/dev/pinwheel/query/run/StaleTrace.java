package dev.pinwheel.query.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Staleness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The change behind a stale step (T1): the nearest outdated call on the way down from it.
 *
 * @param holder the step that made the call, or started the run; the stale one itself, or one that
 *     it leads to, maybe in a run that was started on the way
 * @param holderTarget its target
 * @param target of the called step, or of the run
 * @param held what the call refers to; null when that is not visible from here
 * @param found what the lookup finds now
 */
public record StaleTrace(
    StepId holder,
    String holderTarget,
    String target,
    @Nullable ExecutionId held,
    ExecutionId found) {

  /** Empty when the step is not stale. */
  public static Optional<StaleTrace> of(RunTree tree, StepId stale) {
    Map<StepId, List<CallEdge>> calls = new HashMap<>();
    for (CallEdge call : tree.calls()) {
      if (call.staleness().isStale()) {
        calls.computeIfAbsent(call.from(), from -> new ArrayList<>()).add(call);
      }
    }
    Set<StepId> seen = new HashSet<>(Set.of(stale));
    Deque<StepId> next = new ArrayDeque<>(List.of(stale));
    while (!next.isEmpty()) {
      StepId at = next.remove();
      StaleTrace inRun = tree.changesInRuns().get(at);
      if (inRun != null) {
        return Optional.of(inRun);
      }
      for (CallEdge call : calls.getOrDefault(at, List.of())) {
        ExecutionId newer = call.newer();
        if (call.staleness() == Staleness.STALE && newer != null) {
          return tree.find(at)
              .map(node ->
                  new StaleTrace(
                      at,
                      node.target(),
                      targetOf(tree, call),
                      call.usedNotVisible() ? null : call.callee(),
                      newer));
        }
        if (seen.add(call.to())) {
          next.add(call.to());
        }
      }
      Optional<StaleTrace> hidden = ofHiddenCall(tree, at);
      if (hidden.isPresent()) {
        return hidden;
      }
    }
    return Optional.empty();
  }

  /** An outdated call of a step of which nothing is visible: the tree has no line for it. */
  private static Optional<StaleTrace> ofHiddenCall(RunTree tree, StepId at) {
    for (StaleCause cause : tree.header().staleCauses()) {
      for (StaleCause.Holder holder : cause.holders()) {
        if (cause.held() == null && cause.settled() && holder.step().equals(at)) {
          return Optional.of(
              new StaleTrace(at, holder.target(), cause.target(), null, cause.found()));
        }
      }
    }
    return Optional.empty();
  }

  private static String targetOf(RunTree tree, CallEdge call) {
    return tree.find(call.to()).map(StepNode::target).orElse(call.to().toString());
  }

  /** Whether another step than the stale one made the call. */
  public boolean isBelow(StepId stale) {
    return !holder.equals(stale);
  }

  /** Whether the change is in the run that the holder started, and not in a call of it. */
  private boolean isOfRun() {
    return !holder.run().equals(found.run());
  }

  /**
   * E.g. {@code sendEmail used attempt 1 of fetchUser; a call would use attempt 2 now.}.
   *
   * @param here the run that is shown
   */
  public String sentence(RunId here) {
    String where = holder.run().equals(here) ? "" : "In run %s: ".formatted(holder.run());
    return where + sentence();
  }

  private String sentence() {
    if (held == null) {
      return "%s used an attempt of %s that is not visible from here; a call would use %s now."
          .formatted(holderTarget, target, found);
    }
    if (isOfRun()) {
      return "%s used attempt %d of run %s, which it started; attempt %d has another outcome."
          .formatted(holderTarget, held.attempt(), held.run(), found.attempt());
    }
    return held.step().equals(found.step())
        ? "%s used attempt %d of %s; a call would use attempt %d now."
            .formatted(holderTarget, held.attempt(), target, found.attempt())
        : "%s used %s (%s); a call would use %s now.".formatted(holderTarget, target, held, found);
  }
}

package dev.pinwheel.query.run;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the call tree (V1): from step 1 along the calls, each reached step once, in call order,
 * depth first. Where step 1 is not visible, from the executions that no visible execution made.
 * Does not recurse, so depth is no limit.
 */
final class TreeWalk {

  /**
   * A reached step.
   *
   * @param execution the drawn one
   * @param group of the call that reached it first; null for none
   */
  record Visit(ExecutionFact execution, int depth, @Nullable String group) {}

  private record Frame(Iterator<CallFact> calls, int depth) {}

  private final Facts facts;
  private final Map<StepId, ExecutionFact> pinned;
  private final Map<StepId, Visit> visits = new LinkedHashMap<>();

  private TreeWalk(Facts facts, Map<StepId, ExecutionFact> pinned) {
    this.facts = facts;
    this.pinned = pinned;
  }

  /**
   * @param pinned the execution to draw of a step instead of its current one
   */
  static TreeWalk of(Facts facts, RunId run, Map<StepId, ExecutionFact> pinned) {
    TreeWalk walk = new TreeWalk(facts, pinned);
    walk.from(new StepId(run, 1));
    if (walk.visits.isEmpty()) {
      walk.rootsOfPart(run).forEach(walk::from);
    }
    return walk;
  }

  /**
   * The steps with executions that no visible one made, by number. Steps of which no execution was
   * made by a visible one come first, because the others may be reached from them.
   */
  private List<StepId> rootsOfPart(RunId run) {
    Set<Long> made = new HashSet<>();
    for (List<CallFact> calls : facts.calls()) {
      for (CallFact call : calls) {
        if (call.kind() == CallKind.MADE) {
          made.add(call.callee());
        }
      }
    }
    List<StepId> roots = new ArrayList<>();
    List<StepId> alsoMade = new ArrayList<>();
    for (StepId step : facts.steps(run)) {
      List<ExecutionFact> attempts = facts.attempts(step);
      if (attempts.stream().noneMatch(attempt -> made.contains(attempt.sequence()))) {
        roots.add(step);
      } else if (!attempts.stream().allMatch(attempt -> made.contains(attempt.sequence()))) {
        alsoMade.add(step);
      }
    }
    roots.addAll(alsoMade);
    return roots;
  }

  /** Also walks from every visible step that was not reached, in the order of their numbers. */
  void addNotReached(RunId run) {
    facts.steps(run).forEach(this::from);
  }

  private void from(StepId start) {
    Deque<Frame> frames = new ArrayDeque<>();
    reach(start, 0, null, frames);
    while (!frames.isEmpty()) {
      Frame top = frames.peek();
      if (!top.calls().hasNext()) {
        frames.pop();
        continue;
      }
      CallFact call = top.calls().next();
      ExecutionFact callee = facts.follow(call);
      if (callee != null) {
        reach(callee.step().id(), top.depth() + 1, call.group(), frames);
      }
    }
  }

  private void reach(StepId step, int depth, @Nullable String group, Deque<Frame> frames) {
    ExecutionFact execution = drawn(step);
    if (execution != null && !visits.containsKey(step)) {
      visits.put(step, new Visit(execution, depth, group));
      frames.push(new Frame(facts.calls(execution.sequence()).iterator(), depth));
    }
  }

  private @Nullable ExecutionFact drawn(StepId step) {
    ExecutionFact pin = pinned.get(step);
    return pin == null ? facts.current(step).orElse(null) : pin;
  }

  /** The reached steps in call order. */
  List<Visit> visits() {
    return new ArrayList<>(visits.values());
  }

  int size() {
    return visits.size();
  }

  /** The execution that is drawn of a step; null when it was not reached. */
  @Nullable ExecutionFact drawnOf(StepId step) {
    Visit visit = visits.get(step);
    return visit == null ? null : visit.execution();
  }

  boolean isDrawn(ExecutionFact execution) {
    ExecutionFact drawn = drawnOf(execution.step().id());
    return drawn != null && drawn.sequence() == execution.sequence();
  }
}

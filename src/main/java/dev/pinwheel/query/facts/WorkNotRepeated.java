package dev.pinwheel.query.facts;

import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Reuse.WorkPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the work that reused calls saved: the self times of the executions they refer to, and of
 * what those called, each once; open ones count nothing.
 */
public final class WorkNotRepeated {

  private record Target(String module, String target) {}

  private final Facts facts;
  private final SegmentRule segments;
  private final Set<Long> counted = new HashSet<>();
  private final Map<Target, WorkPart> parts = new LinkedHashMap<>();
  private Duration total = Duration.ZERO;
  private int calls;
  private int reused;

  public WorkNotRepeated(Facts facts) {
    this.facts = facts;
    this.segments = new SegmentRule(facts, Instant.MAX);
  }

  /**
   * Counts a call of the tree.
   *
   * @param callee null when it is not visible: the work is not known
   */
  public void add(CallEdge edge, @Nullable ExecutionFact callee) {
    calls += edge.times();
    if (edge.isReused()) {
      reused += edge.times();
      if (callee != null) {
        addWork(callee);
      }
    }
  }

  /** Adds the work that a call saves by reusing this execution. */
  public void addWork(ExecutionFact start) {
    Deque<ExecutionFact> stack = new ArrayDeque<>();
    stack.push(start);
    while (!stack.isEmpty()) {
      ExecutionFact top = stack.pop();
      if (!counted.add(top.sequence())) {
        continue;
      }
      addDuration(top);
      for (CallFact call : facts.calls(top.sequence())) {
        pushIfVisible(stack, facts.execution(call.callee()));
      }
      pushIfVisible(stack, facts.successor(top));
    }
  }

  private static void pushIfVisible(Deque<ExecutionFact> stack, @Nullable ExecutionFact execution) {
    if (execution != null) {
      stack.push(execution);
    }
  }

  private void addDuration(ExecutionFact execution) {
    ResultFact result = execution.result();
    if (result == null || execution.assignedAt() == null) {
      return;
    }
    Duration took = segments.selfTime(execution);
    if (took.isPositive()) {
      total = total.plus(took);
      StepFact step = execution.step();
      parts.merge(
          new Target(step.module(), step.target()),
          new WorkPart(step.module(), step.target(), 1, took),
          (one, other) ->
              new WorkPart(
                  one.module(),
                  one.target(),
                  one.executions() + other.executions(),
                  one.duration().plus(other.duration())));
    }
  }

  public Reuse sum() {
    return new Reuse(
        reused,
        calls,
        total,
        parts.values().stream()
            .sorted(Comparator.comparing(WorkPart::duration).reversed())
            .toList());
  }
}

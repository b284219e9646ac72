package dev.pinwheel.query.timeline;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.RunFact;
import dev.pinwheel.query.facts.SegmentRule;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.timeline.Timeline.Bar;
import dev.pinwheel.query.timeline.Timeline.Gap;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the timeline of a run from its tree and its facts. Pure. Used once. */
final class TimelineBuilder {

  private static final int NAME_COLUMNS = 48;

  private final Facts facts;
  private final RunTree tree;
  private final Instant now;
  private final SegmentRule rule;
  private final Map<StepId, StepNode> nodes = new HashMap<>();
  private final Map<ExecutionId, List<CallEdge>> calls = new HashMap<>();
  private final Map<Long, CallFact> makers = new HashMap<>();
  private final Map<Long, ExecutionFact> retried = new HashMap<>();
  private final Set<StepId> placed = new HashSet<>();
  private final List<Timeline.Row> rows = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private Map<Long, List<Gap>> critical = Map.of();

  TimelineBuilder(Facts facts, RunTree tree, Instant now) {
    this.facts = facts;
    this.tree = tree;
    this.now = now;
    this.rule = new SegmentRule(facts, now);
    tree.nodes().forEach(node -> nodes.put(node.step(), node));
    tree.calls()
        .forEach(
            call -> calls.computeIfAbsent(call.caller(), caller -> new ArrayList<>()).add(call));
    for (List<CallFact> ofCaller : facts.calls()) {
      for (CallFact call : ofCaller) {
        if (call.kind() == CallKind.MADE) {
          makers.put(call.callee(), call);
        }
      }
    }
    for (ExecutionFact execution : facts.executions()) {
      ResultFact result = execution.result();
      if (result != null && result.kind() == ResultKind.RETRIED && result.successor() != null) {
        retried.put(result.successor(), execution);
      }
    }
  }

  Timeline build() {
    ExecutionFact first = fact(tree.root());
    Instant start = first == null ? now : first.createdAt();
    Instant settled = first == null ? null : rule.settledAt(first);
    boolean active = tree.header().active() || settled == null;
    Instant end = settled == null || active ? now : settled;
    String advice = null;
    if (!active && first != null) {
      List<CriticalPath.Piece> path = criticalPath(first, end);
      critical = byExecution(path);
      advice = SpeedAdvice.of(path, names(path), Duration.between(start, end)).orElse(null);
    }
    for (StepNode root : tree.roots()) {
      place(root);
    }
    boolean recorded =
        tree.nodes().stream()
            .map(this::fact)
            .noneMatch(one -> one != null && rule.hasUnrecordedWaits(one));
    return new Timeline(
        tree.header().run(),
        start,
        end,
        active,
        IdleGaps.find(start, end, segments),
        rows,
        advice,
        recorded);
  }

  private @Nullable ExecutionFact fact(StepNode node) {
    return fact(node.execution());
  }

  private @Nullable ExecutionFact fact(ExecutionId execution) {
    for (ExecutionFact attempt : facts.attempts(execution.step())) {
      if (attempt.id().equals(execution)) {
        return attempt;
      }
    }
    return null;
  }

  // ------------------------------------------------------------------ rows

  private record Frame(Iterator<CallEdge> calls, int depth) {}

  private void place(StepNode root) {
    Deque<Frame> frames = new ArrayDeque<>();
    reach(root, 0, frames);
    while (!frames.isEmpty()) {
      Frame top = frames.peek();
      if (!top.calls().hasNext()) {
        frames.pop();
        continue;
      }
      CallEdge call = top.calls().next();
      StepNode called = nodes.get(call.to());
      if (called == null) {
        continue;
      }
      if (call.isReused() || placed.contains(call.to())) {
        rows.add(leaf(call, called, top.depth() + 1));
      } else {
        reach(called, top.depth() + 1, frames);
      }
    }
  }

  private void reach(StepNode node, int depth, Deque<Frame> frames) {
    if (!placed.add(node.step())) {
      return;
    }
    rows.add(step(node, depth));
    frames.push(new Frame(calls.getOrDefault(node.execution(), List.of()).iterator(), depth));
  }

  private Timeline.Step step(StepNode node, int depth) {
    return new Timeline.Step(
        Integer.toString(node.step().number()),
        depth,
        node.step(),
        node.module(),
        node.target(),
        node.argumentLine(),
        node.state(),
        node.workspace().name(),
        cached(node),
        bars(node));
  }

  private static @Nullable String cached(StepNode node) {
    Forwarding forwarding = node.forwarding();
    return forwarding == null || forwarding.kind() != ResultKind.CACHED ? null : forwarding.words();
  }

  private List<Bar> bars(StepNode node) {
    List<Bar> bars = new ArrayList<>();
    ExecutionFact drawn = fact(node);
    for (ExecutionFact at = drawn; at != null; at = retried.get(at.sequence())) {
      List<Segment> ofAttempt = rule.of(at);
      segments.addAll(ofAttempt);
      bars.addFirst(
          new Bar(
              at.id(),
              at == drawn || at.result() == null ? node.state() : StateRule.ended(at.result()),
              ofAttempt,
              critical.getOrDefault(at.sequence(), List.of())));
    }
    return bars;
  }

  private Timeline.Reuse leaf(CallEdge call, StepNode called, int depth) {
    ExecutionFact used = call.usedNotVisible() ? null : fact(call.callee());
    return new Timeline.Reuse(
        call.from().number() + ">" + call.number(),
        depth,
        call.to(),
        called.module(),
        called.target(),
        call.argumentLine() == null ? called.argumentLine() : call.argumentLine(),
        call.isReused(),
        call.calledAt(),
        call.callee(),
        call.usedNotVisible(),
        call.reusedFrom(),
        used == null ? null : rule.settledAt(used));
  }

  // ------------------------------------------------------------------ critical path

  private List<CriticalPath.Piece> criticalPath(ExecutionFact first, Instant end) {
    Map<Long, CriticalPath.Work> works = new HashMap<>();
    for (ExecutionFact execution : facts.executions()) {
      works.put(execution.sequence(), work(execution));
    }
    return CriticalPath.find(works, ahead(first).sequence(), end);
  }

  private CriticalPath.Work work(ExecutionFact execution) {
    List<CriticalPath.Wait> waits = new ArrayList<>();
    for (SegmentRule.Wait wait : rule.waits(execution)) {
      ExecutionFact awaited = facts.execution(wait.awaited());
      if (wait.to() != null && awaited != null) {
        waits.add(new CriticalPath.Wait(ahead(awaited).sequence(), wait.from(), wait.to()));
      }
    }
    return new CriticalPath.Work(
        execution.sequence(), rule.of(execution), waits, before(execution));
  }

  /** Where its outcome came from, unless that is older: then nothing was executed for it. */
  private ExecutionFact ahead(ExecutionFact execution) {
    ExecutionFact end = facts.end(execution);
    return end == null || end.createdAt().isBefore(execution.createdAt())
        ? facts.endInStep(execution)
        : end;
  }

  private CriticalPath.@Nullable Before before(ExecutionFact execution) {
    ExecutionFact earlier = retried.get(execution.sequence());
    if (earlier != null && earlier.result() != null) {
      return new CriticalPath.Before(earlier.sequence(), earlier.result().recordedAt());
    }
    CallFact call = makers.get(execution.sequence());
    if (call != null) {
      return new CriticalPath.Before(call.caller(), call.calledAt());
    }
    RunFact run = facts.run(execution.id().run());
    Long spawner = run == null || execution.step().id().number() > 1 ? null : run.spawnedBy();
    return spawner == null || execution.id().run().equals(tree.header().run())
        ? null
        : new CriticalPath.Before(spawner, execution.createdAt());
  }

  private static Map<Long, List<Gap>> byExecution(List<CriticalPath.Piece> path) {
    Map<Long, List<Gap>> stretches = new HashMap<>();
    for (CriticalPath.Piece piece : path) {
      List<Gap> ofOne = stretches.computeIfAbsent(piece.execution(), one -> new ArrayList<>());
      if (!ofOne.isEmpty() && ofOne.getLast().to().equals(piece.from())) {
        ofOne.add(new Gap(ofOne.removeLast().from(), piece.to()));
      } else {
        ofOne.add(new Gap(piece.from(), piece.to()));
      }
    }
    return stretches;
  }

  private Map<Long, SpeedAdvice.Named> names(List<CriticalPath.Piece> path) {
    Map<Long, SpeedAdvice.Named> names = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    for (CriticalPath.Piece piece : path) {
      ExecutionFact execution = facts.execution(piece.execution());
      if (execution != null && seen.add(piece.execution())) {
        CallFact call = makers.get(piece.execution());
        names.put(piece.execution(), named(execution, call == null ? null : call.caller()));
        ExecutionFact caller = call == null ? null : facts.execution(call.caller());
        if (caller != null) {
          names.putIfAbsent(caller.sequence(), named(caller, null));
        }
      }
    }
    return names;
  }

  private static SpeedAdvice.Named named(ExecutionFact execution, @Nullable Long caller) {
    String target = ArgumentText.cut(execution.step().target(), NAME_COLUMNS);
    String arguments =
        ArgumentText.cut(ArgumentText.plain(execution.step().argumentLine()), NAME_COLUMNS);
    return new SpeedAdvice.Named(
        execution.step().target(), (target + " " + arguments).strip(), caller);
  }
}

package dev.pinwheel.query;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the change behind a step that is stale through the run it started (T1). Pure. */
final class RunChanges {

  private final Facts facts;
  private final StaleRule stale;

  RunChanges(Facts facts, StaleRule stale) {
    this.facts = facts;
    this.stale = stale;
  }

  /** The nearest outdated call on the way down; empty when it started no run or is not stale. */
  Optional<StaleTrace> find(ExecutionFact started) {
    if (facts.spawned(started) == null || !stale.of(started).isStale()) {
      return Optional.empty();
    }
    Set<Long> seen = new HashSet<>(Set.of(started.sequence()));
    Deque<ExecutionFact> next = new ArrayDeque<>();
    next.add(started);
    while (!next.isEmpty()) {
      ExecutionFact at = next.remove();
      StaleTrace own = outdated(at);
      if (own != null) {
        return Optional.of(own);
      }
      for (CallFact call : facts.calls(at.sequence())) {
        follow(stale.judge(call), seen, next);
      }
      StaleRule.Verdict run = stale.judgeSpawned(at);
      if (run != null) {
        follow(run, seen, next);
      }
    }
    return Optional.empty();
  }

  private void follow(StaleRule.Verdict verdict, Set<Long> seen, Deque<ExecutionFact> next) {
    ExecutionFact below = verdict.leadsTo();
    if (below != null && stale.through(verdict).isStale() && seen.add(below.sequence())) {
      next.add(below);
    }
  }

  private @Nullable StaleTrace outdated(ExecutionFact at) {
    for (CallFact call : facts.calls(at.sequence())) {
      StaleTrace trace = trace(at, facts.execution(call.callee()), stale.judge(call));
      if (trace != null) {
        return trace;
      }
    }
    StaleRule.Verdict run = stale.judgeSpawned(at);
    return run == null ? null : trace(at, facts.successor(at), run);
  }

  private static @Nullable StaleTrace trace(
      ExecutionFact holder, @Nullable ExecutionFact held, StaleRule.Verdict verdict) {
    ExecutionFact found = verdict.found();
    return held == null || found == null || verdict.staleness() != Staleness.STALE
        ? null
        : new StaleTrace(
            holder.step().id(),
            holder.step().target(),
            held.step().target(),
            held.id(),
            found.id());
  }
}

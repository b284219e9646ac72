package dev.pinwheel.query.run;

import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.HiddenCallee;
import dev.pinwheel.query.facts.MemoLookup;
import dev.pinwheel.query.facts.ResultFact;
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
 * Decides what is outdated and what is stale (T1), seen from the viewpoint of the facts. Pure.
 * Remembers results. Not thread-safe.
 */
final class StaleRule {

  /**
   * What is known about a call.
   *
   * @param staleness FRESH, MAY_BECOME_STALE or STALE (outdated)
   * @param found what the lookup finds now; null when nothing, or the same
   * @param leadsTo the execution in which to look further for staleness; null for none
   */
  record Verdict(
      Staleness staleness, @Nullable ExecutionFact found, @Nullable ExecutionFact leadsTo) {}

  private final Facts facts;
  private final MemoLookup lookup;
  private final Map<Long, Staleness> known = new HashMap<>();

  StaleRule(Facts facts, MemoLookup lookup) {
    this.facts = facts;
    this.lookup = lookup;
  }

  /** Whether a call is outdated, seen from here. */
  Verdict judge(CallFact call) {
    ExecutionFact held = facts.execution(call.callee());
    if (held == null) {
      return judgeHidden(call);
    }
    String key = call.memoKey() == null ? held.step().memoKey() : call.memoKey();
    ExecutionFact found =
        key == null
            ? facts.current(held.step().id()).orElse(null)
            : lookup.find(held.id().run(), key, call.caller());
    return compare(held, found);
  }

  /** A call of an execution that is not visible: outdated when the lookup made now finds one. */
  private Verdict judgeHidden(CallFact call) {
    ExecutionFact found =
        facts.hiddenCallee(call.callee()) instanceof HiddenCallee hidden
            ? find(call, hidden)
            : null;
    if (found == null) {
      return new Verdict(Staleness.FRESH, null, null);
    }
    ExecutionFact end = facts.end(found);
    boolean open = end != null && end.isOpen();
    return new Verdict(open ? Staleness.MAY_BECOME_STALE : Staleness.STALE, found, null);
  }

  private @Nullable ExecutionFact find(CallFact call, HiddenCallee hidden) {
    String key = call.memoKey() == null ? hidden.memoKey() : call.memoKey();
    return key == null
        ? facts.current(hidden.step()).orElse(null)
        : lookup.find(hidden.step().run(), key, call.caller());
  }

  /** Whether the run that an execution spawned has changed since; like a call without a key. */
  @Nullable Verdict judgeSpawned(ExecutionFact execution) {
    ExecutionFact current = facts.spawned(execution);
    ExecutionFact first = facts.successor(execution);
    return current == null || first == null ? null : compare(first, current);
  }

  private Verdict compare(ExecutionFact held, @Nullable ExecutionFact found) {
    if (found == null || found.sequence() == held.sequence()) {
      return new Verdict(Staleness.FRESH, null, facts.endInStep(held));
    }
    ExecutionFact heldEnd = facts.end(held);
    ExecutionFact foundEnd = facts.end(found);
    if (heldEnd == null || foundEnd == null || heldEnd.sequence() == foundEnd.sequence()) {
      return new Verdict(Staleness.FRESH, null, found);
    }
    ResultFact newer = foundEnd.result();
    ResultFact older = heldEnd.result();
    if (newer == null) {
      return new Verdict(Staleness.MAY_BECOME_STALE, found, facts.endInStep(held));
    }
    if (older == null) {
      return new Verdict(Staleness.FRESH, null, facts.endInStep(held));
    }
    // An equal outcome of a newer execution stands for the older one, so what that one is stale by
    // does not matter any more.
    return newer.isSameOutcomeAs(older)
        ? new Verdict(Staleness.FRESH, null, found)
        : new Verdict(Staleness.STALE, found, null);
  }

  /** How stale an execution is. Does not recurse, so depth is no limit. */
  Staleness of(ExecutionFact execution) {
    Staleness answer = known.get(execution.sequence());
    if (answer != null) {
      return answer;
    }
    Set<Long> opened = new HashSet<>();
    Deque<ExecutionFact> stack = new ArrayDeque<>();
    stack.push(execution);
    while (!stack.isEmpty()) {
      ExecutionFact top = stack.peek();
      if (known.containsKey(top.sequence())) {
        stack.pop();
      } else if (opened.add(top.sequence())) {
        for (Verdict verdict : verdicts(top)) {
          ExecutionFact next = verdict.leadsTo();
          if (next != null && !opened.contains(next.sequence())) {
            stack.push(next);
          }
        }
      } else {
        stack.pop();
        known.put(top.sequence(), combine(verdicts(top)));
      }
    }
    return known.getOrDefault(execution.sequence(), Staleness.FRESH);
  }

  /**
   * What a call contributes to the staleness of its caller: its own verdict, or that of what it
   * leads to.
   */
  Staleness through(Verdict verdict) {
    Staleness staleness = verdict.staleness();
    ExecutionFact next = verdict.leadsTo();
    if (staleness == Staleness.STALE || next == null) {
      return staleness;
    }
    Staleness below = of(next);
    return staleness.atLeast(below.isStale() ? Staleness.STALE_BELOW : below);
  }

  private List<Verdict> verdicts(ExecutionFact execution) {
    List<Verdict> verdicts = new ArrayList<>();
    for (CallFact call : facts.calls(execution.sequence())) {
      verdicts.add(judge(call));
    }
    Verdict spawned = judgeSpawned(execution);
    if (spawned != null) {
      verdicts.add(spawned);
    }
    return verdicts;
  }

  private Staleness combine(List<Verdict> verdicts) {
    Staleness staleness = Staleness.FRESH;
    for (Verdict verdict : verdicts) {
      ExecutionFact next = verdict.leadsTo();
      Staleness below =
          next == null ? Staleness.FRESH : known.getOrDefault(next.sequence(), Staleness.FRESH);
      staleness =
          staleness
              .atLeast(verdict.staleness())
              .atLeast(below.isStale() ? Staleness.STALE_BELOW : below);
    }
    return staleness;
  }

  /**
   * The change behind a step that is stale through the run it started: the nearest outdated call on
   * the way down. Empty when it started no run or is not stale.
   */
  Optional<StaleTrace> changeInRun(ExecutionFact started) {
    if (facts.spawned(started) == null || !of(started).isStale()) {
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
        follow(judge(call), seen, next);
      }
      Verdict run = judgeSpawned(at);
      if (run != null) {
        follow(run, seen, next);
      }
    }
    return Optional.empty();
  }

  private void follow(Verdict verdict, Set<Long> seen, Deque<ExecutionFact> next) {
    ExecutionFact below = verdict.leadsTo();
    if (below != null && through(verdict).isStale() && seen.add(below.sequence())) {
      next.add(below);
    }
  }

  private @Nullable StaleTrace outdated(ExecutionFact at) {
    for (CallFact call : facts.calls(at.sequence())) {
      StaleTrace trace = trace(at, facts.execution(call.callee()), judge(call));
      if (trace != null) {
        return trace;
      }
    }
    Verdict run = judgeSpawned(at);
    return run == null ? null : trace(at, facts.successor(at), run);
  }

  private static @Nullable StaleTrace trace(
      ExecutionFact holder, @Nullable ExecutionFact held, Verdict verdict) {
    ExecutionFact found = verdict.found();
    return found == null || verdict.staleness() != Staleness.STALE
        ? null
        : new StaleTrace(
            holder.step().id(),
            holder.step().target(),
            held == null ? found.step().target() : held.step().target(),
            held == null ? null : held.id(),
            found.id());
  }
}

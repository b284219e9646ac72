package dev.pinwheel.query.run;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the executions to draw so that pinned attempts are shown with the attempts that called
 * them.
 */
final class PinnedAttemptResolver {

  private final Facts facts;
  private final TreeWalk current;
  private final Map<Long, List<Long>> callers = new HashMap<>();
  private final Map<StepId, ExecutionFact> pinned = new HashMap<>();

  private PinnedAttemptResolver(Facts facts, RunId run) {
    this.facts = facts;
    this.current = TreeWalk.of(facts, run, Map.of());
    for (List<CallFact> calls : facts.calls()) {
      for (CallFact call : calls) {
        callers.computeIfAbsent(call.callee(), callee -> new ArrayList<>(1)).add(call.caller());
      }
    }
  }

  /** The execution to draw of each step that is not drawn at its current one. */
  static Map<StepId, ExecutionFact> resolve(Facts facts, RunId run, PinnedAttempts pins) {
    if (pins.isEmpty()) {
      return Map.of();
    }
    PinnedAttemptResolver resolved = new PinnedAttemptResolver(facts, run);
    List<ExecutionFact> wished = new ArrayList<>();
    pins.attempts()
        .forEach((step, attempt) ->
            facts.attempts(step).stream()
                .filter(execution -> execution.id().attempt() == attempt)
                .forEach(wished::add));
    wished.forEach(execution -> resolved.pinned.put(execution.step().id(), execution));
    wished.forEach(resolved::pinCallers);
    return resolved.pinned;
  }

  /** Pins callers upwards until one is drawn anyway. */
  private void pinCallers(ExecutionFact execution) {
    ExecutionFact at = execution;
    while (at.step().id().number() > 1) {
      ExecutionFact caller = null;
      for (long sequence : callersOf(at)) {
        ExecutionFact candidate = facts.execution(sequence);
        if (candidate == null) {
          continue;
        }
        if (isDrawn(candidate)) {
          return;
        }
        if (!pinned.containsKey(candidate.step().id())
            && (caller == null || candidate.isNearerOrNewerThan(caller))) {
          caller = candidate;
        }
      }
      if (caller == null) {
        return;
      }
      pinned.put(caller.step().id(), caller);
      at = caller;
    }
  }

  private boolean isDrawn(ExecutionFact caller) {
    ExecutionFact pin = pinned.get(caller.step().id());
    return pin == null ? current.isDrawn(caller) : pin.sequence() == caller.sequence();
  }

  /** Who called it, or an attempt whose result forwards to it. */
  private List<Long> callersOf(ExecutionFact execution) {
    List<Long> all = new ArrayList<>();
    for (ExecutionFact attempt : facts.attempts(execution.step().id())) {
      if (attempt.sequence() == execution.sequence() || leadsTo(attempt, execution)) {
        all.addAll(callers.getOrDefault(attempt.sequence(), List.of()));
      }
    }
    return all;
  }

  private boolean leadsTo(ExecutionFact from, ExecutionFact to) {
    @Nullable ExecutionFact at = from;
    while (at != null && at.result() != null && at.result().kind().staysInStep()) {
      at = facts.successor(at);
      if (at != null && at.sequence() == to.sequence()) {
        return true;
      }
    }
    return false;
  }
}

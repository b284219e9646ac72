package dev.pinwheel.query.facts;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.MemoOptionText;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.Rerun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** P1: how often visible calls reused each step, and what its pin says. */
public final class PinCounts {

  private final Facts facts;
  private final MemoLookup lookup;
  private final Map<StepId, Integer> reused = new HashMap<>();

  public PinCounts(Facts facts, MemoLookup lookup) {
    this.facts = facts;
    this.lookup = lookup;
    for (List<CallFact> calls : facts.calls()) {
      for (CallFact call : calls) {
        ExecutionFact callee = call.kind() == CallKind.REUSED ? facts.follow(call) : null;
        if (callee != null) {
          reused.merge(callee.step().id(), call.times(), Integer::sum);
        }
      }
    }
  }

  /** The pin of a step drawn at this execution; null when the step has no memo key. */
  public @Nullable MemoPin pin(ExecutionFact drawn) {
    StepFact step = drawn.step();
    String key = step.memoKey();
    if (key == null) {
      return null;
    }
    return new MemoPin(
        key,
        MemoOptionText.parameters(step.options()),
        reused.getOrDefault(step.id(), 0),
        drawn.depth() == 0 ? null : drawn.workspace().name(),
        callsUse(step, key),
        forced(drawn));
  }

  private @Nullable Integer callsUse(StepFact step, String key) {
    ExecutionFact found = lookup.find(step.id().run(), key);
    ExecutionFact current = facts.current(step.id()).orElse(null);
    return found == null
            || current == null
            || !found.step().id().equals(step.id())
            || found.sequence() == current.sequence()
        ? null
        : found.id().attempt();
  }

  /** Who forced an execution, itself or with a re-run that forces its step, too (F10). */
  public @Nullable Rerun forced(ExecutionFact execution) {
    Long by = execution.rerunSequence();
    if (execution.cause() != Attempt.Cause.FORCE || by == null) {
      return execution.rerun();
    }
    ExecutionFact forcing = facts.execution(by);
    return forcing == null ? null : forcing.rerun();
  }
}

package dev.pinwheel.query.plan;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.plan.PlanLookup.Found;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predicts what a re-run does: walks the last call tree of the step from the workspace of the
 * re-run, and makes every lookup as it would be made now. What executes may return something else
 * than before. Then the arguments of all later calls of its caller are uncertain, and so is
 * everything below those calls. Pure; does not recurse, so depth is no limit. Used once.
 */
final class Planner {

  /** A plan looks at no more calls. */
  private static final int MOST_CALLS = 100_000;

  private static final String NOT_VISIBLE = "a call not visible from here";

  private final Facts facts;
  private final PlanChoices choices;
  private final PlanLookup lookup;
  private final PlanDraft draft;
  private final PlanBaseline baseline;
  private final Deque<PlanCaller> callers = new ArrayDeque<>();
  private final Set<StepId> calling = new HashSet<>();
  private final Set<StepId> forced = new HashSet<>();

  Planner(Facts facts, PlanChoices choices, PlanLookup lookup, PlanDraft draft) {
    this.facts = facts;
    this.choices = choices;
    this.lookup = lookup;
    this.draft = draft;
    this.baseline = new PlanBaseline(facts);
  }

  /** The plan for a step of which something is visible. */
  RerunPlan plan(StepId id) {
    ExecutionFact last = baseline.of(id);
    StepFact step = facts.attempts(id).getFirst().step();
    boolean starts = step.kind() == TargetKind.WORKFLOW && id.number() > 1;
    draft.runs(step, last, starts ? Cause.STARTS_RUN : Cause.FORCED, null);
    forced.add(id);
    lookup.refers(last, null);
    callFrom(last, null);
    boolean cut = false;
    while (!callers.isEmpty() && !cut) {
      PlanCaller caller = callers.peek();
      if (caller.hasNext()) {
        plan(caller, caller.next());
        cut = draft.size() >= MOST_CALLS;
      } else {
        callers.pop();
        calling.remove(caller.step());
      }
    }
    return draft.plan(step, choices, cut);
  }

  /** Further runs of which this plan should have known; make another one once they are loaded. */
  Set<RunId> missing() {
    return baseline.missing();
  }

  private void plan(PlanCaller caller, CallFact call) {
    ExecutionFact held = facts.execution(call.callee());
    StepFact step = held == null ? null : held.step();
    switch (lookup.find(call, step)) {
      case Found.NotLookedUp none -> makeStep(caller, call, step, unmemoized(step));
      case Found.Nothing nothing -> makeStep(caller, call, step, Cause.NOTHING_FITS);
      case Found.Made made -> {
        if (made.answer() == null) {
          reuseMade(caller, call, step, Cause.MADE_BEFORE, caller.takeAll());
        } else {
          reuseCached(caller, call, step, made.answer(), caller.takeAll());
        }
      }
      case Found.Cached cached -> throw new IllegalStateException("Cached before it was made");
      case Found.Existing existing -> {
        StepFact found = existing.execution().step();
        if (!choices.alsoForce().contains(found.id())) {
          reuse(caller, call, held, existing.execution());
        } else if (forced.add(found.id())) {
          execute(caller, call, found, Cause.ALSO_FORCED);
        } else {
          reuseMade(caller, call, found, Cause.MADE_BEFORE, caller.takeAll());
        }
      }
    }
  }

  private static Cause unmemoized(@Nullable StepFact step) {
    return step != null && step.kind() == TargetKind.WORKFLOW
        ? Cause.STARTS_RUN
        : Cause.NOT_MEMOIZED;
  }

  /** The call makes a step, which executes unless the cache answers it (M13). */
  private void makeStep(PlanCaller caller, CallFact call, @Nullable StepFact step, Cause cause) {
    switch (lookup.findCached(call, step, calling::contains)) {
      case Found.Cached cached -> {
        lookup.answered(call, step, cached.execution());
        draft.expires(step, cached.until());
        reuseCached(caller, call, step, cached.execution(), 1);
      }
      case Found.Made made -> {
        lookup.answered(call, step, null);
        reuseMade(caller, call, step, Cause.CACHED, 1);
      }
      case Found.Nothing nothing -> execute(caller, call, step, Cause.NOTHING_FITS);
      case Found.NotLookedUp none -> execute(caller, call, step, cause);
      case Found.Existing existing -> throw new IllegalStateException("Found after it was made");
    }
  }

  private void execute(PlanCaller caller, CallFact call, @Nullable StepFact step, Cause cause) {
    String after = caller.after();
    String target = step == null ? NOT_VISIBLE : step.target();
    caller.changed(target);
    if (step == null) {
      draft.runs(null, null, cause, after);
      lookup.executed(call, null, false);
      return;
    }
    ExecutionFact last = baseline.of(step.id());
    draft.runs(step, last, cause, after);
    lookup.executed(call, step, failsAgain(last));
    lookup.refers(facts.execution(call.callee()), null);
    lookup.refers(last, null);
    boolean certain = cause == Cause.ALSO_FORCED || !CallKeys.mayDifferOutsideTheKey(call, step);
    callFrom(last, after != null || certain ? after : target);
  }

  /** The same code fails in the same way; what was cut off need not be again. */
  private boolean failsAgain(ExecutionFact last) {
    ResultFact outcome = facts.outcome(last);
    return outcome != null
        && (outcome.kind() == ResultKind.FAILED || outcome.kind() == ResultKind.TIMED_OUT);
  }

  /** Goes on with what it called last time, unless that is under way above. */
  private void callFrom(ExecutionFact last, @Nullable String argumentsAfter) {
    StepId step = last.step().id();
    if (calling.add(step)) {
      draft.follows(last);
      callers.push(new PlanCaller(step, facts.calls(last.sequence()), argumentsAfter));
    }
  }

  private void reuse(
      PlanCaller caller, CallFact call, @Nullable ExecutionFact held, ExecutionFact found) {
    StepFact step = found.step();
    String after = caller.after();
    ResultFact outcome = facts.outcome(found);
    Cause cause =
        !lookup.isMemoized(call, held)
            ? Cause.EARLIER_SUCCESS
            : outcome == null ? Cause.JOINED : Cause.MEMOIZED;
    draft.reuses(step, found, cause, caller.takeAll(), after);
    lookup.refers(held, found);
    if (after != null || !isSameOutcome(held, found)) {
      caller.changed(step.target());
    }
  }

  private void reuseCached(
      PlanCaller caller, CallFact call, @Nullable StepFact step, ExecutionFact answer, int times) {
    String after = caller.after();
    ExecutionFact held = facts.execution(call.callee());
    draft.reuses(step, answer, Cause.CACHED, times, after);
    lookup.refers(held, null);
    if (step != null && (after != null || !isSameOutcome(held, answer))) {
      caller.changed(step.target());
    }
  }

  private boolean isSameOutcome(@Nullable ExecutionFact held, ExecutionFact found) {
    if (held == null || held.sequence() == found.sequence()) {
      return held != null;
    }
    ResultFact before = facts.outcome(held);
    ResultFact now = facts.outcome(found);
    return before != null && now != null && now.isSameOutcomeAs(before);
  }

  /** The outcome of what this re-run makes itself is not known. */
  private void reuseMade(
      PlanCaller caller, CallFact call, @Nullable StepFact step, Cause cause, int times) {
    draft.reuses(step, null, cause, times, caller.after());
    lookup.refers(facts.execution(call.callee()), null);
    caller.changed(step == null ? NOT_VISIBLE : step.target());
  }
}

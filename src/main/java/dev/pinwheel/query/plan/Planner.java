package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.WorkNotRepeated;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.plan.PlanLookup.Found;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.plan.RerunPlan.Unfinished;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predicts what a re-run does: walks the last call tree of the step from the workspace of the
 * re-run, and makes every lookup as it would be made now. What executes may return something else
 * than before, so the arguments of whatever its caller calls after it are not certain any more, nor
 * is anything below those calls. Pure; does not recurse, so depth is no limit. Used once.
 */
final class Planner {

  /** A plan looks at no more calls. */
  private static final int MOST_CALLS = 100_000;

  /** What the cache keeps for less may be too old before the re-run gets there. */
  private static final Duration SOON = Duration.ofMinutes(10);

  /** An execution whose calls are being planned. */
  private static final class Caller {
    private final StepId step;
    private final Iterator<CallOrder.Turn> turns;

    /** The earlier call that may have changed its arguments; null when they are certain. */
    private final @Nullable String argumentsAfter;

    /** The first of its calls whose outcome may differ from last time. */
    private @Nullable String changedBy;

    private CallOrder.@Nullable Turn turn;
    private int left;

    Caller(StepId step, List<CallFact> calls, @Nullable String argumentsAfter) {
      this.step = step;
      this.turns = CallOrder.of(calls).iterator();
      this.argumentsAfter = argumentsAfter;
    }

    boolean hasNext() {
      return left > 0 || turns.hasNext();
    }

    /** The next call; one made several times in a row comes as often, until it is reused. */
    CallFact next() {
      CallOrder.Turn now = turn;
      if (left == 0 || now == null) {
        now = turns.next();
        turn = now;
        left = now.times();
      }
      left--;
      return now.call();
    }

    /** How often the call just given comes in a row; they are all given then. */
    int takeAll() {
      int times = left + 1;
      left = 0;
      return times;
    }

    /** What may change the arguments of its next call; null when they are certain. */
    @Nullable String after() {
      return changedBy == null ? argumentsAfter : changedBy;
    }

    void changed(String by) {
      if (changedBy == null) {
        changedBy = by;
      }
    }
  }

  private final Facts facts;
  private final WorkerSnapshot workers;
  private final PlanChoices choices;
  private final PlanLookup lookup;
  private final WorkNotRepeated notRepeated;
  private final PlanBaseline basis;
  private final Deque<Caller> callers = new ArrayDeque<>();
  private final Set<StepId> calling = new HashSet<>();
  private final Set<StepId> forced = new HashSet<>();
  private final Set<String> modules = new LinkedHashSet<>();
  private final List<PlannedCall> planned = new ArrayList<>();
  private final Instant now;
  private @Nullable Unfinished unfinished;
  private RerunPlan.@Nullable Expiry expiry;
  private boolean cut;

  Planner(
      Facts facts, WorkerSnapshot workers, PlanChoices choices, PlanLookup lookup, Instant now) {
    this.now = now;
    this.facts = facts;
    this.workers = workers;
    this.choices = choices;
    this.lookup = lookup;
    this.notRepeated = new WorkNotRepeated(facts);
    this.basis = new PlanBaseline(facts);
  }

  /** The plan for a step of which something is visible. */
  RerunPlan plan(StepId id) {
    ExecutionFact last = basis.of(id);
    StepFact step = facts.attempts(id).getFirst().step();
    boolean starts = step.kind() == TargetKind.WORKFLOW && id.number() > 1;
    run(step, starts ? Cause.STARTS_RUN : Cause.FORCED, null);
    forced.add(id);
    lookup.refers(last, null);
    callFrom(last, null);
    while (!callers.isEmpty() && !cut) {
      Caller caller = callers.peek();
      if (caller.hasNext()) {
        plan(caller, caller.next());
        cut = planned.size() >= MOST_CALLS;
      } else {
        callers.pop();
        calling.remove(caller.step);
      }
    }
    return new RerunPlan(
        id,
        step.target(),
        facts.viewpoint().name(),
        choices,
        planned,
        notRepeated.sum().workNotRepeated(),
        obstacles(),
        unfinished,
        expiry,
        cut);
  }

  /** Further runs of which this plan should have known; make another one once they are loaded. */
  Set<RunId> missing() {
    return basis.missing();
  }

  private void plan(Caller caller, CallFact call) {
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
  private void makeStep(Caller caller, CallFact call, @Nullable StepFact step, Cause cause) {
    switch (lookup.findCached(call, step, calling::contains)) {
      case Found.Cached cached -> {
        lookup.answered(call, step, cached.execution());
        noteExpiry(step, cached.until());
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

  private void noteExpiry(@Nullable StepFact step, @Nullable Instant until) {
    if (step == null || until == null) {
      return;
    }
    Duration left = Duration.between(now, until);
    if (left.compareTo(expiry == null ? SOON : expiry.left()) < 0) {
      expiry = new RerunPlan.Expiry(step.target(), left);
    }
  }

  private void execute(Caller caller, CallFact call, @Nullable StepFact step, Cause cause) {
    String after = caller.after();
    String target = step == null ? "a call not visible from here" : step.target();
    run(step, cause, after);
    caller.changed(target);
    if (step == null) {
      lookup.executed(call, null, false);
      return;
    }
    ExecutionFact last = basis.of(step.id());
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
      noteUnfinished(last);
      callers.push(new Caller(step, facts.calls(last.sequence()), argumentsAfter));
    }
  }

  private void run(@Nullable StepFact step, Cause cause, @Nullable String after) {
    if (step != null) {
      modules.add(step.module());
    }
    planned.add(
        new PlannedCall(
            PlanClass.WILL_RUN,
            cause,
            step == null ? null : step.id(),
            step == null ? "" : step.module(),
            step == null ? "" : step.target(),
            1,
            null,
            null,
            step == null ? null : took(basis.of(step.id())),
            after));
  }

  private void reuse(
      Caller caller, CallFact call, @Nullable ExecutionFact held, ExecutionFact found) {
    StepFact step = found.step();
    String after = caller.after();
    ResultFact outcome = facts.outcome(found);
    if (after == null) {
      notRepeated.addWork(found);
    }
    Cause cause =
        !lookup.isMemoized(call, held)
            ? Cause.EARLIER_SUCCESS
            : outcome == null ? Cause.JOINED : Cause.MEMOIZED;
    addReuse(step, cause, caller.takeAll(), found, after);
    lookup.refers(held, found);
    if (after != null || !isSameOutcome(held, found)) {
      caller.changed(step.target());
    }
  }

  private void reuseCached(
      Caller caller, CallFact call, @Nullable StepFact step, ExecutionFact answer, int times) {
    String after = caller.after();
    if (after == null) {
      notRepeated.addWork(answer);
    }
    addReuse(step, Cause.CACHED, times, answer, after);
    lookup.refers(facts.execution(call.callee()), null);
    if (step != null && (after != null || !isSameOutcome(facts.execution(call.callee()), answer))) {
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

  /** Of what this re-run makes itself, nobody knows the outcome. */
  private void reuseMade(
      Caller caller, CallFact call, @Nullable StepFact step, Cause cause, int times) {
    addReuse(step, cause, times, null, caller.after());
    lookup.refers(facts.execution(call.callee()), null);
    caller.changed(step == null ? "a call not visible from here" : step.target());
  }

  private void addReuse(
      @Nullable StepFact step,
      Cause cause,
      int times,
      @Nullable ExecutionFact found,
      @Nullable String after) {
    ExecutionId reused = found == null ? null : found.id();
    planned.add(
        new PlannedCall(
            after == null ? PlanClass.WILL_BE_REUSED : PlanClass.REUSED_IF_EQUAL,
            cause,
            step == null ? null : step.id(),
            step == null ? "" : step.module(),
            step == null ? "" : step.target(),
            times,
            reused,
            found == null || found.depth() == 0 ? null : found.workspace().name(),
            found == null ? null : took(found),
            after));
  }

  private static @Nullable Duration took(ExecutionFact execution) {
    ResultFact result = execution.result();
    return result == null || execution.assignedAt() == null
        ? null
        : Duration.between(execution.assignedAt(), result.recordedAt());
  }

  private void noteUnfinished(ExecutionFact last) {
    ResultFact result = last.result();
    boolean cached = PlanBaseline.isCached(last);
    State state =
        result == null
            ? State.RUNNING
            : result.kind().staysInStep() || !result.kind().isForwarding()
                ? StateRule.ended(result)
                : null;
    if (unfinished == null && (cached || (state != null && state != State.DONE))) {
      unfinished = new Unfinished(last.id(), last.step().target(), state);
    }
  }

  private List<WaitReason> obstacles() {
    Workspace place = facts.viewpoint().workspace();
    List<WaitReason> obstacles = new ArrayList<>();
    if (place.state() == WorkspaceState.PAUSED) {
      obstacles.add(new WaitReason.Paused(place.name()));
    }
    for (String module : modules) {
      WaitReason reason = workers.reason(place, module);
      if (reason != null && !(reason instanceof WaitReason.Slots)) {
        obstacles.add(reason);
      }
    }
    return obstacles;
  }
}

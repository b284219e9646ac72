package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.MEMO_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.step.MemoAdviceRule.Call;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;

/** Reads visible memoized calls, and applies {@link MemoAdviceRule} to them. */
public final class MemoAdviceReader {

  /** How many steps before and after the one in question are read. */
  private static final int AROUND = 1000;

  private static final int RUNS = 5;
  private static final int CALLS_OF_A_RUN = 100;

  private final DSLContext dsl;
  private final Viewpoint viewpoint;
  private final MemoizedCalls memoized;

  public MemoAdviceReader(DSLContext dsl, Viewpoint viewpoint) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
    this.memoized = new MemoizedCalls(dsl, viewpoint);
  }

  /** Advice about the target of a memoized step, from the calls around it in its run. */
  Optional<MemoAdvice> find(StepFact step) {
    RunId run = step.id().run();
    int number = step.id().number();
    Set<Integer> numbers =
        new TreeSet<>(
            dsl.select(STEP.NUMBER)
                .from(STEP)
                .where(STEP.RUN_ID.eq(run.number()))
                .and(STEP.NUMBER.between(number - AROUND, number + AROUND))
                .and(STEP.MODULE.eq(step.module()))
                .and(STEP.TARGET.eq(step.target()))
                .and(STEP.MEMO_KEY.isNotNull())
                .and(VisibleSteps.condition(viewpoint))
                .orderBy(STEP.NUMBER.desc())
                .limit(MemoAdviceRule.MAX_CALLS)
                .fetch(STEP.NUMBER));
    numbers.add(number);
    numbers.addAll(inOtherAttempts(step));
    return MemoAdviceRule.find(
        memoized.read(run, numbers).stream()
            .filter(
                call -> call.module().equals(step.module()) && call.target().equals(step.target()))
            .sorted(Comparator.comparing(call -> !call.step().equals(step.id())))
            .toList(),
        memoized::isKnown);
  }

  /** The steps that the same call made in other attempts of its caller. */
  private List<Integer> inOtherAttempts(StepFact step) {
    var caller = EXECUTION.as("caller");
    var again = EXECUTION.as("again");
    var other = CALL.as("other");
    var made = EXECUTION.as("made");
    return dsl.select(made.STEP_NUMBER)
        .from(EXECUTION)
        .join(CALL)
        .on(CALL.CALLEE_ID.eq(EXECUTION.ID))
        .and(CALL.KIND.eq("made"))
        .join(caller)
        .on(caller.ID.eq(CALL.CALLER_ID))
        .join(again)
        .on(again.RUN_ID.eq(caller.RUN_ID))
        .and(again.STEP_NUMBER.eq(caller.STEP_NUMBER))
        .join(other)
        .on(other.CALLER_ID.eq(again.ID))
        .and(other.NUMBER.eq(CALL.NUMBER))
        .and(other.KIND.eq("made"))
        .join(made)
        .on(made.ID.eq(other.CALLEE_ID))
        .where(EXECUTION.RUN_ID.eq(step.id().run().number()))
        .and(EXECUTION.STEP_NUMBER.eq(step.id().number()))
        .and(EXECUTION.ATTEMPT.eq(1))
        .and(VisibilityCondition.in(viewpoint, made.WORKSPACE_ID))
        .orderBy(made.ID.desc())
        .limit(MemoAdviceRule.MAX_CALLS)
        .fetch(made.STEP_NUMBER);
  }

  /**
   * Advice about all targets that the latest runs called memoized, by name: {@code
   * users:fetchUser}.
   */
  public Map<String, MemoAdvice> ofLatestRuns() {
    Map<String, List<Call>> byTarget = new LinkedHashMap<>();
    for (RunId run : latestRuns()) {
      Set<Integer> numbers =
          new TreeSet<>(
              dsl.select(EXECUTION.STEP_NUMBER)
                  .from(MEMO_CANDIDATE)
                  .join(EXECUTION)
                  .on(EXECUTION.ID.eq(MEMO_CANDIDATE.EXECUTION_ID))
                  .where(MEMO_CANDIDATE.RUN_ID.eq(run.number()))
                  .and(VisibilityCondition.in(viewpoint, MEMO_CANDIDATE.WORKSPACE_ID))
                  .limit(CALLS_OF_A_RUN)
                  .fetch(EXECUTION.STEP_NUMBER));
      for (Call call : memoized.read(run, numbers)) {
        byTarget
            .computeIfAbsent(call.module() + ":" + call.target(), name -> new ArrayList<>())
            .add(call);
      }
    }
    Map<String, MemoAdvice> advice = new HashMap<>();
    byTarget.forEach((target, calls) ->
        MemoAdviceRule.find(calls, memoized::isKnown)
            .ifPresent(found -> advice.put(target, found)));
    return advice;
  }

  private List<RunId> latestRuns() {
    Map<Long, Instant> latest = new HashMap<>();
    for (WorkspaceId workspace : viewpoint.chain().ids()) {
      dsl.select(RUN_SUMMARY.RUN_ID, RUN_SUMMARY.LAST_ACTIVITY_AT)
          .from(RUN_SUMMARY)
          .where(RUN_SUMMARY.WORKSPACE_ID.eq(workspace.value()))
          .orderBy(RUN_SUMMARY.WORKSPACE_ID.desc(), RUN_SUMMARY.LAST_ACTIVITY_AT.desc())
          .limit(RUNS)
          .forEach(row ->
              latest.merge(row.value1(), row.value2(), (one, two) -> one.isAfter(two) ? one : two));
    }
    return latest.entrySet().stream()
        .sorted(Map.Entry.<Long, Instant>comparingByValue().reversed())
        .limit(RUNS)
        .map(run -> new RunId(run.getKey()))
        .toList();
  }
}

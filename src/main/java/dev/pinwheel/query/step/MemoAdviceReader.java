package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.MEMO_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.step.MemoAdviceRule.Call;
import dev.pinwheel.query.step.MemoAdviceRule.Site;
import dev.pinwheel.query.view.MemoOptionText;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.OptionsJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads memoized calls that are visible, and what {@link MemoAdviceRule} says of them. */
public final class MemoAdviceReader {

  /** Steps before and after the one that is looked at. */
  private static final int AROUND = 1000;

  private static final int RUNS = 5;
  private static final int CALLS_OF_A_RUN = 100;
  private static final int VALUES_OF_A_CALLER = 500;

  private final DSLContext dsl;
  private final Viewpoint viewpoint;
  private final Map<Long, String> known = new HashMap<>();

  public MemoAdviceReader(DSLContext dsl, Viewpoint viewpoint) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
  }

  /** About the target of a memoized step, by the calls around it in its run. */
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
                .orderBy(STEP.NUMBER.desc())
                .limit(MemoAdviceRule.MAX_CALLS)
                .fetch(STEP.NUMBER));
    numbers.add(number);
    numbers.addAll(inOtherAttempts(step));
    return MemoAdviceRule.find(
        calls(run, numbers).stream()
            .filter(
                call -> call.module().equals(step.module()) && call.target().equals(step.target()))
            .sorted(Comparator.comparing(call -> !call.step().equals(step.id())))
            .toList(),
        this::isKnown);
  }

  /** The steps that the same call of the same caller made in its other attempts. */
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

  /** About every target that the latest runs called memoized, by name: {@code users:fetchUser}. */
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
      for (Call call : calls(run, numbers)) {
        byTarget
            .computeIfAbsent(call.module() + ":" + call.target(), name -> new ArrayList<>())
            .add(call);
      }
    }
    Map<String, MemoAdvice> advice = new HashMap<>();
    byTarget.forEach((target, calls) ->
        MemoAdviceRule.find(calls, this::isKnown).ifPresent(found -> advice.put(target, found)));
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

  /** What was called and executed, with what is visible of it. */
  private List<Call> calls(RunId run, Collection<Integer> numbers) {
    if (numbers.isEmpty()) {
      return List.of();
    }
    List<SelectField<?>> fields =
        List.of(
            EXECUTION.ID,
            EXECUTION.ATTEMPT,
            EXECUTION.CREATED_AT,
            STEP.NUMBER,
            STEP.MODULE,
            STEP.TARGET,
            STEP.ARGUMENTS,
            STEP.OPTIONS);
    List<Record> executions =
        new ArrayList<>(
            dsl.select(fields)
                .from(EXECUTION)
                .join(STEP)
                .on(STEP.RUN_ID.eq(EXECUTION.RUN_ID))
                .and(STEP.NUMBER.eq(EXECUTION.STEP_NUMBER))
                .where(EXECUTION.RUN_ID.eq(run.number()))
                .and(EXECUTION.STEP_NUMBER.in(numbers))
                .and(STEP.MEMO_KEY.isNotNull())
                .and(STEP.ARGUMENTS.isNotNull())
                .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
                .orderBy(EXECUTION.ID.desc())
                .fetch());
    List<Long> ids = executions.stream().map(row -> row.get(EXECUTION.ID)).toList();
    Set<Long> reused = reused(ids);
    Map<Long, Site> sites = sites(run, ids);
    Set<Integer> reusedSteps = new HashSet<>();
    executions.stream()
        .filter(row -> reused.contains(row.get(EXECUTION.ID)))
        .forEach(row -> reusedSteps.add(row.get(STEP.NUMBER)));
    return executions.stream()
        .filter(row -> row.get(EXECUTION.ATTEMPT) == 1)
        .map(row -> call(run, row, reusedSteps, sites.get(row.get(EXECUTION.ID))))
        .toList();
  }

  /** Those that a visible call reused. */
  private Set<Long> reused(List<Long> executions) {
    var caller = EXECUTION.as("caller");
    return dsl.select(EXECUTION.ID)
        .from(EXECUTION)
        .where(EXECUTION.ID.in(executions))
        .andExists(
            DSL.selectOne()
                .from(CALL)
                .join(caller)
                .on(caller.ID.eq(CALL.CALLER_ID))
                .where(CALL.CALLEE_ID.eq(EXECUTION.ID))
                .and(CALL.KIND.eq("reused"))
                .and(VisibilityCondition.in(viewpoint, caller.WORKSPACE_ID)))
        .fetchSet(EXECUTION.ID);
  }

  /** The visible calls that made executions, by execution. */
  private Map<Long, Site> sites(RunId run, List<Long> executions) {
    Map<Long, Site> sites = new HashMap<>();
    dsl.select(
            CALL.CALLEE_ID, CALL.CALLER_ID, CALL.NUMBER, EXECUTION.STEP_NUMBER, EXECUTION.ATTEMPT)
        .from(CALL)
        .join(EXECUTION)
        .on(EXECUTION.ID.eq(CALL.CALLER_ID))
        .where(CALL.CALLEE_ID.in(executions))
        .and(CALL.KIND.eq("made"))
        .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
        .forEach(row ->
            sites.put(
                row.value1(),
                new Site(new StepId(run, row.value4()), row.value5(), row.value2(), row.value3())));
    return sites;
  }

  private static Call call(RunId run, Record row, Set<Integer> reused, @Nullable Site site) {
    StepOptions options = OptionsJson.read(row.get(STEP.OPTIONS));
    return new Call(
        new StepId(run, row.get(STEP.NUMBER)),
        row.get(STEP.MODULE),
        row.get(STEP.TARGET),
        options.parameters(),
        MemoOptionText.parameters(options),
        JsonArray.split(Json.of(row.get(STEP.ARGUMENTS))),
        row.get(EXECUTION.CREATED_AT),
        reused.contains(row.get(STEP.NUMBER)),
        site);
  }

  private boolean isKnown(Site caller, String json) {
    String text = json.replaceAll("^\"|\"$", "");
    return known.computeIfAbsent(caller.execution(), id -> knownTo(caller)).contains(text);
  }

  /** What a caller had: its arguments, and the values of what it had called. */
  private String knownTo(Site caller) {
    StringBuilder all = new StringBuilder();
    dsl.select(STEP.ARGUMENTS)
        .from(STEP)
        .where(STEP.RUN_ID.eq(caller.caller().run().number()))
        .and(STEP.NUMBER.eq(caller.caller().number()))
        .and(STEP.ARGUMENTS.isNotNull())
        .forEach(row -> all.append(text(row.value1())));
    var callee = EXECUTION.as("callee");
    dsl.select(RESULT.VALUE_PAYLOAD)
        .from(CALL)
        .join(callee)
        .on(callee.ID.eq(CALL.CALLEE_ID))
        .join(RESULT)
        .on(RESULT.EXECUTION_ID.eq(callee.ID))
        .where(CALL.CALLER_ID.eq(caller.execution()))
        .and(RESULT.VALUE_PAYLOAD.isNotNull())
        .and(VisibilityCondition.in(viewpoint, callee.WORKSPACE_ID))
        .orderBy(CALL.CALLER_ID, CALL.NUMBER)
        .limit(VALUES_OF_A_CALLER)
        .forEach(row -> all.append('\n').append(text(row.value1())));
    return all.toString();
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}

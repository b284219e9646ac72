package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.step.MemoAdviceRule.Call;
import dev.pinwheel.query.step.MemoAdviceRule.Site;
import dev.pinwheel.query.view.MemoOptionText;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.StepStore;
import dev.pinwheel.store.json.OptionsJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads the visible memoized calls of a run, and what their callers knew. Not thread-safe. */
final class MemoizedCalls {

  private static final int VALUES_OF_A_CALLER = 500;

  private final DSLContext dsl;
  private final Viewpoint viewpoint;
  private final Map<Long, String> known = new HashMap<>();

  MemoizedCalls(DSLContext dsl, Viewpoint viewpoint) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
  }

  /** The calls that executed, as far as they are visible. */
  List<Call> read(RunId run, Collection<Integer> numbers) {
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
                .on(StepStore.isStepOf(EXECUTION))
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

  /** The executions that a visible call reused. */
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

  /** Whether a caller knew a value, given as JSON. */
  boolean isKnown(Site caller, String json) {
    String text = json.replaceAll("^\"|\"$", "");
    return known.computeIfAbsent(caller.execution(), id -> knownTo(caller)).contains(text);
  }

  /** What a caller knew: its arguments, and the values of its calls. */
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

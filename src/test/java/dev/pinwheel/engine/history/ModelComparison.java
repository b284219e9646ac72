package dev.pinwheel.engine.history;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;

import dev.pinwheel.engine.history.ModelState.Call;
import dev.pinwheel.engine.history.ModelState.Exec;
import dev.pinwheel.engine.history.ModelState.Step;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Compares everything that the model knows with the facts in the database and with the messages.
 */
final class ModelComparison {

  private record Row(
      long number,
      ExecutionId id,
      String space,
      boolean keyed,
      boolean cached,
      @Nullable ResultKind result,
      @Nullable Long successor,
      @Nullable String value,
      boolean assigned) {}

  private final ModelState modelState;
  private final EngineSide engine;
  private final List<String> differences = new ArrayList<>();
  private final Map<ExecutionId, Row> rows = new HashMap<>();
  private final Map<Long, Row> rowsByNumber = new HashMap<>();

  private ModelComparison(ModelState modelState, EngineSide engine) {
    this.modelState = modelState;
    this.engine = engine;
  }

  /** What differs at this moment; empty when both agree. */
  static List<String> differences(ModelState modelState, EngineSide engine, DSLContext dsl) {
    ModelComparison comparison = new ModelComparison(modelState, engine);
    comparison.read(dsl);
    comparison.learnSuccessors();
    if (comparison.differences.isEmpty()) {
      comparison.compareExecs();
    }
    if (comparison.differences.isEmpty()) {
      comparison.compareCalls(dsl);
      comparison.compareOrders();
      comparison.compareNews();
    }
    return comparison.differences;
  }

  private void expect(Object what, @Nullable Object model, @Nullable Object found) {
    if (!Objects.equals(model, found)) {
      differences.add("%s: expected %s, found %s".formatted(what, model, found));
    }
  }

  private void read(DSLContext dsl) {
    dsl.select(
            EXECUTION.ID,
            EXECUTION.RUN_ID,
            EXECUTION.STEP_NUMBER,
            EXECUTION.ATTEMPT,
            WORKSPACE.NAME,
            STEP.MEMO_KEY,
            EXECUTION.CACHE_KEY,
            RESULT.KIND,
            RESULT.SUCCESSOR_ID,
            RESULT.VALUE_PAYLOAD,
            ASSIGNMENT.SESSION_ID)
        .from(EXECUTION)
        .join(WORKSPACE)
        .on(WORKSPACE.ID.eq(EXECUTION.WORKSPACE_ID))
        .join(STEP)
        .on(STEP.RUN_ID.eq(EXECUTION.RUN_ID).and(STEP.NUMBER.eq(EXECUTION.STEP_NUMBER)))
        .leftJoin(RESULT)
        .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
        .leftJoin(ASSIGNMENT)
        .on(ASSIGNMENT.EXECUTION_ID.eq(EXECUTION.ID))
        .where(EXECUTION.RUN_ID.gt(engine.lastFormerRun()))
        .forEach(found -> {
          String kind = found.get(RESULT.KIND);
          byte[] value = found.get(RESULT.VALUE_PAYLOAD);
          Row row =
              new Row(
                  found.get(EXECUTION.ID),
                  new ExecutionId(
                      new StepId(
                          new RunId(found.get(EXECUTION.RUN_ID)), found.get(EXECUTION.STEP_NUMBER)),
                      found.get(EXECUTION.ATTEMPT)),
                  found.get(WORKSPACE.NAME),
                  found.get(STEP.MEMO_KEY) != null,
                  found.get(EXECUTION.CACHE_KEY) != null,
                  kind == null ? null : ResultKind.ofWord(kind),
                  found.get(RESULT.SUCCESSOR_ID),
                  value == null ? null : new String(value, StandardCharsets.UTF_8),
                  found.get(ASSIGNMENT.SESSION_ID) != null);
          rows.put(row.id(), row);
          rowsByNumber.put(row.number(), row);
        });
  }

  /** Retries and started runs have no answer that names them; their predecessor's result does. */
  private void learnSuccessors() {
    for (Exec exec : modelState.execs) {
      if (!engine.knows(exec)) {
        Exec predecessor = exec.predecessor;
        Row row =
            predecessor == null || !engine.knows(predecessor)
                ? null
                : rows.get(engine.id(predecessor));
        Long successor = row == null ? null : row.successor();
        if (successor == null) {
          differences.add("%s: missing".formatted(exec));
        } else {
          engine.learn(exec, Objects.requireNonNull(rowsByNumber.get(successor)).id());
        }
      }
    }
  }

  private void compareExecs() {
    expect("number of executions", modelState.execs.size(), rows.size());
    Map<StepId, Step> steps = new HashMap<>();
    Map<ExecutionId, Exec> execs = engine.execsById();
    for (Exec exec : modelState.execs) {
      Row row = rows.get(engine.id(exec));
      if (row == null) {
        differences.add("%s: %s is not there".formatted(exec, engine.id(exec)));
        continue;
      }
      Step known = steps.putIfAbsent(row.id().step(), exec.step);
      expect(exec + " step", known == null ? exec.step : known, exec.step);
      expect(exec + " attempt", exec.attempt, row.id().attempt());
      expect(exec + " workspace", engine.name(exec.space), row.space());
      expect(exec + " has a memo key", exec.step.memoKey != null, row.keyed());
      expect(exec + " has a cache key", exec.cacheKey() != null, row.cached());
      expect(exec + " result", exec.result, row.result());
      expect(exec + " assigned", exec.assigned, row.assigned());
      Row successor = row.successor() == null ? null : rowsByNumber.get(row.successor());
      expect(
          exec + " forwards to",
          exec.successor,
          successor == null ? null : execs.get(successor.id()));
      expect(
          exec + " value", exec.result == ResultKind.VALUE ? "" + exec.value : null, row.value());
    }
    expect(
        "number of steps",
        modelState.runs.stream().mapToInt(run -> run.steps.size()).sum(),
        steps.size());
  }

  private void compareCalls(DSLContext dsl) {
    Map<String, Integer> expected = new TreeMap<>();
    for (Exec exec : modelState.execs) {
      for (Call call : exec.calls) {
        expected.merge(text(exec, call.callee(), call.reused()), 1, Integer::sum);
      }
    }
    Map<ExecutionId, Exec> execs = engine.execsById();
    Map<String, Integer> found = new TreeMap<>();
    dsl.select(CALL.CALLER_ID, CALL.CALLEE_ID, CALL.KIND, CALL.TIMES)
        .from(CALL)
        .where(CALL.RUN_ID.gt(engine.lastFormerRun()))
        .forEach(call ->
            found.merge(
                text(
                    execs.get(rowId(call.value1())),
                    execs.get(rowId(call.value2())),
                    call.value3().equals("reused")),
                call.value4(),
                Integer::sum));
    expect("calls", expected, found);
  }

  private ExecutionId rowId(long number) {
    return Objects.requireNonNull(rowsByNumber.get(number)).id();
  }

  private static String text(@Nullable Exec caller, @Nullable Exec callee, boolean reused) {
    return caller + (reused ? " reused " : " made ") + callee;
  }

  private void compareOrders() {
    var ordered = engine.ordered();
    expect("orders given twice", 0, engine.orderCount() - ordered.size());
    var stopped = engine.stopped();
    for (Exec exec : modelState.execs) {
      expect(exec + " was ordered", exec.assigned, ordered.contains(engine.id(exec)));
      expect(
          exec + " was stopped",
          exec.assigned && endedByServer(exec),
          stopped.contains(engine.id(exec)));
    }
  }

  /** A retried one failed by itself, unless it was retried after a timeout. */
  private static boolean endedByServer(Exec exec) {
    return exec.result == ResultKind.CANCELLED
        || exec.result == ResultKind.SUPERSEDED
        || exec.result == ResultKind.TIMED_OUT;
  }

  /** E2: whoever waits gets the outcome, once. */
  private void compareNews() {
    List<EngineSide.News> news = engine.news();
    for (Exec exec : modelState.execs) {
      for (Exec awaited : exec.awaited) {
        List<EngineSide.News> told =
            news.stream()
                .filter(one ->
                    one.waiting().equals(engine.id(exec))
                        && one.awaited().equals(engine.id(awaited)))
                .toList();
        String what = exec + " is told of " + awaited;
        if (exec.isOpen() && awaited.isSettled()) {
          Exec end = awaited.end();
          if (told.isEmpty()) {
            differences.add(what + ": expected the outcome of " + end + ", found none");
          }
          for (EngineSide.News one : told) {
            expect(what, engine.id(one.fromMap() ? awaited : end), one.outcome().execution());
            expect(what, end.result, one.outcome().kind());
            expect(
                what,
                end.result == ResultKind.VALUE ? "" + end.value : null,
                one.outcome().value() == null ? null : one.outcome().value().toString());
          }
        } else if (!awaited.isSettled()) {
          expect(what + " too early", List.of(), told);
        }
      }
    }
  }
}

package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.store.json.OptionsJson;
import org.jooq.impl.DSL;

/** Writes down many steps at once, as fast as the database takes them. */
final class ManySteps {

  private final ReadModelFixture fixture;

  ManySteps(ReadModelFixture fixture) {
    this.fixture = fixture;
  }

  /** Adds so many memoized steps that this execution calls and waits for; answers the last. */
  ExecutionFixture add(ExecutionFixture caller, int number) {

    int firstStep = fixture.stepsOf.getOrDefault(caller.run().number(), 1) + 1;
    long run = caller.run().number();
    long place = fixture.id(caller.workspace);
    StepOptions options = ReadModelFixture.MEMOIZED;
    long worker =
        fixture.dsl.select(DSL.max(WORKER_SESSION.ID)).from(WORKER_SESSION).fetchSingle().value1();
    long last = 0;
    for (int start = 0; start < number; start += 1000) {
      var steps =
          fixture.dsl.insertInto(
              STEP,
              STEP.RUN_ID,
              STEP.NUMBER,
              STEP.MODULE,
              STEP.TARGET,
              STEP.KIND,
              STEP.ARGUMENTS,
              STEP.ARGUMENTS_HASH,
              STEP.MEMO_KEY,
              STEP.OPTIONS);
      var executions =
          fixture.dsl.insertInto(
              EXECUTION,
              EXECUTION.ID,
              EXECUTION.RUN_ID,
              EXECUTION.STEP_NUMBER,
              EXECUTION.ATTEMPT,
              EXECUTION.WORKSPACE_ID,
              EXECUTION.CAUSE,
              EXECUTION.SERIES_ATTEMPT,
              EXECUTION.CREATED_AT);
      var assignments =
          fixture.dsl.insertInto(
              ASSIGNMENT, ASSIGNMENT.EXECUTION_ID, ASSIGNMENT.SESSION_ID, ASSIGNMENT.ASSIGNED_AT);
      var results =
          fixture.dsl.insertInto(
              RESULT,
              RESULT.EXECUTION_ID,
              RESULT.KIND,
              RESULT.VALUE_PAYLOAD,
              RESULT.VALUE_HASH,
              RESULT.RECORDED_AT);
      var calls =
          fixture.dsl.insertInto(
              CALL,
              CALL.ID,
              CALL.RUN_ID,
              CALL.CALLER_ID,
              CALL.NUMBER,
              CALL.CALLEE_ID,
              CALL.KIND,
              CALL.TIMES,
              CALL.MEMO_KEY,
              CALL.CALLED_AT);
      var dependencies =
          fixture.dsl.insertInto(
              DEPENDENCY,
              DEPENDENCY.EXECUTION_ID,
              DEPENDENCY.DEPENDENCY_ID,
              DEPENDENCY.RUN_ID,
              DEPENDENCY.KIND);
      for (int i = start; i < Math.min(number, start + 1000); i++) {
        long execution = fixture.number();
        last = execution;
        byte[] key = ReadModelFixture.hash("key" + i);
        steps =
            steps.values(
                run,
                firstStep + i,
                "users",
                "parseRow",
                "task",
                ReadModelFixture.bytes("[" + i + "]"),
                key,
                key,
                OptionsJson.write(options));
        executions =
            executions.values(execution, run, firstStep + i, 1, place, "call", 1, fixture.now());
        assignments = assignments.values(execution, worker, fixture.now());
        results =
            results.values(
                execution,
                "value",
                ReadModelFixture.bytes("" + i),
                key,
                fixture.now().plusMillis(i));
        calls =
            calls.values(
                fixture.number(),
                run,
                caller.sequence,
                ++caller.calls,
                execution,
                "made",
                1,
                key,
                fixture.now());
        dependencies = dependencies.values(caller.sequence, execution, run, "waited");
      }
      steps.execute();
      executions.execute();
      assignments.execute();
      results.execute();
      calls.execute();
      dependencies.execute();
    }
    fixture.stepsOf.put(run, firstStep + number - 1);
    caller.count(number, 0, number, 0, number, 0);
    StepId step = new StepId(caller.run(), firstStep + number - 1);
    return number == 0
        ? caller
        : new ExecutionFixture(
            fixture, last, new ExecutionId(step, 1), "parseRow", caller.workspace);
  }
}

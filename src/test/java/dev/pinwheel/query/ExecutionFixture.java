package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.store.json.OptionsJson;
import dev.pinwheel.store.json.StoredFailureJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** An execution in a {@link ReadModelFixture}; its methods record what it does. */
public final class ExecutionFixture {

  private final ReadModelFixture fixture;
  final long sequence;
  public final ExecutionId id;
  final String target;
  final String workspace;
  int calls;

  ExecutionFixture(
      ReadModelFixture fixture, long sequence, ExecutionId id, String target, String workspace) {
    this.fixture = fixture;
    this.sequence = sequence;
    this.id = id;
    this.target = target;
    this.workspace = workspace;
  }

  public RunId run() {
    return id.run();
  }

  public StepId step() {
    return id.step();
  }

  /** A worker gets it. */
  public ExecutionFixture assign() {
    return assign(null);
  }

  public ExecutionFixture assign(@Nullable Long session) {
    long worker =
        session != null
            ? session
            : fixture.dsl.fetchExists(WORKER_SESSION, WORKER_SESSION.WORKER.eq("the worker"))
                ? fixture
                    .dsl
                    .select(WORKER_SESSION.ID)
                    .from(WORKER_SESSION)
                    .where(WORKER_SESSION.WORKER.eq("the worker"))
                    .fetchSingle(WORKER_SESSION.ID)
                : fixture.worker("the worker", null, 8, "users");
    fixture.dsl.insertInto(ASSIGNMENT).values(sequence, worker, fixture.now()).execute();
    fixture
        .dsl
        .update(OPEN_EXECUTION)
        .set(OPEN_EXECUTION.SESSION_ID, worker)
        .where(OPEN_EXECUTION.EXECUTION_ID.eq(sequence))
        .execute();
    return this;
  }

  /** Calls a task that is not memoized; a worker gets it. */
  public ExecutionFixture call(String called) {
    return makes(called, null, "task", null).assign();
  }

  /** Calls a task with a memo key that misses; a worker gets it. */
  public ExecutionFixture callMemo(String called, String key) {
    return makes(called, key, "task", null).assign();
  }

  public ExecutionFixture callInGroup(String called, String group) {
    return makes(called, null, "task", group).assign();
  }

  /** Calls a task that nobody gets yet. */
  public ExecutionFixture callQueued(String called, @Nullable String key) {
    return makes(called, key, "task", null);
  }

  public ExecutionFixture callWorkflow(String called) {
    return makes(called, null, "workflow", null);
  }

  private ExecutionFixture makes(
      String called, @Nullable String key, String kind, @Nullable String group) {
    StepId made =
        fixture.step(
            run(),
            called,
            kind,
            "[\"" + called + "\"]",
            key,
            key == null ? ReadModelFixture.PLAIN : ReadModelFixture.MEMOIZED);
    ExecutionFixture did = fixture.execute(made, called, workspace, "call", null);
    refer(did, "made", 1, group);
    return did;
  }

  /** A call that hits. */
  public ExecutionFixture reuse(ExecutionFixture hit) {
    return reuse(hit, 1);
  }

  public ExecutionFixture reuse(ExecutionFixture hit, int times) {
    refer(hit, "reused", times, null);
    return hit;
  }

  private void refer(ExecutionFixture callee, String kind, int times, @Nullable String group) {
    fixture
        .dsl
        .insertInto(CALL)
        .set(CALL.ID, fixture.next())
        .set(CALL.RUN_ID, run().number())
        .set(CALL.CALLER_ID, sequence)
        .set(CALL.NUMBER, ++calls)
        .set(CALL.CALLEE_ID, callee.sequence)
        .set(CALL.KIND, kind)
        .set(CALL.TIMES, times)
        .set(CALL.GROUP_TITLE, group)
        .set(CALL.CALLED_AT, fixture.now())
        .execute();
    count(0, 0, 0, 0, times, kind.equals("reused") ? times : 0);
  }

  public ExecutionFixture waitFor(ExecutionFixture awaited) {
    fixture
        .dsl
        .insertInto(DEPENDENCY)
        .values(sequence, awaited.sequence, run().number(), "waited", fixture.now())
        .execute();
    count(0, 0, 0, 0, 0, 0);
    return this;
  }

  /** It ends in a value, after so long. */
  public ExecutionFixture value(String json) {
    return end("value", json, null, null, null);
  }

  public ExecutionFixture fail(String type, String message) {
    return end("failed", null, Failure.of(type, message), null, null);
  }

  public ExecutionFixture cancel() {
    return end("cancelled", null, null, null, null);
  }

  public ExecutionFixture forward(ResultKind kind, ExecutionFixture to) {
    return end(kind.word(), null, null, to, null);
  }

  private ExecutionFixture end(
      String kind,
      @Nullable String json,
      @Nullable Failure failure,
      @Nullable ExecutionFixture successor,
      @Nullable String cause) {
    fixture.next();
    fixture
        .dsl
        .insertInto(RESULT)
        .set(RESULT.EXECUTION_ID, sequence)
        .set(RESULT.KIND, kind)
        .set(RESULT.CAUSE, cause)
        .set(RESULT.VALUE_PAYLOAD, json == null ? null : ReadModelFixture.bytes(json))
        .set(RESULT.VALUE_HASH, json == null ? null : ReadModelFixture.hash(json))
        .set(RESULT.FAILURE, failure == null ? null : StoredFailureJson.write(failure))
        .set(RESULT.FAILURE_TYPE, failure == null ? null : failure.type())
        .set(
            RESULT.FAILURE_HASH,
            failure == null
                ? null
                : ReadModelFixture.hash(kind + failure.type() + failure.message()))
        .set(RESULT.SUCCESSOR_ID, successor == null ? null : successor.sequence)
        .set(RESULT.RECORDED_AT, fixture.now())
        .execute();
    fixture
        .dsl
        .deleteFrom(OPEN_EXECUTION)
        .where(OPEN_EXECUTION.EXECUTION_ID.eq(sequence))
        .execute();
    boolean well = kind.equals("value") || kind.equals("cached") || kind.equals("spawned");
    boolean badly = List.of("failed", "timedOut", "abandoned").contains(kind);
    count(0, -1, well ? 1 : 0, badly ? 1 : 0, 0, 0);
    return this;
  }

  /** Somebody re-runs the step here; a worker gets the new attempt. */
  public ExecutionFixture rerun(String in) {
    ExecutionFixture forced = fixture.execute(step(), target, in, "rerun", null).assign();
    fixture
        .dsl
        .insertInto(RERUN)
        .set(RERUN.EXECUTION_ID, forced.sequence)
        .set(RERUN.REQUESTED_BY, "local")
        .set(RERUN.REASON, "to see")
        .set(RERUN.REUSE_SUCCESSES, false)
        .execute();
    return forced;
  }

  /** It failed and is tried again at a later time. */
  public ExecutionFixture retryAt(Instant at, String type) {
    ExecutionFixture retry = fixture.execute(step(), target, workspace, "retry", null);
    fixture
        .dsl
        .update(EXECUTION)
        .set(EXECUTION.SERIES_ATTEMPT, 2)
        .set(EXECUTION.NOT_BEFORE, at)
        .where(EXECUTION.ID.eq(retry.sequence))
        .execute();
    fixture
        .dsl
        .update(STEP)
        .set(
            STEP.OPTIONS,
            OptionsJson.write(
                new StepOptions(
                    new TargetOptions(
                        null,
                        null,
                        new RetryOption(3, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                        null,
                        null),
                    TargetOptions.NONE,
                    MemoOrigin.NONE,
                    List.of("id"))))
        .where(STEP.RUN_ID.eq(run().number()))
        .and(STEP.NUMBER.eq(step().number()))
        .execute();
    end("retried", null, Failure.of(type, "x"), retry, "failed");
    return retry;
  }

  /** The workflow call becomes a run of its own; answers its step 1. */
  public ExecutionFixture spawn() {
    ExecutionFixture first = fixture.run(workspace, target, "[]", this);
    forward(ResultKind.SPAWNED, first);
    return first;
  }

  public void log(String level, String template, String values) {
    fixture
        .dsl
        .insertInto(LOG_MESSAGE)
        .set(LOG_MESSAGE.ID, fixture.next())
        .set(LOG_MESSAGE.RUN_ID, run().number())
        .set(LOG_MESSAGE.EXECUTION_ID, sequence)
        .set(LOG_MESSAGE.WORKSPACE_ID, id(workspace))
        .set(LOG_MESSAGE.LOGGED_AT, fixture.now())
        .set(LOG_MESSAGE.LEVEL, level)
        .set(LOG_MESSAGE.TEMPLATE, ReadModelFixture.bytes(template))
        .set(LOG_MESSAGE.TEMPLATE_VALUES, ReadModelFixture.bytes(values))
        .execute();
  }

  /** {@code Row 1} to {@code Row n}, quickly; their ids begin with the answer. */
  public long logRows(int number) {
    long first = fixture.next();
    fixture.dsl.execute(
        "insert into log_message (id, run_id, execution_id, workspace_id, logged_at, level, template, template_values)"
            + " select {0} + \"X\" - 1, {1}, {2}, {3}, {4}, 'info', cast('Row {n}' as varbinary), cast('{\"n\":' || \"X\" || '}' as varbinary)"
            + " from system_range(1, {5})",
        DSL.val(first),
        DSL.val(run().number()),
        DSL.val(sequence),
        DSL.val(id(workspace)),
        DSL.val(fixture.now()),
        DSL.val(number));
    fixture.skip(number);
    return first;
  }

  private long id(String name) {
    return fixture.id(name);
  }

  public void count(int executions, int open, int well, int badly, int made, int reused) {
    long place = id(workspace);
    int updated =
        fixture
            .dsl
            .update(RUN_SUMMARY)
            .set(RUN_SUMMARY.EXECUTIONS, RUN_SUMMARY.EXECUTIONS.plus(executions))
            .set(RUN_SUMMARY.OPEN_EXECUTIONS, RUN_SUMMARY.OPEN_EXECUTIONS.plus(open))
            .set(RUN_SUMMARY.ENDED_WELL, RUN_SUMMARY.ENDED_WELL.plus(well))
            .set(RUN_SUMMARY.ENDED_BADLY, RUN_SUMMARY.ENDED_BADLY.plus(badly))
            .set(RUN_SUMMARY.CALLS, RUN_SUMMARY.CALLS.plus(made))
            .set(RUN_SUMMARY.REUSED_CALLS, RUN_SUMMARY.REUSED_CALLS.plus(reused))
            .set(RUN_SUMMARY.VERSION, RUN_SUMMARY.VERSION.plus(1L))
            .set(RUN_SUMMARY.LAST_ACTIVITY_AT, fixture.now())
            .where(RUN_SUMMARY.RUN_ID.eq(run().number()))
            .and(RUN_SUMMARY.WORKSPACE_ID.eq(place))
            .execute();
    if (updated == 0) {
      fixture
          .dsl
          .insertInto(RUN_SUMMARY)
          .values(
              run().number(),
              place,
              executions,
              open,
              well,
              badly,
              made,
              reused,
              1L,
              fixture.now(),
              0)
          .execute();
    }
  }
}

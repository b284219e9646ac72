package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.MANIFEST;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.FailureJson;
import dev.pinwheel.store.ManifestJson;
import dev.pinwheel.store.OptionsJson;
import dev.pinwheel.store.Payloads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory with the facts a test writes down, and the read models over it. Every fact
 * takes one second, unless said otherwise.
 */
final class World implements AutoCloseable {

  private static final StepOptions PLAIN =
      new StepOptions(TargetOptions.NONE, TargetOptions.NONE, MemoOrigin.NONE, List.of("id"));
  private static final StepOptions MEMOIZED =
      new StepOptions(
          TargetOptions.memo(new MemoOption.All()),
          TargetOptions.NONE,
          MemoOrigin.TASK,
          List.of("id"));

  private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:"
              + UUID.randomUUID()
              + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
          "sa",
          "");

  /** The database lives as long as this. */
  private final Connection open;

  private final Map<Long, Integer> stepsOf = new HashMap<>();
  private long sequence = 1000;
  private long runs;
  private long workspaces;
  private Instant now = START;

  final DSLContext dsl = DSL.using(pool, SQLDialect.H2);
  final ReadModels reads;

  World() {
    try {
      open = pool.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Flyway.configure().dataSource(pool).load().migrate();
    reads = models(pool, this::now);
  }

  private static ReadModels models(JdbcConnectionPool pool, java.time.InstantSource clock) {
    EventBus bus =
        new EventBus(error -> {
          throw error;
        });
    Database database = new Database(pool, SQLDialect.H2, clock, bus, Durability.PROCESS);
    return ReadModels.of(database, new Payloads(Path.of("target/no-blobs")), clock);
  }

  Instant start() {
    return START;
  }

  Instant now() {
    return now;
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  private long next() {
    pass(Duration.ofSeconds(1));
    return sequence++;
  }

  Viewpoint from(String workspace) {
    return reads.viewpoints().get(workspace);
  }

  // ------------------------------------------------------------------ workspaces and workers

  /** Creates a workspace; base null for none. Answers its id. */
  long workspace(String name, @Nullable String base) {
    long id = ++workspaces;
    Long baseId = base == null ? null : id(base);
    dsl.insertInto(WORKSPACE)
        .set(WORKSPACE.ID, id)
        .set(WORKSPACE.NAME, name)
        .set(WORKSPACE.ACTIVE_NAME, name)
        .set(WORKSPACE.BASE_ID, baseId)
        .set(WORKSPACE.STATE, "active")
        .set(WORKSPACE.CREATED_AT, now)
        .set(WORKSPACE.CREATED_BY, "local")
        .execute();
    insertChain(id, baseId);
    return id;
  }

  private void insertChain(long id, @Nullable Long base) {
    Long at = id;
    int depth = 0;
    Long next = base;
    while (at != null) {
      dsl.insertInto(WORKSPACE_ANCESTOR).values(id, at, depth++).execute();
      at = next;
      next =
          at == null
              ? null
              : dsl.select(WORKSPACE.BASE_ID)
                  .from(WORKSPACE)
                  .where(WORKSPACE.ID.eq(at))
                  .fetchOne(WORKSPACE.BASE_ID);
    }
  }

  /** Gives a workspace another base (of those below it, nothing is adjusted). */
  void changeBase(String workspace, @Nullable String base) {
    long id = id(workspace);
    Long baseId = base == null ? null : id(base);
    dsl.update(WORKSPACE).set(WORKSPACE.BASE_ID, baseId).where(WORKSPACE.ID.eq(id)).execute();
    dsl.deleteFrom(WORKSPACE_ANCESTOR).where(WORKSPACE_ANCESTOR.WORKSPACE_ID.eq(id)).execute();
    insertChain(id, baseId);
  }

  void setState(String workspace, String state) {
    boolean archived = state.equals("archived");
    dsl.update(WORKSPACE)
        .set(WORKSPACE.STATE, state)
        .set(WORKSPACE.ACTIVE_NAME, archived ? null : workspace)
        .set(WORKSPACE.ARCHIVED_AT, archived ? now : null)
        .where(WORKSPACE.NAME.eq(workspace))
        .execute();
  }

  long id(String workspace) {
    return dsl.select(WORKSPACE.ID)
        .from(WORKSPACE)
        .where(WORKSPACE.ACTIVE_NAME.eq(workspace))
        .fetchSingle(WORKSPACE.ID);
  }

  /** Opens a session; scope null for the embedded worker, a pattern ends with a star. */
  long worker(String name, @Nullable String scope, int slots, String... modules) {
    long id = next();
    boolean pattern = scope != null && scope.endsWith("*");
    dsl.insertInto(WORKER_SESSION)
        .set(WORKER_SESSION.ID, id)
        .set(WORKER_SESSION.WORKER, name)
        .set(WORKER_SESSION.WORKSPACE_ID, scope == null || pattern ? null : id(scope))
        .set(WORKER_SESSION.PATTERN, pattern ? scope : null)
        .set(WORKER_SESSION.EMBEDDED, scope == null)
        .set(WORKER_SESSION.CODE_VERSION, "3f2a91")
        .set(WORKER_SESSION.CONCURRENCY, slots)
        .set(WORKER_SESSION.MODULES, String.join(" ", modules))
        .set(WORKER_SESSION.OPENED_AT, now)
        .execute();
    return id;
  }

  void declare(@Nullable String workspace, String codeVersion, Manifest manifest) {
    dsl.insertInto(MANIFEST)
        .set(MANIFEST.ID, next())
        .set(MANIFEST.WORKSPACE_ID, workspace == null ? null : id(workspace))
        .set(MANIFEST.MODULE, manifest.module())
        .set(MANIFEST.CODE_VERSION, codeVersion)
        .set(MANIFEST.DECLARATION, ManifestJson.write(manifest))
        .set(MANIFEST.DECLARED_AT, now)
        .execute();
  }

  // ------------------------------------------------------------------ runs

  /** Submits a run; answers step 1's execution, which a worker has. */
  Did run(String workspace, String target) {
    return run(workspace, target, "[]", null);
  }

  Did run(String workspace, String target, String arguments, @Nullable Did spawnedBy) {
    RunId run = new RunId(++runs);
    dsl.insertInto(RUN)
        .set(RUN.ID, run.number())
        .set(RUN.WORKSPACE_ID, id(workspace))
        .set(RUN.MODULE, "users")
        .set(RUN.TARGET, target)
        .set(RUN.SPAWNED_BY_ID, spawnedBy == null ? null : spawnedBy.sequence)
        .set(RUN.SUBMITTED_AT, now)
        .set(RUN.SUBMITTED_BY, "local")
        .execute();
    StepId step = step(run, target, "workflow", arguments, null, PLAIN);
    return execute(step, target, workspace, "submit", null).assign();
  }

  private StepId step(
      RunId run,
      String target,
      String kind,
      String arguments,
      @Nullable String memoKey,
      StepOptions options) {
    StepId step = new StepId(run, stepsOf.merge(run.number(), 1, Integer::sum));
    dsl.insertInto(STEP)
        .set(STEP.RUN_ID, run.number())
        .set(STEP.NUMBER, step.number())
        .set(STEP.MODULE, "users")
        .set(STEP.TARGET, target)
        .set(STEP.KIND, kind)
        .set(STEP.ARGUMENTS, bytes(arguments))
        .set(STEP.ARGUMENTS_HASH, hash(arguments))
        .set(STEP.MEMO_KEY, memoKey == null ? null : hash(memoKey))
        .set(STEP.OPTIONS, OptionsJson.write(options))
        .execute();
    return step;
  }

  private Did execute(
      StepId step, String target, String workspace, String cause, @Nullable Long rerun) {
    int attempt =
        1
            + dsl.fetchCount(
                EXECUTION,
                EXECUTION.RUN_ID.eq(step.run().number()),
                EXECUTION.STEP_NUMBER.eq(step.number()));
    long id = next();
    dsl.insertInto(EXECUTION)
        .set(EXECUTION.ID, id)
        .set(EXECUTION.RUN_ID, step.run().number())
        .set(EXECUTION.STEP_NUMBER, step.number())
        .set(EXECUTION.ATTEMPT, attempt)
        .set(EXECUTION.WORKSPACE_ID, id(workspace))
        .set(EXECUTION.CAUSE, cause)
        .set(EXECUTION.SERIES_ATTEMPT, 1)
        .set(EXECUTION.RERUN_ID, rerun)
        .set(EXECUTION.CREATED_AT, now)
        .execute();
    dsl.insertInto(OPEN_EXECUTION)
        .set(OPEN_EXECUTION.EXECUTION_ID, id)
        .set(OPEN_EXECUTION.RUN_ID, step.run().number())
        .set(OPEN_EXECUTION.WORKSPACE_ID, id(workspace))
        .execute();
    Did did = new Did(id, new ExecutionId(step, attempt), target, workspace);
    did.count(1, 1, 0, 0, 0, 0);
    return did;
  }

  /** An execution, and what it does. */
  final class Did {
    final long sequence;
    final ExecutionId id;
    final String target;
    final String workspace;
    private int calls;

    Did(long sequence, ExecutionId id, String target, String workspace) {
      this.sequence = sequence;
      this.id = id;
      this.target = target;
      this.workspace = workspace;
    }

    RunId run() {
      return id.run();
    }

    StepId step() {
      return id.step();
    }

    /** A worker gets it. */
    Did assign() {
      return assign(null);
    }

    Did assign(@Nullable Long session) {
      long worker =
          session != null
              ? session
              : dsl.fetchExists(WORKER_SESSION, WORKER_SESSION.WORKER.eq("the worker"))
                  ? dsl.select(WORKER_SESSION.ID)
                      .from(WORKER_SESSION)
                      .where(WORKER_SESSION.WORKER.eq("the worker"))
                      .fetchSingle(WORKER_SESSION.ID)
                  : worker("the worker", null, 8, "users");
      dsl.insertInto(ASSIGNMENT).values(sequence, worker, now).execute();
      dsl.update(OPEN_EXECUTION)
          .set(OPEN_EXECUTION.SESSION_ID, worker)
          .where(OPEN_EXECUTION.EXECUTION_ID.eq(sequence))
          .execute();
      return this;
    }

    /** Calls a task that is not memoized; a worker gets it. */
    Did call(String called) {
      return makes(called, null, "task", null).assign();
    }

    /** Calls a task with a memo key that misses; a worker gets it. */
    Did callMemo(String called, String key) {
      return makes(called, key, "task", null).assign();
    }

    Did callInGroup(String called, String group) {
      return makes(called, null, "task", group).assign();
    }

    /** Calls a task that nobody gets yet. */
    Did callQueued(String called, @Nullable String key) {
      return makes(called, key, "task", null);
    }

    Did callWorkflow(String called) {
      return makes(called, null, "workflow", null);
    }

    private Did makes(String called, @Nullable String key, String kind, @Nullable String group) {
      StepId made =
          World.this.step(
              run(), called, kind, "[\"" + called + "\"]", key, key == null ? PLAIN : MEMOIZED);
      Did did = execute(made, called, workspace, "call", null);
      refer(did, "made", 1, group);
      return did;
    }

    /** A call that hits. */
    Did reuse(Did hit) {
      return reuse(hit, 1);
    }

    Did reuse(Did hit, int times) {
      refer(hit, "reused", times, null);
      return hit;
    }

    private void refer(Did callee, String kind, int times, @Nullable String group) {
      dsl.insertInto(CALL)
          .set(CALL.ID, next())
          .set(CALL.RUN_ID, run().number())
          .set(CALL.CALLER_ID, sequence)
          .set(CALL.NUMBER, ++calls)
          .set(CALL.CALLEE_ID, callee.sequence)
          .set(CALL.KIND, kind)
          .set(CALL.TIMES, times)
          .set(CALL.GROUP_TITLE, group)
          .set(CALL.CALLED_AT, now)
          .execute();
      count(0, 0, 0, 0, times, kind.equals("reused") ? times : 0);
    }

    Did waitFor(Did awaited) {
      dsl.insertInto(DEPENDENCY)
          .values(sequence, awaited.sequence, run().number(), "waited")
          .execute();
      count(0, 0, 0, 0, 0, 0);
      return this;
    }

    /** It ends in a value, after so long. */
    Did value(String json) {
      return end("value", json, null, null, null);
    }

    Did fail(String type, String message) {
      return end("failed", null, Failure.of(type, message), null, null);
    }

    Did cancel() {
      return end("cancelled", null, null, null, null);
    }

    Did forward(ResultKind kind, Did to) {
      return end(kind.word(), null, null, to, null);
    }

    private Did end(
        String kind,
        @Nullable String json,
        @Nullable Failure failure,
        @Nullable Did successor,
        @Nullable String cause) {
      next();
      dsl.insertInto(RESULT)
          .set(RESULT.EXECUTION_ID, sequence)
          .set(RESULT.KIND, kind)
          .set(RESULT.CAUSE, cause)
          .set(RESULT.VALUE_PAYLOAD, json == null ? null : bytes(json))
          .set(RESULT.VALUE_HASH, json == null ? null : hash(json))
          .set(RESULT.FAILURE, failure == null ? null : FailureJson.write(failure))
          .set(RESULT.FAILURE_TYPE, failure == null ? null : failure.type())
          .set(
              RESULT.FAILURE_HASH,
              failure == null ? null : hash(kind + failure.type() + failure.message()))
          .set(RESULT.SUCCESSOR_ID, successor == null ? null : successor.sequence)
          .set(RESULT.RECORDED_AT, now)
          .execute();
      dsl.deleteFrom(OPEN_EXECUTION).where(OPEN_EXECUTION.EXECUTION_ID.eq(sequence)).execute();
      boolean well = kind.equals("value") || kind.equals("cached") || kind.equals("spawned");
      boolean badly = List.of("failed", "timedOut", "abandoned").contains(kind);
      count(0, -1, well ? 1 : 0, badly ? 1 : 0, 0, 0);
      return this;
    }

    /** Somebody re-runs the step here; a worker gets the new attempt. */
    Did rerun(String in) {
      Did forced = execute(step(), target, in, "rerun", null).assign();
      dsl.insertInto(RERUN)
          .set(RERUN.EXECUTION_ID, forced.sequence)
          .set(RERUN.REQUESTED_BY, "local")
          .set(RERUN.REASON, "to see")
          .set(RERUN.REUSE_SUCCESSES, false)
          .execute();
      return forced;
    }

    /** It failed and is tried again at a later time. */
    Did retryAt(Instant at, String type) {
      Did retry = execute(step(), target, workspace, "retry", null);
      dsl.update(EXECUTION)
          .set(EXECUTION.SERIES_ATTEMPT, 2)
          .set(EXECUTION.NOT_BEFORE, at)
          .where(EXECUTION.ID.eq(retry.sequence))
          .execute();
      dsl.update(STEP)
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
    Did spawn() {
      Did first = World.this.run(workspace, target, "[]", this);
      forward(ResultKind.SPAWNED, first);
      return first;
    }

    void log(String level, String template, String values) {
      dsl.insertInto(LOG_MESSAGE)
          .set(LOG_MESSAGE.ID, next())
          .set(LOG_MESSAGE.RUN_ID, run().number())
          .set(LOG_MESSAGE.EXECUTION_ID, sequence)
          .set(LOG_MESSAGE.WORKSPACE_ID, id(workspace))
          .set(LOG_MESSAGE.LOGGED_AT, now)
          .set(LOG_MESSAGE.LEVEL, level)
          .set(LOG_MESSAGE.TEMPLATE, bytes(template))
          .set(LOG_MESSAGE.TEMPLATE_VALUES, bytes(values))
          .execute();
    }

    private long id(String name) {
      return World.this.id(name);
    }

    private void count(int executions, int open, int well, int badly, int made, int reused) {
      long place = id(workspace);
      int updated =
          dsl.update(RUN_SUMMARY)
              .set(RUN_SUMMARY.EXECUTIONS, RUN_SUMMARY.EXECUTIONS.plus(executions))
              .set(RUN_SUMMARY.OPEN_EXECUTIONS, RUN_SUMMARY.OPEN_EXECUTIONS.plus(open))
              .set(RUN_SUMMARY.ENDED_WELL, RUN_SUMMARY.ENDED_WELL.plus(well))
              .set(RUN_SUMMARY.ENDED_BADLY, RUN_SUMMARY.ENDED_BADLY.plus(badly))
              .set(RUN_SUMMARY.CALLS, RUN_SUMMARY.CALLS.plus(made))
              .set(RUN_SUMMARY.REUSED_CALLS, RUN_SUMMARY.REUSED_CALLS.plus(reused))
              .set(RUN_SUMMARY.VERSION, RUN_SUMMARY.VERSION.plus(1L))
              .set(RUN_SUMMARY.LAST_ACTIVITY_AT, now)
              .where(RUN_SUMMARY.RUN_ID.eq(run().number()))
              .and(RUN_SUMMARY.WORKSPACE_ID.eq(place))
              .execute();
      if (updated == 0) {
        dsl.insertInto(RUN_SUMMARY)
            .values(run().number(), place, executions, open, well, badly, made, reused, 1L, now)
            .execute();
      }
    }
  }

  // ------------------------------------------------------------------ much at once

  /** Something of the run changes. */
  void touch(Did did) {
    did.count(0, 0, 0, 0, 0, 0);
  }

  /** Adds so many memoized steps that this execution calls and waits for; answers the last. */
  Did copySteps(Did caller, int number) {
    long from = sequence;
    int firstStep = stepsOf.getOrDefault(caller.run().number(), 1) + 1;
    long run = caller.run().number();
    long place = id(caller.workspace);
    StepOptions options = MEMOIZED;
    long worker =
        dsl.select(DSL.max(WORKER_SESSION.ID)).from(WORKER_SESSION).fetchSingle().value1();
    for (int start = 0; start < number; start += 1000) {
      var steps =
          dsl.insertInto(
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
          dsl.insertInto(
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
          dsl.insertInto(
              ASSIGNMENT, ASSIGNMENT.EXECUTION_ID, ASSIGNMENT.SESSION_ID, ASSIGNMENT.ASSIGNED_AT);
      var results =
          dsl.insertInto(
              RESULT,
              RESULT.EXECUTION_ID,
              RESULT.KIND,
              RESULT.VALUE_PAYLOAD,
              RESULT.VALUE_HASH,
              RESULT.RECORDED_AT);
      var calls =
          dsl.insertInto(
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
          dsl.insertInto(
              DEPENDENCY,
              DEPENDENCY.EXECUTION_ID,
              DEPENDENCY.DEPENDENCY_ID,
              DEPENDENCY.RUN_ID,
              DEPENDENCY.KIND);
      for (int i = start; i < Math.min(number, start + 1000); i++) {
        long execution = sequence++;
        byte[] key = hash("key" + i);
        steps =
            steps.values(
                run,
                firstStep + i,
                "users",
                "parseRow",
                "task",
                bytes("[" + i + "]"),
                key,
                key,
                OptionsJson.write(options));
        executions = executions.values(execution, run, firstStep + i, 1, place, "call", 1, now);
        assignments = assignments.values(execution, worker, now);
        results = results.values(execution, "value", bytes("" + i), key, now.plusMillis(i));
        calls =
            calls.values(
                sequence++, run, caller.sequence, ++caller.calls, execution, "made", 1, key, now);
        dependencies = dependencies.values(caller.sequence, execution, run, "waited");
      }
      steps.execute();
      executions.execute();
      assignments.execute();
      results.execute();
      calls.execute();
      dependencies.execute();
    }
    stepsOf.put(run, firstStep + number - 1);
    caller.count(number, 0, number, 0, number, 0);
    long last = sequence - 2;
    StepId step = new StepId(caller.run(), firstStep + number - 1);
    return last < from
        ? caller
        : new Did(last, new ExecutionId(step, 1), "parseRow", caller.workspace);
  }

  /** Adds so many runs of one step each; every tenth failed. */
  void copyRuns(int number) {
    for (int i = 0; i < number; i++) {
      Did run = run("production", "small");
      if (i % 10 == 0) {
        run.fail("X", "no");
      } else {
        run.value("1");
      }
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      open.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    pool.dispose();
  }
}

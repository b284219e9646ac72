package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.MANIFEST;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.json.ManifestJson;
import dev.pinwheel.store.json.OptionsJson;
import dev.pinwheel.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory with the facts a test writes down, and the read models over it. Every fact
 * takes one second, unless said otherwise.
 */
public final class ReadModelFixture implements AutoCloseable {

  static final StepOptions PLAIN =
      new StepOptions(TargetOptions.NONE, TargetOptions.NONE, MemoOrigin.NONE, List.of("id"));
  static final StepOptions MEMOIZED =
      new StepOptions(
          TargetOptions.memo(new MemoOption.All()),
          TargetOptions.NONE,
          MemoOrigin.TASK,
          List.of("id"));

  private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

  private final TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);

  final Map<Long, Integer> stepsOf = new HashMap<>();
  private long sequence = 1000;
  private long runs;
  private long workspaces;
  private Instant now = START;

  final DSLContext dsl = DSL.using(database.dataSource(), SQLDialect.H2);
  private final Database reading;
  public final ReadModels reads;

  public ReadModelFixture() {
    EventBus bus =
        new EventBus(error -> {
          throw error;
        });
    reading =
        new Database(database.dataSource(), SQLDialect.H2, this::now, bus, Durability.PROCESS);
    reads = ReadModels.of(reading, new Payloads(Path.of("target/no-blobs")), this::now);
  }

  /** What the read models read. */
  Database database() {
    return reading;
  }

  public Instant start() {
    return START;
  }

  public Instant now() {
    return now;
  }

  public void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** The next sequence number, a second later. */
  public long next() {
    pass(Duration.ofSeconds(1));
    return sequence++;
  }

  void skip(int numbers) {
    sequence += numbers;
  }

  public Viewpoint from(String workspace) {
    return reads.viewpoints().get(workspace, Sight.EVERYTHING);
  }

  // ------------------------------------------------------------------ workspaces and workers

  /** Creates a workspace; base null for none. Answers its id. */
  public long workspace(String name, @Nullable String base) {
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
  public void changeBase(String workspace, @Nullable String base) {
    long id = id(workspace);
    Long baseId = base == null ? null : id(base);
    dsl.update(WORKSPACE).set(WORKSPACE.BASE_ID, baseId).where(WORKSPACE.ID.eq(id)).execute();
    dsl.deleteFrom(WORKSPACE_ANCESTOR).where(WORKSPACE_ANCESTOR.WORKSPACE_ID.eq(id)).execute();
    insertChain(id, baseId);
  }

  public void setState(String workspace, String state) {
    boolean archived = state.equals("archived");
    dsl.update(WORKSPACE)
        .set(WORKSPACE.STATE, state)
        .set(WORKSPACE.ACTIVE_NAME, archived ? null : workspace)
        .set(WORKSPACE.ARCHIVED_AT, archived ? now : null)
        .where(WORKSPACE.NAME.eq(workspace))
        .execute();
  }

  public long id(String workspace) {
    return dsl.select(WORKSPACE.ID)
        .from(WORKSPACE)
        .where(WORKSPACE.ACTIVE_NAME.eq(workspace))
        .fetchSingle(WORKSPACE.ID);
  }

  /** Opens a session; scope null for the embedded worker, a pattern ends with a star. */
  public long worker(String name, @Nullable String scope, int slots, String... modules) {
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

  public void declare(@Nullable String workspace, String codeVersion, Manifest manifest) {
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
  public ExecutionFixture run(String workspace, String target) {
    return run(workspace, target, "[]", null);
  }

  public ExecutionFixture run(
      String workspace, String target, String arguments, @Nullable ExecutionFixture spawnedBy) {
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

  public StepId step(
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

  public ExecutionFixture execute(
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
    ExecutionFixture did =
        new ExecutionFixture(this, id, new ExecutionId(step, attempt), target, workspace);
    did.count(1, 1, 0, 0, 0, 0);
    return did;
  }

  /** As recorded by a version that did not record them. */
  public void forgetStartsOfWaits() {
    dsl.update(DEPENDENCY).setNull(DEPENDENCY.WAITED_AT).execute();
  }

  // ------------------------------------------------------------------ much at once

  /** Something of the run changes. */
  public void touch(ExecutionFixture did) {
    did.count(0, 0, 0, 0, 0, 0);
  }

  /** Adds so many memoized steps that this execution calls and waits for; answers the last. */
  public ExecutionFixture copySteps(ExecutionFixture caller, int number) {
    return new ManySteps(this).add(caller, number);
  }

  /** Adds so many runs of one step each; every tenth failed. */
  public void copyRuns(int number) {
    for (int i = 0; i < number; i++) {
      ExecutionFixture run = run("production", "small");
      if (i % 10 == 0) {
        run.fail("X", "no");
      } else {
        run.value("1");
      }
    }
  }

  /** A sequence number without a second. */
  public long number() {
    return sequence++;
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}

package dev.pinwheel.store;

import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.jooq.DefaultSchema;
import dev.pinwheel.testing.ManualClock;
import dev.pinwheel.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Every store over one database that is empty but for the workspace {@code production}. */
final class StoreFixture implements AutoCloseable {

  static final byte[] HASH = {1, 2, 3};
  static final Json ARGUMENTS = Json.of("[\"u1\"]");
  static final StepOptions OPTIONS =
      new StepOptions(TargetOptions.NONE, TargetOptions.NONE, MemoOrigin.NONE, List.of("id"));

  private final TestDatabase testDatabase;
  private final EventBus events;
  final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00.123456789Z"));
  final List<EngineEvent> published = new CopyOnWriteArrayList<>();
  final Database database;
  final Payloads payloads;
  final WorkspaceStore workspaces = new WorkspaceStore();
  final ManifestStore manifests = new ManifestStore();
  final SessionStore sessions = new SessionStore();
  final RunStore runs = new RunStore();
  final StepStore steps;
  final ExecutionStore executions = new ExecutionStore();
  final OpenExecutionStore openExecutions = new OpenExecutionStore();
  final ResultStore results;
  final CallStore calls;
  final CandidateStore candidates = new CandidateStore();
  final RetentionStore retention = new RetentionStore();
  final RunReferenceStore references = new RunReferenceStore();
  final RunRemovalStore removals = new RunRemovalStore();
  final AccessStore access = new AccessStore();
  final ActivityStore activities = new ActivityStore();
  final ServerStore servers = new ServerStore();
  final LogStore logs;
  final Workspace production;

  StoreFixture(TestDatabase testDatabase) {
    this.testDatabase = testDatabase;
    testDatabase.clear();
    events =
        new EventBus(error -> {
          throw error;
        });
    events.subscribe(published::addAll);
    database = connect();
    payloads = testDatabase.payloads();
    steps = new StepStore(payloads);
    results = new ResultStore(payloads);
    calls = new CallStore(payloads);
    logs = new LogStore(database);
    production = get(tx -> insertWorkspace(tx, "production", null));
  }

  /** Another writer of the same database, as another server would be. */
  Database connect() {
    return connect(testDatabase.dataSource());
  }

  /** As {@link #connect()}, through another data source. */
  Database connect(DataSource dataSource) {
    return new Database(dataSource, testDatabase.dialect(), clock, events, Durability.PROCESS);
  }

  EventBus events() {
    return events;
  }

  /** Runs the work in a transaction. */
  void run(Consumer<Tx> work) {
    boolean unused =
        get(tx -> {
          work.accept(tx);
          return true;
        });
  }

  /** Runs the work in a transaction and returns its answer. */
  <T> T get(Function<Tx, T> work) {
    return database.transact(work);
  }

  /** As {@link #get}, of what may be missing. */
  <T> Optional<T> find(Function<Tx, Optional<T>> work) {
    return get(work);
  }

  /** As {@link #get}, of several. */
  <T> List<T> list(Function<Tx, List<T>> work) {
    return get(work);
  }

  Workspace insertWorkspace(Tx tx, String name, @Nullable Workspace base) {
    Workspace workspace =
        new Workspace(
            new WorkspaceId(tx.nextId()),
            new WorkspaceName(name),
            base == null ? null : base.id(),
            WorkspaceState.ACTIVE,
            tx.now(),
            "ada");
    workspaces.insert(tx, workspace);
    return workspace;
  }

  RunId insertRun(Tx tx) {
    return insertRun(tx, null);
  }

  RunId insertRun(Tx tx, @Nullable String idempotencyKey) {
    RunId run = runs.nextId(tx);
    runs.insert(
        tx,
        new RunStore.RunRow(
            run,
            production.id(),
            "users",
            "welcome",
            null,
            idempotencyKey,
            idempotencyKey == null ? null : HASH,
            null,
            "ada"));
    return run;
  }

  StepId insertStep(Tx tx, RunId run, int number) {
    return insertStep(tx, new StepId(run, number), ARGUMENTS);
  }

  StepId insertStep(Tx tx, StepId step, Json arguments) {
    steps.insert(
        tx,
        new StepRow(
            step, "users", "welcome", TargetKind.TASK, arguments, HASH, null, OPTIONS, null));
    return step;
  }

  /** A first execution of a new step of a new run. */
  ExecutionRow insertExecution(Tx tx) {
    return insertExecution(tx, insertStep(tx, insertRun(tx), 1), 1);
  }

  ExecutionRow insertExecution(Tx tx, StepId step, int attempt) {
    return insertExecution(tx, step, attempt, production);
  }

  ExecutionRow insertExecution(Tx tx, StepId step, int attempt, Workspace workspace) {
    ExecutionRow execution =
        new ExecutionRow(
            tx.nextId(),
            new ExecutionId(step, attempt),
            workspace.id(),
            ExecutionCause.SUBMIT,
            1,
            null,
            null,
            null,
            null,
            null,
            tx.now());
    executions.insert(tx, execution);
    return execution;
  }

  User insertUser(Tx tx, String name) {
    User user = new User(tx.nextId(), name, null, "hash", true);
    access.insert(tx, user, "local");
    return user;
  }

  /** A token of a user that may do everything; not inserted. */
  Token newToken(Tx tx, User user) {
    return new Token(
        access.tokens().nextId(tx),
        user.id(),
        null,
        "laptop",
        false,
        HASH,
        Role.ADMINISTRATOR,
        List.of(GrantScope.EVERYWHERE),
        false,
        null,
        tx.now(),
        tx.now().plusSeconds(60),
        null);
  }

  Token insertToken(Tx tx, User user) {
    Token token = newToken(tx, user);
    access.tokens().insert(tx, token, user.name());
    return token;
  }

  long insertSession(Tx tx, String worker) {
    long id = tx.nextId();
    sessions.insert(
        tx,
        new SessionRow(
            id,
            sessions.nextNumber(tx, worker, null),
            worker,
            production.id(),
            null,
            "1",
            4,
            Set.of("users", "orders"),
            Map.of("users", 1L, "orders", 2L),
            HASH,
            tx.now(),
            false,
            false,
            null,
            null));
    return id;
  }

  void insertValue(Tx tx, ExecutionRow execution, Json value) {
    results.insert(
        tx,
        new ResultStore.ResultRow(
            execution.sequence(), ResultKind.VALUE, null, value, HASH, null, null, null, null));
  }

  void insertFailure(Tx tx, ExecutionRow execution, Failure failure) {
    results.insert(
        tx,
        new ResultStore.ResultRow(
            execution.sequence(), ResultKind.FAILED, null, null, null, failure, HASH, null, null));
  }

  void insertForwarding(
      Tx tx, ExecutionRow execution, ResultKind kind, @Nullable ResultKind cause, long successor) {
    results.insert(
        tx,
        new ResultStore.ResultRow(
            execution.sequence(), kind, cause, null, null, null, null, successor, null));
  }

  long insertCall(Tx tx, ExecutionRow caller, int number, ExecutionRow callee) {
    return calls.insert(
        tx,
        new CallStore.CallRow(
            caller.id().run(),
            caller.sequence(),
            number,
            callee.sequence(),
            CallKind.MADE,
            null,
            null,
            null,
            null,
            null));
  }

  /** The chain of a workspace, nearest first. */
  static WorkspaceChain chain(Workspace... nearestFirst) {
    return new WorkspaceChain(List.of(nearestFirst));
  }

  /** A text value of so many bytes. */
  static Json valueOfSize(int bytes) {
    return Json.of('"' + "x".repeat(bytes - 2) + '"');
  }

  /** The number of rows of each table. */
  Map<String, Integer> rowCounts() {
    return database.read(dsl -> {
      Map<String, Integer> counts = new TreeMap<>();
      for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
        counts.put(table.getName(), dsl.fetchCount(table));
      }
      return counts;
    });
  }

  @Override
  public void close() {
    database.close();
  }
}

package dev.pinwheel.testing;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineSettings;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A running engine on a real database with a manual clock. Workspaces and workers are named as in
 * the rules; {@link #submit} and {@link #rerun} give a {@link Scripted} execution, which the test
 * plays.
 */
public final class EngineFixture implements AutoCloseable {

  /** The module of all targets that a test declares without naming another. */
  public static final String MODULE = "users";

  private static final int PLENTY = 1000;

  private final TestDatabase testDatabase;
  private final Durability durability;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final ChangeSignal changes = new ChangeSignal();
  private final List<RuntimeException> subscriberErrors = new CopyOnWriteArrayList<>();
  private final EventBus events = new EventBus(subscriberErrors::add);
  private final List<FakeWorker> workers = new CopyOnWriteArrayList<>();
  private final Map<ExecutionId, Scripted> scripted = new ConcurrentHashMap<>();
  private @Nullable StatementCounter counter;
  private Database database;
  private Engine engine;

  private EngineFixture(TestDatabase testDatabase, Durability durability) {
    this.testDatabase = testDatabase;
    this.durability = durability;
    events.subscribe(published -> changes.happened());
    database = openDatabase();
    engine = startEngine();
  }

  /** Starts an engine on this database, which is emptied before. */
  public static EngineFixture start(TestDatabase database) {
    database.clear();
    return attach(database);
  }

  /** Starts an engine on this database as it is. */
  public static EngineFixture attach(TestDatabase database) {
    return attach(database, Durability.PROCESS);
  }

  /** The same, with commits that survive what this durability promises. */
  public static EngineFixture attach(TestDatabase database, Durability durability) {
    return new EngineFixture(database, durability);
  }

  private Database openDatabase() {
    return new Database(
        counter == null ? testDatabase.dataSource() : counter.dataSource(),
        testDatabase.dialect(),
        clock,
        events,
        durability,
        testDatabase.compaction().orElse(null),
        testDatabase.journal(durability).orElse(null));
  }

  private Engine startEngine() {
    Engine started =
        new Engine(
            database, testDatabase.payloads(), clock, EngineSettings.DEFAULT, clock.freezes());
    started.start();
    return started;
  }

  /**
   * Ends the engine and starts another on the same database, as after a crash. Workers are gone.
   */
  public void restart() {
    engine.close();
    database.close();
    workers.clear();
    database = openDatabase();
    engine = startEngine();
  }

  /** As {@link #restart}, and counts what is asked of the database from then on. */
  public StatementCounter countStatements() {
    counter = new StatementCounter(testDatabase.dataSource());
    restart();
    counter.reset();
    return counter;
  }

  /** As {@link #restart}, on a database that is emptied; nothing of what was is kept in memory. */
  public void startOver() {
    engine.close();
    database.close();
    workers.clear();
    scripted.clear();
    testDatabase.clear();
    database = openDatabase();
    engine = startEngine();
  }

  public Engine engine() {
    return engine;
  }

  public Database database() {
    return database;
  }

  /** What people see of this database. */
  public ReadModels reads() {
    return ReadModels.of(database, testDatabase.payloads(), clock);
  }

  public ManualClock clock() {
    return clock;
  }

  public EventBus events() {
    return events;
  }

  public ChangeSignal changes() {
    return changes;
  }

  public <R> R execute(Command<R> command) {
    return engine.execute(command);
  }

  // ---------------------------------------------------------------- workspaces

  public Workspace workspace(String name) {
    return execute(new Command.CreateWorkspace(name, null, Actor.LOCAL));
  }

  public Workspace workspace(String name, String base) {
    return execute(new Command.CreateWorkspace(name, base, Actor.LOCAL));
  }

  public void changeBase(String workspace, @Nullable String newBase) {
    execute(new Command.ChangeBase(workspace, newBase, Actor.LOCAL));
  }

  public void rename(String workspace, String newName) {
    execute(new Command.RenameWorkspace(workspace, newName, Actor.LOCAL));
  }

  public void pause(String workspace) {
    execute(new Command.PauseWorkspace(workspace, Actor.LOCAL));
  }

  public void resume(String workspace) {
    execute(new Command.ResumeWorkspace(workspace, Actor.LOCAL));
  }

  public void archive(String workspace) {
    execute(new Command.ArchiveWorkspace(workspace, Actor.LOCAL));
  }

  // ---------------------------------------------------------------- workers

  /** The embedded worker, with more slots than a test needs. */
  public FakeWorker embeddedWorker(TargetSpec... targets) {
    return worker(null, PLENTY, targets);
  }

  /** A worker for a workspace or pattern. */
  public FakeWorker workerFor(String workspace, TargetSpec... targets) {
    return worker(workspace, PLENTY, targets);
  }

  /** A worker that declares these targets as the module {@link #MODULE}. */
  public FakeWorker worker(@Nullable String workspace, int concurrency, TargetSpec... targets) {
    return worker(workspace, concurrency, TargetSpec.manifest(MODULE, "v1", targets));
  }

  /** A worker with this manifest. */
  public FakeWorker worker(@Nullable String workspace, int concurrency, Manifest manifest) {
    FakeWorker worker = new FakeWorker(changes);
    workers.add(worker);
    worker.opened(
        execute(
            new WorkerCommand.OpenSession(
                workspace == null ? "embedded" : "worker of " + workspace,
                workspace,
                manifest.codeVersion(),
                concurrency,
                List.of(manifest),
                worker)));
    return worker;
  }

  /**
   * A worker whose session survives its connection; the same instance again resumes it by another
   * connection.
   */
  public FakeWorker connect(
      String workspace, String instance, int concurrency, TargetSpec... targets) {
    return connect(workspace, instance, concurrency, TargetSpec.manifest(MODULE, "v1", targets));
  }

  /** As above, with this manifest. */
  public FakeWorker connect(String workspace, String instance, int concurrency, Manifest manifest) {
    return connect("worker of " + workspace, workspace, instance, concurrency, manifest);
  }

  /** As above, with a name of its own. */
  public FakeWorker connect(
      String name, String workspace, String instance, int concurrency, Manifest manifest) {
    FakeWorker worker = new FakeWorker(changes);
    workers.addFirst(worker);
    worker.opened(
        execute(
            new WorkerCommand.OpenSession(
                name,
                workspace,
                manifest.codeVersion(),
                concurrency,
                List.of(manifest),
                worker,
                instance)));
    return worker;
  }

  /** A worker with somebody's token. */
  public FakeWorker connectAs(Actor by, String workspace, String instance, Manifest manifest) {
    FakeWorker worker = new FakeWorker(changes);
    workers.addFirst(worker);
    worker.opened(
        execute(
            new WorkerCommand.OpenSession(
                "worker of " + by.name(),
                workspace,
                manifest.codeVersion(),
                PLENTY,
                List.of(manifest),
                worker,
                instance,
                by)));
    return worker;
  }

  public boolean heartbeat(FakeWorker worker) {
    return execute(new WorkerCommand.Heartbeat(worker.session(), worker));
  }

  /** The connection of a worker is lost. */
  public boolean disconnect(FakeWorker worker) {
    return execute(new WorkerCommand.SuspendSession(worker.session(), worker));
  }

  public int drain(FakeWorker worker) {
    return execute(new WorkerCommand.DrainSession(worker.session()));
  }

  public void closeSession(FakeWorker worker) {
    execute(new WorkerCommand.CloseSession(worker.session()));
  }

  Optional<FakeWorker> workerOf(ExecutionId execution) {
    return workers.stream().filter(worker -> worker.findOrder(execution).isPresent()).findFirst();
  }

  /** What the worker of an execution was told to do. */
  public WorkerLink.Order orderOf(ExecutionId execution) {
    return workerOf(execution).flatMap(worker -> worker.findOrder(execution)).orElseThrow();
  }

  // ---------------------------------------------------------------- runs

  /** Submits a run; the answer is the execution of its step 1, which may not be running yet. */
  public Scripted submit(String workspace, String workflow, Object... arguments) {
    return submit(workspace, workflow, (MemoOption) null, arguments);
  }

  /** Submits a run with its own default for memo. */
  public Scripted submit(
      String workspace, String workflow, @Nullable MemoOption memoDefault, Object... arguments) {
    Command.Submitted submitted =
        execute(
            new Command.SubmitRun(
                workspace,
                MODULE,
                workflow,
                JsonValues.jsons(arguments),
                memoDefault,
                null,
                Actor.LOCAL));
    return scripted(new ExecutionId(new StepId(submitted.run(), 1), 1));
  }

  /** Re-runs a step; the answer is the new execution. */
  public Scripted rerun(String workspace, StepId step) {
    return scripted(execute(Command.RerunStep.of(workspace, step, Actor.LOCAL)));
  }

  /** Re-runs a step and reuses every earlier success (F9), but forces these steps too (F10). */
  public Scripted rerunReusing(String workspace, StepId step, StepId... alsoForce) {
    return scripted(
        execute(
            new Command.RerunStep(
                workspace, step, true, Set.of(alsoForce), null, null, Actor.LOCAL)));
  }

  public int cancel(String workspace, ExecutionId execution) {
    return execute(new Command.CancelExecution(workspace, execution, Actor.LOCAL));
  }

  public int cancelRun(String workspace, RunId run) {
    return execute(new Command.CancelRun(workspace, run, Actor.LOCAL));
  }

  /** An execution that the test plays. */
  public Scripted scripted(ExecutionId execution) {
    return scripted.computeIfAbsent(execution, id -> new Scripted(this, id));
  }

  // ---------------------------------------------------------------- time and facts

  /** Moves the clock and lets the engine notice. */
  public void advance(Duration by) {
    clock.advance(by);
    tick();
  }

  /** As {@link #advance}, but meanwhile the process does nothing and hears nobody. */
  public void freeze(Duration during) {
    clock.freeze(during);
    tick();
  }

  /** Whatever is due now is dispatched or timed out when this returns. */
  public void tick() {
    execute(new Command.Tick(clock.instant()));
  }

  /** Everything that is recorded now. */
  public FactsSnapshot facts() {
    database.settle();
    return FactsSnapshot.read(DSL.using(testDatabase.dataSource(), testDatabase.dialect()));
  }

  @Override
  public void close() {
    engine.close();
    database.close();
    if (!subscriberErrors.isEmpty()) {
      throw new AssertionError("A subscriber threw", subscriberErrors.getFirst());
    }
  }
}

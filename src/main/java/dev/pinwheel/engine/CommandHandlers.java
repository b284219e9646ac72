package dev.pinwheel.engine;

import dev.pinwheel.engine.access.AccessChanges;
import dev.pinwheel.engine.access.AccessCommands;
import dev.pinwheel.engine.access.AccessUse;
import dev.pinwheel.engine.access.ActivityRecorder;
import dev.pinwheel.engine.access.PermissionCheck;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.index.RootRuns;
import dev.pinwheel.engine.index.StepNumbers;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.Tx;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes every command to what handles it. */
final class CommandHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(CommandHandlers.class);

  private final EngineState state = new EngineState();
  private final StateLoader loader;
  private final StepNumbers numbers;
  private final RootRuns roots;
  private final MemoMapRegistry memoMaps;
  private final ExecutionLifecycle lifecycle;
  private final Dispatcher dispatcher;
  private final ExecutionEnder endings;
  private final OutcomeAwaiter waiting;
  private final HandleResolver handles;
  private final ReportedUses uses;
  private final WorkspaceCommands workspaces;
  private final SubmitRunHandler submitRun;
  private final CallTargetHandler callTarget;
  private final RerunStepHandler rerunStep;
  private final CancelHandler cancel;
  private final SessionCommands sessions;
  private final SessionLeases leases;
  private final SessionRecovery recovery;
  private final RetentionCommands retention;
  private final TickHandler tick;
  private final AccessCommands access;
  private final PermissionCheck permissions;
  private final ActivityRecorder activity;
  private final Stores stores;

  CommandHandlers(Payloads payloads, EngineSettings settings, ObservationGaps gaps, AccessUse use) {
    stores = Stores.with(payloads);
    Outcomes outcomes = new Outcomes(stores, state);
    CancelSet cancelSet = new CancelSet(stores, state);
    numbers = new StepNumbers(stores.steps());
    roots = new RootRuns(stores.runs());
    memoMaps = new MemoMapRegistry(stores, state);
    lifecycle = new ExecutionLifecycle(stores, state, outcomes, memoMaps, roots);
    dispatcher = new Dispatcher(stores, state, lifecycle, memoMaps);
    endings = new ExecutionEnder(stores, state, lifecycle, cancelSet);
    waiting = new OutcomeAwaiter(stores, state, outcomes);
    handles = new HandleResolver(stores, state);
    uses = new ReportedUses(stores, state, memoMaps, handles, waiting);
    RunStarter starter = new RunStarter(stores, numbers, roots, lifecycle);
    RunSpawner spawning = new RunSpawner(stores, starter, lifecycle);
    ExecutionForcer forcing =
        new ExecutionForcer(stores, state, outcomes, lifecycle, spawning, endings, cancelSet);
    leases = new SessionLeases(stores, state, endings, settings, gaps);
    loader = new StateLoader(stores, state, roots, leases);
    AccessChanges changes =
        new AccessChanges(
            stores.access(), state.access(), new SessionAccess(state, leases)::endUncovered);
    access =
        new AccessCommands(stores.access(), stores.activity(), changes, state.workspaces(), use);
    permissions = new PermissionCheck(state.access(), state.workspaces());
    activity = new ActivityRecorder(stores.activity(), state.access(), state.workspaces(), use);
    workspaces = new WorkspaceCommands(stores, state, endings, leases, changes);
    submitRun = new SubmitRunHandler(stores, state, starter);
    callTarget =
        new CallTargetHandler(
            stores,
            state,
            new CandidateLookup(stores, state, outcomes, dispatcher),
            handles,
            forcing,
            spawning,
            lifecycle,
            numbers,
            waiting);
    rerunStep = new RerunStepHandler(stores, state, forcing);
    cancel = new CancelHandler(stores, state, endings);
    sessions = new SessionCommands(stores, state, dispatcher, leases);
    recovery = new SessionRecovery(stores, state, endings, settings);
    retention = new RetentionCommands(stores, state, settings.activityKept());
    tick = new TickHandler(state, endings, leases);
  }

  EngineState state() {
    return state;
  }

  /** Rebuilds what is kept in memory. */
  void load(Tx tx) {
    lifecycle.takeFresh();
    memoMaps.forgetAll(tx);
    numbers.clear();
    roots.clear();
    loader.load(tx);
  }

  /**
   * Restores what the previous process left open.
   *
   * @return the incarnation of the database (N7)
   */
  UUID recover(Tx tx) {
    UUID incarnation = stores.incarnations().current(tx);
    recovery.restore(tx);
    load(tx);
    waiting.restore(tx);
    recovery.abandon(tx);
    dispatcher.run(tx);
    return incarnation;
  }

  /**
   * Applies a command as a whole.
   *
   * @throws dev.pinwheel.model.Rejection before anything was written
   */
  @SuppressWarnings("unchecked") // every case answers what its command declares
  <R> R apply(Tx tx, Request<R> request) {
    checkPermission(request.command(), tx.now());
    ActivityRecorder.Before before = activity.before(request.command());
    Object answer =
        switch (request.command()) {
          case AccessCommand<?> command -> access.apply(tx, command);
          case Command.SetBasing command -> workspaces.setBasing(tx, command);
          case Command.CreateWorkspace command -> workspaces.create(tx, command);
          case Command.RenameWorkspace command -> workspaces.rename(tx, command);
          case Command.ChangeBase command -> changeBase(tx, command);
          case Command.PauseWorkspace command -> workspaces.pause(tx, command);
          case Command.ResumeWorkspace command -> workspaces.resume(tx, command);
          case Command.ArchiveWorkspace command -> workspaces.archive(tx, command);
          case Command.SubmitRun command -> submitRun.apply(tx, request, command);
          case Command.RerunStep command -> rerunStep.apply(tx, command);
          case Command.CancelRun command -> cancel.cancelRun(tx, command);
          case Command.CancelExecution command -> cancel.cancelExecution(tx, command);
          case WorkerCommand.OpenSession command -> openSession(tx, command);
          case WorkerCommand.Heartbeat command -> leases.heartbeat(tx, command);
          case WorkerCommand.SuspendSession command -> leases.suspend(tx, command);
          case WorkerCommand.DrainSession command -> sessions.drain(tx, command);
          case WorkerCommand.CloseSession command -> sessions.close(tx, command);
          case WorkerCommand.CallTarget command -> callTarget.apply(tx, request, command);
          case WorkerCommand.Resolve command -> resolve(tx, command);
          case WorkerCommand.ReportUse command -> reportUse(tx, command);
          case WorkerCommand.RecordValue command ->
              recordValue(tx, command, Objects.requireNonNull(request.valueHash()));
          case WorkerCommand.RecordFailure command -> recordFailure(tx, command);
          case WorkerCommand.ReportProgress command -> reportProgress(tx, command);
          case Command.SetRetention command -> retention.set(tx, command);
          case Command.KeepRun command -> retention.keep(tx, command);
          case Command.ReleaseRun command -> retention.release(tx, command);
          case Command.RemoveRuns command -> retention.remove(tx, command);
          case Command.RemoveRows command -> retention.removeRows(tx, command);
          case Command.Tick command -> tick.apply(tx, command);
        };
    activity.record(tx, request.command(), answer, before);
    dispatcher.run(tx);
    return (R) answer;
  }

  private void checkPermission(Command<?> command, Instant now) {
    try {
      permissions.check(command, now);
    } catch (Rejection rejection) {
      activity.refused(command, rejection, now);
      throw rejection;
    }
  }

  private WorkerCommand.Resolution resolve(Tx tx, WorkerCommand.Resolve command) {
    OpenExecution waiter = state.getOpen(command.execution(), "wait for " + command.awaited());
    long awaited = handles.resolve(tx, waiter, command.awaited());
    return waiting.await(tx, waiter, command.awaited(), awaited);
  }

  private Workspace changeBase(Tx tx, Command.ChangeBase command) {
    state
        .workspaces()
        .find(command.workspace())
        .ifPresent(workspace -> memoMaps.forgetBelow(tx, workspace.id()));
    return workspaces.changeBase(tx, command);
  }

  private WorkerCommand.OpenedSession openSession(Tx tx, WorkerCommand.OpenSession command) {
    WorkerCommand.OpenedSession opened = sessions.open(tx, command);
    // It may have declared other options, which change lookups.
    memoMaps.declared(
        tx, command.manifests().stream().map(Manifest::module).collect(Collectors.toSet()));
    return opened;
  }

  private int reportUse(Tx tx, WorkerCommand.ReportUse command) {
    return state.findOpen(command.execution()).map(user -> reportUse(tx, user, command)).orElse(0);
  }

  /** A worker that reports what cannot have happened is not to be believed (A5). */
  private int reportUse(Tx tx, OpenExecution user, WorkerCommand.ReportUse command) {
    Optional<String> forged = uses.findForged(tx, user, command);
    if (forged.isEmpty()) {
      return uses.record(tx, user, command);
    }
    LOG.warn("{}", forged.get());
    WorkerSession session = user.session;
    endings.fail(tx, user, Failure.of("ImpossibleReuse", forged.get()));
    if (session != null) {
      tx.afterCommit(() -> session.link().stop(user.id(), forged.get()));
    }
    return 0;
  }

  private boolean recordValue(Tx tx, WorkerCommand.RecordValue command, byte[] hash) {
    Json value = command.value();
    return state
        .findOpen(command.execution())
        .filter(execution -> Transitions.phaseOf(execution) == Transitions.Phase.ASSIGNED)
        .map(execution -> {
          lifecycle.end(tx, execution, new Ending.Value(value, hash));
          return true;
        })
        .orElseGet(() -> ignored("value", command.execution()));
  }

  private boolean recordFailure(Tx tx, WorkerCommand.RecordFailure command) {
    return state
        .findOpen(command.execution())
        .filter(execution -> Transitions.phaseOf(execution) == Transitions.Phase.ASSIGNED)
        .map(execution -> {
          endings.fail(tx, execution, command.failure());
          return true;
        })
        .orElseGet(() -> ignored("failure", command.execution()));
  }

  /** E1: the first result won. */
  private static boolean ignored(String what, ExecutionId execution) {
    LOG.info("Ignored a {} for {}, which had already ended", what, execution);
    return false;
  }

  private boolean reportProgress(Tx tx, WorkerCommand.ReportProgress command) {
    return state
        .findOpen(command.execution())
        .filter(execution -> execution.recordedOpen)
        .map(execution -> {
          stores
              .open()
              .setProgress(tx, execution.sequence(), Math.clamp(command.fraction(), 0.0, 1.0));
          tx.emit(new EngineEvent.RunChanged(execution.id().run(), execution.workspace()));
          return true;
        })
        .orElse(false);
  }
}

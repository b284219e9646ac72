package dev.pinwheel.engine;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.dispatch.DispatchRule.Offer;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.engine.manifest.ManifestCheck;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.store.ManifestStore.Declared;
import dev.pinwheel.store.ManifestStore.ManifestScope;
import dev.pinwheel.store.SessionRow;
import dev.pinwheel.store.SessionStore.End;
import dev.pinwheel.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens, resumes, drains and closes sessions (D1, W6). */
final class SessionCommands {

  private static final int SHORTEST_INSTANCE = 16;

  private final Stores stores;
  private final EngineState state;
  private final Dispatcher dispatcher;
  private final SessionLeases leases;
  private final ManifestDeclarations declarations;

  SessionCommands(Stores stores, EngineState state, Dispatcher dispatcher, SessionLeases leases) {
    this.stores = stores;
    this.state = state;
    this.dispatcher = dispatcher;
    this.leases = leases;
    this.declarations = new ManifestDeclarations(stores, state);
  }

  WorkerCommand.OpenedSession open(Tx tx, WorkerCommand.OpenSession command) {
    if (command.concurrency() < 1) {
      throw Rejection.invalidArgument(
          "A worker needs a concurrency of at least 1, found %d.".formatted(command.concurrency()));
    }
    command.manifests().forEach(ManifestCheck::check);
    checkDeclaredOnce(command);
    WorkerScope scope = WorkerScope.of(command.workspace(), state.workspaces());
    byte[] instance = hashOf(command.instance());
    WorkerSession former = instance == null ? null : find(instance);
    return former == null
        ? begin(tx, command, scope, instance)
        : resume(tx, command, scope, former);
  }

  private static void checkDeclaredOnce(WorkerCommand.OpenSession command) {
    Set<String> modules = new HashSet<>();
    for (Manifest manifest : command.manifests()) {
      if (!modules.add(manifest.module())) {
        throw Rejection.invalidArgument(
            "Worker '%s' declares module '%s' twice. Declare all of its targets at once."
                .formatted(command.worker(), manifest.module()));
      }
    }
  }

  private static byte @Nullable [] hashOf(@Nullable String instance) {
    if (instance == null) {
      return null;
    }
    if (instance.length() < SHORTEST_INSTANCE) {
      throw Rejection.invalidArgument(
          "The instance of a worker is a secret of at least %d characters; this one has %d."
              .formatted(SHORTEST_INSTANCE, instance.length()));
    }
    return Hashes.sha256().digest(instance.getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable WorkerSession find(byte[] instance) {
    return state.sessions().values().stream()
        .filter(session -> MessageDigest.isEqual(session.row().instanceHash(), instance))
        .findFirst()
        .orElse(null);
  }

  private WorkerCommand.OpenedSession begin(
      Tx tx, WorkerCommand.OpenSession command, WorkerScope scope, byte @Nullable [] instance) {
    Map<String, Declared> declared =
        declarations.declare(tx, scope.stored(), command.worker(), command.manifests(), null);
    SessionRow row =
        new SessionRow(
            tx.nextId(),
            stores.sessions().nextNumber(tx, command.worker(), command.by().token()),
            command.worker(),
            scope.stored().workspace(),
            scope.stored().pattern(),
            command.codeVersion(),
            command.concurrency(),
            modulesOf(command),
            ids(declared),
            instance,
            tx.now(),
            false,
            false,
            null,
            command.by().token());
    stores.sessions().insert(tx, row);
    WorkerSession session =
        new WorkerSession(row, scope.text(), command.link(), state::workersChanged);
    session.setManifests(declared);
    state.addSession(session);
    tx.afterRollback(() -> state.removeSession(session));
    leases.watch(session);
    tx.emit(new EngineEvent.SessionsChanged());
    return new WorkerCommand.OpenedSession(session.id(), row.label(), false, List.of(), 0);
  }

  private static Set<String> modulesOf(WorkerCommand.OpenSession command) {
    return command.manifests().stream().map(Manifest::module).collect(Collectors.toSet());
  }

  private static Map<String, Long> ids(Map<String, Declared> declared) {
    return declared.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().id()));
  }

  private void declareAgain(
      Tx tx, WorkerCommand.OpenSession command, WorkerScope scope, WorkerSession session) {
    Map<String, Declared> declared =
        declarations.declare(
            tx, scope.stored(), session.row().worker(), command.manifests(), session);
    if (!session.manifestIds().equals(Set.copyOf(ids(declared).values()))) {
      stores.sessions().declare(tx, session.row().id(), ids(declared));
      Map<String, Offer> before = session.offers();
      session.setManifests(declared);
      tx.afterRollback(() -> session.setOffers(before));
    }
  }

  /** The same process with another connection: it keeps its executions. */
  private WorkerCommand.OpenedSession resume(
      Tx tx, WorkerCommand.OpenSession command, WorkerScope scope, WorkerSession session) {
    checkSame(command, scope, session);
    declareAgain(tx, command, scope, session);
    GuardedLink before = session.link();
    GuardedLink link = new GuardedLink(command.link(), session.row().worker());
    session.connect(link);
    tx.afterRollback(() -> session.connect(before));
    tx.afterCommit(() ->
        before.closed(
            "The session of worker %s was taken over by another connection of it."
                .formatted(session.row().worker())));
    leases.reached(tx, session);
    List<OpenExecution> executions = executionsOf(session);
    dispatcher.orderAgain(tx, executions, session);
    tx.emit(new EngineEvent.SessionsChanged());
    List<ExecutionId> ids = executions.stream().map(OpenExecution::id).toList();
    long logged = stores.sessions().getLogPosition(tx, session.id().value());
    return new WorkerCommand.OpenedSession(session.id(), session.row().label(), true, ids, logged);
  }

  private static void checkSame(
      WorkerCommand.OpenSession command, WorkerScope scope, WorkerSession session) {
    SessionRow row = session.row();
    if (!Objects.equals(row.token(), command.by().token())) {
      throw Rejection.forbidden(
          "Session %s was opened with another token, and only that token may resume it. Open a new session with an instance of its own."
              .formatted(row.label()));
    }
    boolean same =
        Objects.equals(scope.stored(), new ManifestScope(row.workspace(), row.pattern()))
            && row.codeVersion().equals(command.codeVersion())
            && row.concurrency() == command.concurrency()
            && row.modules().equals(modulesOf(command));
    if (!same) {
      throw Rejection.conflict(
          "Worker %s reconnected to session %s with another workspace, code version, concurrency or other modules. Open a new session with an instance of its own, and drain this one."
              .formatted(command.worker(), row.label()));
    }
  }

  private List<OpenExecution> executionsOf(WorkerSession session) {
    return session.assigned().stream()
        .sorted()
        .map(state::findOpen)
        .filter(Objects::nonNull)
        .toList();
  }

  int drain(Tx tx, WorkerCommand.DrainSession command) {
    WorkerSession session = state.sessions().get(command.session());
    if (session == null) {
      return 0;
    }
    if (!session.isDraining()) {
      stores.sessions().drain(tx, session.row().id());
      session.setDraining(true);
      tx.afterRollback(() -> session.setDraining(false));
      tx.emit(new EngineEvent.SessionsChanged());
    }
    return session.assigned().size();
  }

  int close(Tx tx, WorkerCommand.CloseSession command) {
    WorkerSession session = state.sessions().get(command.session());
    return session == null
        ? 0
        : leases.end(tx, session, End.CLOSED, "The worker closed its session.");
  }

  /**
   * The workspaces that a worker serves (D1).
   *
   * @param stored the same as it is stored
   * @param text the name or pattern; null for the embedded worker
   */
  private record WorkerScope(ManifestScope stored, @Nullable String text) {

    /**
     * What a worker asked for.
     *
     * @param text null for the embedded worker
     * @throws Rejection when there is no such workspace, it is archived, or the pattern is
     *     malformed
     */
    static WorkerScope of(@Nullable String text, Workspaces workspaces) {
      if (text == null) {
        return new WorkerScope(ManifestScope.EMBEDDED, null);
      }
      if (WorkspacePattern.isPattern(text)) {
        return new WorkerScope(new ManifestScope(null, new WorkspacePattern(text).value()), text);
      }
      Workspace workspace = workspaces.getUsable(text, "workers");
      return new WorkerScope(new ManifestScope(workspace.id(), null), text);
    }
  }
}

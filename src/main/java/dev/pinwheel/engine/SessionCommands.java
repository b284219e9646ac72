package dev.pinwheel.engine;

import dev.pinwheel.engine.Timers.Timer;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.SessionStore;
import dev.pinwheel.store.SessionStore.SessionRow;
import dev.pinwheel.store.Tx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Workers come and go (D1, W6, E3). */
final class SessionCommands {

  private final Stores stores;
  private final EngineState state;
  private final Endings endings;
  private final EngineSettings settings;

  SessionCommands(Stores stores, EngineState state, Endings endings, EngineSettings settings) {
    this.stores = stores;
    this.state = state;
    this.endings = endings;
    this.settings = settings;
  }

  SessionId open(Tx tx, Command.OpenSession command) {
    if (command.concurrency() < 1) {
      throw Rejection.invalidArgument(
          "A worker needs a concurrency of at least 1, found %d.".formatted(command.concurrency()));
    }
    command.manifests().forEach(SessionCommands::check);
    WorkspaceId workspace = null;
    String scope = command.workspace();
    if (scope != null) {
      workspace = state.workspaces().getUsable(scope, "workers").id();
    }
    SessionRow row =
        new SessionRow(
            tx.nextId(),
            command.worker(),
            workspace,
            null,
            command.codeVersion(),
            command.concurrency(),
            command.manifests().stream().map(Manifest::module).collect(Collectors.toSet()),
            null);
    stores.sessions().insert(tx, row);
    for (Manifest manifest : command.manifests()) {
      declare(tx, workspace, manifest);
    }
    Session session = new Session(row, scope, command.link());
    state.sessions().put(session.id(), session);
    tx.afterRollback(() -> state.sessions().remove(session.id()));
    tx.emit(new EngineEvent.SessionsChanged());
    return session.id();
  }

  private void declare(Tx tx, @Nullable WorkspaceId workspace, Manifest manifest) {
    boolean same =
        state
            .manifests()
            .findOwn(workspace, manifest.module())
            .filter(manifest::equals)
            .isPresent();
    if (!same) {
      state.manifests().put(stores.manifests().insert(tx, workspace, manifest));
      tx.emit(new EngineEvent.ManifestsChanged());
    }
  }

  /** M1: what a worker may not declare. */
  private static void check(Manifest manifest) {
    Set<String> names = new HashSet<>();
    for (Manifest.Target target : manifest.targets()) {
      if (!names.add(target.name())) {
        throw Rejection.invalidArgument(
            "Module '%s' declares two targets named '%s'. Rename one of them."
                .formatted(manifest.module(), target.name()));
      }
      OptionsResolver.checkNames(target, target.options());
      if (target.kind() == TargetKind.WORKFLOW
          && target.options().memo() instanceof MemoOption.Parameters) {
        throw Rejection.invalidArgument(
            "The memo option of the workflow '%s' is the default of its run, so it is on or off; parameters belong to a task or a call."
                .formatted(target.name()));
      }
    }
  }

  int close(Tx tx, Command.CloseSession command) {
    Session session = state.sessions().remove(command.session());
    if (session == null) {
      return 0;
    }
    tx.afterRollback(() -> state.sessions().put(session.id(), session));
    stores.sessions().end(tx, session.row().id());
    if (!session.row().isEmbedded()) {
      state.goneSessions().put(session.id(), session);
      state
          .timers()
          .add(new Timer.Forget(tx.now().plus(settings.forgetWorkerAfter()), session.id()));
    }
    List<OpenExecution> lost =
        List.copyOf(session.assigned()).stream()
            .map(state::findOpen)
            .filter(open -> open != null)
            .toList();
    endings.abandon(tx, lost, session.row().worker());
    tx.emit(new EngineEvent.SessionsChanged());
    return lost.size();
  }

  /**
   * When the engine starts: sessions of the process before are over; what they had is abandoned.
   */
  void endFormer(Tx tx) {
    for (SessionStore.SessionRow former : stores.sessions().listSince(tx, tx.now())) {
      if (state.sessions().containsKey(new SessionId(former.id()))) {
        continue;
      }
      stores.sessions().end(tx, former.id());
    }
    List<OpenExecution> lost =
        state.open().stream().filter(open -> !open.queued && open.session == null).toList();
    endings.abandon(tx, lost, "of the server before its restart");
  }
}

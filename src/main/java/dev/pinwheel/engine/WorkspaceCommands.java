package dev.pinwheel.engine;

import dev.pinwheel.engine.access.AccessChanges;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.Basing;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.Tx;
import org.jspecify.annotations.Nullable;

/** The commands about workspaces (W1–W3). */
final class WorkspaceCommands {

  private final Stores stores;
  private final EngineState state;
  private final ExecutionEnder endings;
  private final SessionLeases leases;
  private final AccessChanges access;

  WorkspaceCommands(
      Stores stores,
      EngineState state,
      ExecutionEnder endings,
      SessionLeases leases,
      AccessChanges access) {
    this.access = access;
    this.stores = stores;
    this.state = state;
    this.endings = endings;
    this.leases = leases;
  }

  Workspace create(Tx tx, Command.CreateWorkspace command) {
    WorkspaceName name = new WorkspaceName(command.name());
    checkFree(name);
    WorkspaceId base = findBase(name.value(), command.base());
    Workspace created =
        new Workspace(
            new WorkspaceId(tx.nextId()),
            name,
            base,
            WorkspaceState.ACTIVE,
            tx.now(),
            command.by().name(),
            command.by().user(),
            Basing.VIEWERS);
    stores.workspaces().insert(tx, created);
    state.putWorkspace(created);
    stores.workspaces().replaceChain(tx, state.workspaces().chain(created.id()));
    tx.emit(new EngineEvent.WorkspacesChanged());
    return created;
  }

  Workspace rename(Tx tx, Command.RenameWorkspace command) {
    Workspace workspace = state.workspaces().getUsable(command.workspace(), "other name");
    WorkspaceName name = new WorkspaceName(command.newName());
    if (name.equals(workspace.name())) {
      return workspace;
    }
    checkFree(name);
    Workspace renamed = update(tx, with(workspace, name, workspace.base(), workspace.state()));
    access.workspacesChanged(tx);
    return renamed;
  }

  /** Who may base workspaces on it (A4). */
  Workspace setBasing(Tx tx, Command.SetBasing command) {
    Workspace workspace = state.workspaces().getUsable(command.workspace(), "other basing");
    return workspace.basing() == command.basing()
        ? workspace
        : update(
            tx,
            new Workspace(
                workspace.id(),
                workspace.name(),
                workspace.base(),
                workspace.state(),
                workspace.createdAt(),
                workspace.createdBy(),
                workspace.creator(),
                command.basing()));
  }

  Workspace changeBase(Tx tx, Command.ChangeBase command) {
    Workspace workspace = state.workspaces().getUsable(command.workspace(), "other base");
    WorkspaceId base = findBase(command.workspace(), command.newBase());
    if (base != null && state.workspaces().chain(base).contains(workspace.id())) {
      throw Rejection.cycle(
          "'%s' cannot be the base of '%s', because it descends from it: %s."
              .formatted(command.newBase(), command.workspace(), state.workspaces().chain(base)));
    }
    Workspace updated = update(tx, with(workspace, workspace.name(), base, workspace.state()));
    for (Workspace descendant : state.workspaces().withDescendants(workspace.id())) {
      stores.workspaces().replaceChain(tx, state.workspaces().chain(descendant.id()));
    }
    return updated;
  }

  Workspace pause(Tx tx, Command.PauseWorkspace command) {
    Workspace workspace = state.workspaces().getUsable(command.workspace(), "pause");
    return setState(tx, workspace, WorkspaceState.PAUSED);
  }

  Workspace resume(Tx tx, Command.ResumeWorkspace command) {
    Workspace workspace = state.workspaces().getUsable(command.workspace(), "resumption");
    return setState(tx, workspace, WorkspaceState.ACTIVE);
  }

  Workspace archive(Tx tx, Command.ArchiveWorkspace command) {
    Workspace workspace = state.workspaces().get(command.workspace());
    if (workspace.state() == WorkspaceState.ARCHIVED) {
      return workspace;
    }
    Workspace archived = setState(tx, workspace, WorkspaceState.ARCHIVED);
    endings.cancel(
        tx,
        state.open().stream()
            .filter(execution -> execution.workspace().equals(workspace.id()))
            .toList(),
        command.by().name());
    leases.endOf(tx, archived);
    return archived;
  }

  private Workspace setState(Tx tx, Workspace workspace, WorkspaceState to) {
    return workspace.state() == to
        ? workspace
        : update(tx, with(workspace, workspace.name(), workspace.base(), to));
  }

  private static Workspace with(
      Workspace workspace, WorkspaceName name, @Nullable WorkspaceId base, WorkspaceState to) {
    return new Workspace(
        workspace.id(),
        name,
        base,
        to,
        workspace.createdAt(),
        workspace.createdBy(),
        workspace.creator(),
        workspace.basing());
  }

  private Workspace update(Tx tx, Workspace updated) {
    stores.workspaces().update(tx, updated);
    state.putWorkspace(updated);
    tx.emit(new EngineEvent.WorkspacesChanged());
    return updated;
  }

  private void checkFree(WorkspaceName name) {
    if (state.workspaces().findActive(name.value()).isPresent()) {
      throw Rejection.conflict("'%s' exists already.".formatted(name));
    }
  }

  private @Nullable WorkspaceId findBase(String name, @Nullable String base) {
    if (base == null) {
      return null;
    }
    if (base.equals(name)) {
      throw Rejection.cycle("A workspace cannot be its own base.");
    }
    return state.workspaces().get(base).id();
  }
}

package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.ModuleRule;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.model.WorkspaceState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which workspaces and modules a worker may serve (A5). */
public final class WorkerAccess {

  private final CurrentAccess current;
  private final Workspaces workspaces;

  public WorkerAccess(CurrentAccess current, Workspaces workspaces) {
    this.current = current;
    this.workspaces = workspaces;
  }

  /**
   * Returns when the worker may open this session.
   *
   * @throws Rejection naming the first part that its token does not cover
   */
  void check(WorkerCommand.OpenSession open, Instant now) {
    List<String> modules = open.manifests().stream().map(Manifest::module).toList();
    refusal(open.by(), open.workspace(), modules, now)
        .ifPresent(refusal -> {
          throw refusal;
        });
  }

  /** Why the actor may not serve these modules in this scope; empty when it may. */
  public Optional<Rejection> refusal(
      Actor by, @Nullable String scope, Collection<String> modules, Instant now) {
    AccessSnapshot rules = current.rules();
    if (by.isLocal() && !rules.isSecured()) {
      return Optional.empty();
    }
    if (scope == null) {
      return Optional.of(Rejection.forbidden("Only the server itself runs the embedded worker."));
    }
    Optional<Rejection> place = placeRefusal(by, scope, now);
    if (place.isPresent()) {
      return place;
    }
    ModuleRule allowed = new ModuleRule(rules);
    for (String module : modules) {
      Optional<String> limited = allowed.refusal(by, module);
      if (limited.isPresent()) {
        return limited.map(Rejection::forbidden);
      }
      for (Workspace workspace : workspaces.all()) {
        if (workspace.state() != WorkspaceState.ARCHIVED
            && DispatchRule.serves(scope, workspace.name().value())
            && allowed.isReserved(by, workspace, module)) {
          return Optional.of(
              Rejection.forbidden(
                  "The module '%s' is reserved in '%s' to other tokens than %s."
                      .formatted(module, workspace.name(), by.name())));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Rejection> placeRefusal(Actor by, String scope, Instant now) {
    AccessSnapshot rules = current.rules();
    if (WorkspacePattern.isPattern(scope)) {
      return rules.hasRole(by, Role.DEVELOPER, new WorkspacePattern(scope), now)
          ? Optional.empty()
          : Optional.of(
              Rejection.forbidden(
                  "To run workers for '%s', the token %s needs the role developer on a pattern that covers all of it."
                      .formatted(scope, by.name())));
    }
    Workspace workspace = workspaces.find(scope).orElse(null);
    if (workspace == null || rules.role(by, workspace, now).isEmpty()) {
      return Optional.of(Workspaces.unknown(scope));
    }
    return rules.refusal(by, Permission.RUN_WORKERS, workspace, now).map(Rejection::forbidden);
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which workspaces and modules a worker may serve, and until when (A5). */
final class SessionAccess {

  private final EngineState state;
  private final SessionLeases leases;

  SessionAccess(EngineState state, SessionLeases leases) {
    this.state = state;
    this.leases = leases;
  }

  /**
   * Returns when the worker may open this session.
   *
   * @throws Rejection naming the first part that its token does not cover
   */
  void check(Command.OpenSession open, Instant now) {
    List<String> modules = open.manifests().stream().map(Manifest::module).toList();
    refusal(open.by(), open.workspace(), modules, now)
        .ifPresent(refusal -> {
          throw refusal;
        });
  }

  /** Ends the sessions whose tokens do not cover them any more; returns how many. */
  int endUncovered(Tx tx) {
    int ended = 0;
    for (WorkerSession gone : List.copyOf(state.goneSessions().values())) {
      if (!isCovered(gone, tx.now())) {
        leases.forget(tx, gone);
      }
    }
    for (WorkerSession session : List.copyOf(state.sessions().values())) {
      if (!session.row().isEmbedded() && !isCovered(session, tx.now())) {
        leases.endForGood(
            tx,
            session,
            "The token of worker %s does not cover what it serves any more."
                .formatted(session.row().worker()));
        ended++;
      }
    }
    return ended;
  }

  private boolean isCovered(WorkerSession session, Instant now) {
    return actorOf(session)
        .filter(actor -> refusal(actor, session.scope(), session.row().modules(), now).isEmpty())
        .isPresent();
  }

  private Optional<Actor> actorOf(WorkerSession session) {
    Long token = session.row().token();
    if (token != null) {
      return state
          .access()
          .findToken(token)
          .map(found -> state.access().actorOf(found, Actor.Via.WORKER));
    }
    return state.access().isSecured() ? Optional.empty() : Optional.of(Actor.LOCAL);
  }

  private Optional<Rejection> refusal(
      Actor by, @Nullable String scope, Collection<String> modules, Instant now) {
    AccessSnapshot rules = state.access();
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
    for (String module : modules) {
      Optional<String> limited = rules.moduleRefusal(by, module);
      if (limited.isPresent()) {
        return limited.map(Rejection::forbidden);
      }
      for (Workspace workspace : state.workspaces().all()) {
        if (workspace.state() != WorkspaceState.ARCHIVED
            && DispatchRule.serves(scope, workspace.name().value())
            && rules.isReserved(by, workspace, module)) {
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
    AccessSnapshot rules = state.access();
    if (WorkspacePattern.isPattern(scope)) {
      return rules.hasRole(by, Role.DEVELOPER, new WorkspacePattern(scope), now)
          ? Optional.empty()
          : Optional.of(
              Rejection.forbidden(
                  "To run workers for '%s', the token %s needs the role developer on a pattern that covers all of it."
                      .formatted(scope, by.name())));
    }
    Workspace workspace = state.workspaces().find(scope).orElse(null);
    if (workspace == null || rules.role(by, workspace, now).isEmpty()) {
      return Optional.of(Workspaces.unknown(scope));
    }
    return rules.refusal(by, Permission.RUN_WORKERS, workspace, now).map(Rejection::forbidden);
  }
}

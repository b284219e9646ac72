package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspacePattern;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Who may change users, grants and tokens (A2, A3). */
final class AccessPermissions {

  private final CurrentAccess current;
  private final Workspaces workspaces;
  private final ScopeNames named;

  AccessPermissions(CurrentAccess current, Workspaces workspaces) {
    this.current = current;
    this.workspaces = workspaces;
    this.named = new ScopeNames(workspaces);
  }

  /**
   * @throws Rejection when the sender may not give the command
   */
  void check(AccessCommand<?> command, Actor by, Instant now) {
    switch (command) {
      case AccessCommand.AddUser _,
          AccessCommand.RemoveUser _,
          AccessCommand.ReadmitUser _,
          AccessCommand.SetAdministrator _ ->
          requireServerAdministrator(by, "manage users", now);
      case AccessCommand.SetPassword set -> {
        if (!isOwn(by, set.name())) {
          requireServerAdministrator(by, "set the passwords of others", now);
        }
      }
      case AccessCommand.GrantRole grant -> requireGranting(by, grant.on(), now);
      case AccessCommand.RevokeRole revoke -> requireGranting(by, revoke.on(), now);
      case AccessCommand.CreateToken create -> checkToken(create, now);
      case AccessCommand.RevokeToken revoke -> {
        boolean isOwn =
            current.rules().ownTokens(by).stream().anyMatch(token -> token.id() == revoke.token());
        if (!isOwn) {
          requireServerAdministrator(by, "revoke other tokens than their own", now);
        }
      }
      case AccessCommand.SignOut _ -> {}
      // A workspace decides about it, or only the server sends it.
      case AccessCommand.ReserveModule _,
          AccessCommand.EnterExternal _,
          AccessCommand.SignIn _,
          AccessCommand.KeepAccess _ -> {}
    }
  }

  private boolean isOwn(Actor by, String name) {
    return by.kind() == Actor.Kind.USER
        && by.user() != null
        && current.rules().findUser(by.user()).map(User::name).filter(name::equals).isPresent();
  }

  private void requireServerAdministrator(Actor by, String purpose, Instant now) {
    if (!current.rules().isServerAdministrator(by, now)) {
      throw Rejection.forbidden(
          "Only server administrators may %s; %s is not one.".formatted(purpose, by.name()));
    }
  }

  /** Server administrators, and those who administer all of what is granted. */
  private void requireGranting(Actor by, String on, Instant now) {
    AccessSnapshot rules = current.rules();
    if (rules.isServerAdministrator(by, now)) {
      return;
    }
    boolean isAllowed;
    if (WorkspacePattern.isPattern(on)) {
      isAllowed = rules.hasRole(by, Role.ADMINISTRATOR, new WorkspacePattern(on), now);
    } else {
      Workspace workspace = workspaces.get(on);
      Optional<Role> own = rules.role(by, workspace, now);
      if (own.isEmpty()) {
        throw Workspaces.unknown(on);
      }
      isAllowed = own.get() == Role.ADMINISTRATOR;
    }
    if (!isAllowed) {
      throw Rejection.forbidden(
          "To grant or revoke roles on '%s' you need the role administrator there, or to be a server administrator."
              .formatted(on));
    }
  }

  private void checkToken(AccessCommand.CreateToken create, Instant now) {
    Actor by = create.by();
    AccessSnapshot rules = current.rules();
    List<GrantScope> scopes =
        create.on().stream().map(on -> named.getVisible(by, on, rules, now)).toList();
    if (create.administrator() && !rules.isServerAdministrator(by, now)) {
      throw Rejection.forbidden(
          "Only server administrators may make tokens for the administration of the server.");
    }
    Token own = by.token() == null ? null : rules.findToken(by.token()).orElseThrow();
    Duration lifetime = create.lifetime();
    if (own != null
        && lifetime != null
        && !rules.isFull(own)
        && now.plus(lifetime).isAfter(own.expiresAt())) {
      throw Rejection.forbidden(
          "A token can only make tokens that expire no later than itself, at %s."
              .formatted(own.expiresAt().truncatedTo(ChronoUnit.SECONDS)));
    }
    for (GrantScope scope : scopes) {
      if (own != null && !mayMake(own, create, scope)) {
        throw Rejection.forbidden(
            "A token can only make tokens with no more rights than its own: at most the role %s, and no other workspaces."
                .formatted(own.role().word()));
      }
      if (create.service()
          && !rules.hasRole(by, Role.ADMINISTRATOR, scope, workspaces.namesById(), now)) {
        throw Rejection.forbidden(
            "Only an administrator of all the workspaces that it covers may make a service token.");
      }
    }
  }

  private static boolean mayMake(Token own, AccessCommand.CreateToken create, GrantScope scope) {
    return own.role().includes(create.role()) && isWithin(own, scope) && hasModules(own, create);
  }

  private static boolean isWithin(Token own, GrantScope scope) {
    return own.scopes().stream()
        .anyMatch(wide ->
            wide.equals(scope)
                || scope instanceof GrantScope.OfPattern narrow && wide.coversAll(narrow.pattern())
                || wide.equals(GrantScope.EVERYWHERE));
  }

  private static boolean hasModules(Token own, AccessCommand.CreateToken create) {
    List<String> modules = own.modules();
    return modules == null || create.modules() != null && modules.containsAll(create.modules());
  }
}

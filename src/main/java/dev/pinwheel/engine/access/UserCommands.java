package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.AccessStore;
import dev.pinwheel.store.Tx;
import java.util.Optional;

/** The commands about users and the roles that they are granted (A1, A2). */
final class UserCommands {

  private final AccessStore store;
  private final AccessChanges changes;
  private final ScopeNames scopes;

  UserCommands(AccessStore store, AccessChanges changes, ScopeNames scopes) {
    this.store = store;
    this.changes = changes;
    this.scopes = scopes;
  }

  private AccessSnapshot rules() {
    return changes.rules();
  }

  User add(Tx tx, AccessCommand.AddUser command) {
    if (!rules().isSecured()) {
      if (!command.administrator()) {
        throw Rejection.invalidState(
            "The first user has to be a server administrator, who can add others. Use ./pinwheel users add NAME --admin.");
      }
      store.secure(tx);
    }
    UserNames.check(command.name());
    if (rules().isNameTaken(command.name())) {
      throw Rejection.conflict(
          "There is a user or service token '%s' already.".formatted(command.name()));
    }
    User user =
        new User(
            tx.nextId(),
            command.name(),
            command.external(),
            command.passwordHash(),
            command.administrator());
    store.insert(tx, user, command.by().name());
    changes.apply(tx);
    return user;
  }

  User remove(Tx tx, String name) {
    User user = getUser(name);
    checkNotLast(user, "removed");
    store.remove(tx, user);
    changes.apply(tx);
    return user;
  }

  int readmit(Tx tx, AccessCommand.ReadmitUser command) {
    int readmitted = store.readmit(tx, command.name());
    if (readmitted == 0) {
      throw Rejection.notFound(
          "No user '%s' of an identity provider was removed.".formatted(command.name()));
    }
    return readmitted;
  }

  User setAdministrator(Tx tx, AccessCommand.SetAdministrator command) {
    User user = getUser(command.name());
    if (!command.administrator()) {
      checkNotLast(user, "made an ordinary user");
    }
    User changed =
        new User(
            user.id(), user.name(), user.external(), user.passwordHash(), command.administrator());
    store.update(tx, changed);
    changes.apply(tx);
    return changed;
  }

  private void checkNotLast(User user, String what) {
    boolean isLast =
        user.administrator() && rules().users().stream().filter(User::administrator).count() == 1;
    if (isLast) {
      throw Rejection.invalidState(
          "%s is the last server administrator and cannot be %s. Make another user one first."
              .formatted(user.name(), what));
    }
  }

  User setPassword(Tx tx, AccessCommand.SetPassword command) {
    User user = getUser(command.name());
    if (user.external() != null) {
      throw Rejection.invalidState(
          "%s signs in with an identity provider and has no password here.".formatted(user.name()));
    }
    User changed =
        new User(user.id(), user.name(), null, command.passwordHash(), user.administrator());
    store.update(tx, changed);
    var unused = store.signOutEverywhere(tx, user.id(), command.keptSignIn());
    changes.apply(tx);
    return changed;
  }

  Grant grant(Tx tx, AccessCommand.GrantRole command) {
    User user = getUser(command.user());
    GrantScope scope = scopes.get(command.on());
    findGrant(user, scope).ifPresent(former -> store.delete(tx, former));
    Grant grant =
        new Grant(
            tx.nextId(), user.id(), command.role(), scope, false, tx.now(), command.by().name());
    store.insert(tx, grant);
    changes.apply(tx);
    return grant;
  }

  Grant revoke(Tx tx, AccessCommand.RevokeRole command) {
    User user = getUser(command.user());
    Grant grant =
        findGrant(user, scopes.get(command.on()))
            .orElseThrow(() ->
                Rejection.notFound(
                    "%s was granted no role on '%s'.".formatted(user.name(), command.on())));
    store.delete(tx, grant);
    changes.apply(tx);
    return grant;
  }

  private Optional<Grant> findGrant(User user, GrantScope scope) {
    return rules().grantsOf(user.id()).stream()
        .filter(grant -> !grant.external() && grant.scope().equals(scope))
        .findFirst();
  }

  private User getUser(String name) {
    return rules()
        .findUser(name)
        .orElseThrow(() -> Rejection.notFound("There is no user '%s'.".formatted(name)));
  }
}

package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.store.AccessStore;
import dev.pinwheel.store.ActivityStore;
import dev.pinwheel.store.ActivityStore.Entry;
import dev.pinwheel.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A user of an identity provider signs in: it is added when it is new, and its groups replace what
 * they gave the last time (A2).
 */
final class EnterExternalHandler {

  private final AccessStore store;
  private final ActivityStore activity;
  private final AccessChanges changes;
  private final Workspaces workspaces;
  private final AccessUse use;

  EnterExternalHandler(
      AccessStore store,
      ActivityStore activity,
      AccessChanges changes,
      Workspaces workspaces,
      AccessUse use) {
    this.store = store;
    this.activity = activity;
    this.changes = changes;
    this.workspaces = workspaces;
    this.use = use;
  }

  private AccessSnapshot rules() {
    return changes.rules();
  }

  User apply(Tx tx, AccessCommand.EnterExternal command) {
    User user = rules().findUser(command.external()).orElseGet(() -> addExternal(tx, command));
    List<Grant> former = externalGrants(user);
    former.forEach(grant -> store.delete(tx, grant));
    for (Map.Entry<String, Role> given : command.grants().entrySet()) {
      boolean exists =
          WorkspacePattern.isPattern(given.getKey())
              || workspaces.findActive(given.getKey()).isPresent();
      if (exists) {
        store.insert(
            tx,
            new Grant(
                tx.nextId(),
                user.id(),
                given.getValue(),
                new ScopeNames(workspaces).get(given.getKey()),
                true,
                tx.now(),
                Actor.ENGINE.name()));
      }
    }
    changes.apply(tx);
    recordGrants(tx, user, former);
    return user;
  }

  private List<Grant> externalGrants(User user) {
    return rules().grantsOf(user.id()).stream().filter(Grant::external).toList();
  }

  /** What the provider's groups gave and took, as one entry; none when it is what it was. */
  private void recordGrants(Tx tx, User user, List<Grant> former) {
    Function<Grant, String> words =
        grant ->
            "%s on %s".formatted(grant.role().word(), grant.scope().words(workspaces.namesById()));
    List<String> before = former.stream().map(words).sorted().toList();
    List<String> after = externalGrants(user).stream().map(words).sorted().toList();
    if (!before.equals(after)) {
      record(
          tx,
          user,
          "%s: %s, by groups"
              .formatted(user.name(), after.isEmpty() ? "no roles" : String.join(", ", after)));
    }
  }

  private void record(Tx tx, User user, String subject) {
    activity.record(tx, new Entry(external(user), "enterExternal", null, null, subject));
  }

  private static Actor external(User user) {
    return Actor.user(user.name(), user.id(), Actor.Via.STUDIO);
  }

  private User addExternal(Tx tx, AccessCommand.EnterExternal command) {
    store
        .findRemoved(tx, command.external())
        .ifPresent(removed -> {
          use.refused(new Entry(external(removed), "signIn", null, null, null), tx.now());
          throw Rejection.forbidden(
              "You were removed from this server. Its administrator can let you in again.");
        });
    String name = UserNames.free(command.name(), rules()::isNameTaken);
    User user = new User(tx.nextId(), name, command.external(), null, false);
    store.insert(tx, user, Actor.ENGINE.name());
    record(tx, user, "%s, new, of %s".formatted(name, command.external().issuer()));
    return user;
  }
}

package dev.pinwheel.engine.access;

import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.AccessStore;
import dev.pinwheel.store.AccessStore.SignInRow;
import dev.pinwheel.store.Tx;
import java.util.Objects;

/** The commands about the browsers in which users are signed in (A1). */
final class SignInCommands {

  private final AccessStore store;
  private final AccessChanges changes;

  SignInCommands(AccessStore store, AccessChanges changes) {
    this.store = store;
    this.changes = changes;
  }

  SignInRow signIn(Tx tx, AccessCommand.SignIn command) {
    User user =
        changes
            .rules()
            .findUser(Objects.requireNonNull(command.by().user()))
            .orElseThrow(() -> Rejection.notFound("The user has been removed."));
    SignInRow row =
        new SignInRow(
            tx.nextId(),
            user.id(),
            tx.now(),
            tx.now(),
            tx.now().plus(command.lifetime()),
            command.agent());
    store.signIn(tx, row, command.secretHash());
    return row;
  }

  int signOut(Tx tx, AccessCommand.SignOut command) {
    Long user = command.by().user();
    int ended = 1;
    if (command.signIn() != null) {
      store.signOut(tx, command.signIn());
    } else if (user != null) {
      ended = store.signOutEverywhere(tx, user, null);
    }
    changes.announce(tx);
    return ended;
  }
}

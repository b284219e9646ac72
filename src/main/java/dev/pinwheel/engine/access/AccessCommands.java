package dev.pinwheel.engine.access;

import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.store.AccessStore;
import dev.pinwheel.store.ActivityStore;
import dev.pinwheel.store.Tx;

/** Routes the commands about users, grants, tokens and sign-ins (A1–A3, A5). */
public final class AccessCommands {

  private final AccessStore store;
  private final ActivityStore activity;
  private final AccessChanges changes;
  private final UserCommands users;
  private final EnterExternalHandler enterExternal;
  private final TokenCommands tokens;
  private final SignInCommands signIns;

  public AccessCommands(
      AccessStore store,
      ActivityStore activity,
      AccessChanges changes,
      Workspaces workspaces,
      AccessUse use) {
    this.store = store;
    this.activity = activity;
    this.changes = changes;
    this.users = new UserCommands(store, changes, new ScopeNames(workspaces));
    this.enterExternal = new EnterExternalHandler(store, activity, changes, workspaces, use);
    this.tokens = new TokenCommands(store.tokens(), changes, workspaces);
    this.signIns = new SignInCommands(store, changes);
  }

  /** The answer is what the command declares. */
  public Object apply(Tx tx, AccessCommand<?> command) {
    return switch (command) {
      case AccessCommand.AddUser add -> users.add(tx, add);
      case AccessCommand.RemoveUser remove -> users.remove(tx, remove.name());
      case AccessCommand.ReadmitUser readmit -> users.readmit(tx, readmit);
      case AccessCommand.SetAdministrator set -> users.setAdministrator(tx, set);
      case AccessCommand.SetPassword set -> users.setPassword(tx, set);
      case AccessCommand.GrantRole grant -> users.grant(tx, grant);
      case AccessCommand.RevokeRole revoke -> users.revoke(tx, revoke);
      case AccessCommand.EnterExternal enter -> enterExternal.apply(tx, enter);
      case AccessCommand.CreateToken create -> tokens.create(tx, create);
      case AccessCommand.RevokeToken revoke -> tokens.revoke(tx, revoke);
      case AccessCommand.ReserveModule reserve -> tokens.reserve(tx, reserve);
      case AccessCommand.SignIn signIn -> signIns.signIn(tx, signIn);
      case AccessCommand.SignOut signOut -> signIns.signOut(tx, signOut);
      case AccessCommand.KeepAccess keep -> keep(tx, keep);
    };
  }

  private int keep(Tx tx, AccessCommand.KeepAccess command) {
    command.refused().forEach(refused -> activity.record(tx, refused));
    if (!command.tokensUsed().isEmpty()) {
      store.tokens().used(tx, command.tokensUsed());
      // The snapshot says when tokens were used last.
      changes.reload(tx);
    }
    if (!command.signInsUsed().isEmpty()) {
      store.signInsUsed(tx, command.signInsUsed());
    }
    int signIns = store.endSignIns(tx, tx.now(), command.unusedSince());
    int workers = changes.endUncovered(tx);
    if (signIns > 0) {
      changes.announce(tx);
    }
    return signIns + workers;
  }
}

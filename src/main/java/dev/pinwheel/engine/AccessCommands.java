package dev.pinwheel.engine;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Reservation;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.store.AccessStore;
import dev.pinwheel.store.AccessStore.SignInRow;
import dev.pinwheel.store.ActivityStore.Entry;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The commands about users, grants, tokens and sign-ins (A1–A3, A5). */
final class AccessCommands {

  /** Far more than anybody needs; so that nobody makes the rules large for all. */
  private static final int MOST_SCOPES = 50;

  private static final int MOST_TOKENS = 100;

  private static final Duration USUAL_LIFETIME = Duration.ofDays(90);

  private final Stores stores;
  private final AccessStore store;
  private final EngineState state;
  private final SessionAccess sessions;
  private final AccessUse use;

  AccessCommands(Stores stores, EngineState state, SessionAccess sessions, AccessUse use) {
    this.use = use;
    this.stores = stores;
    this.store = stores.access();
    this.state = state;
    this.sessions = sessions;
  }

  Object apply(Tx tx, AccessCommand<?> command) {
    return switch (command) {
      case AccessCommand.AddUser add -> add(tx, add);
      case AccessCommand.RemoveUser remove -> remove(tx, remove.name());
      case AccessCommand.ReadmitUser readmit -> readmit(tx, readmit);
      case AccessCommand.SetAdministrator set -> setAdministrator(tx, set);
      case AccessCommand.SetPassword set -> setPassword(tx, set);
      case AccessCommand.GrantRole grant -> grant(tx, grant);
      case AccessCommand.RevokeRole revoke -> revoke(tx, revoke);
      case AccessCommand.EnterExternal enter -> enter(tx, enter);
      case AccessCommand.CreateToken create -> create(tx, create);
      case AccessCommand.RevokeToken revoke -> revoke(tx, revoke);
      case AccessCommand.ReserveModule reserve -> reserve(tx, reserve);
      case AccessCommand.SignIn signIn -> signIn(tx, signIn);
      case AccessCommand.SignOut signOut -> signOut(tx, signOut);
      case AccessCommand.KeepAccess keep -> keep(tx, keep);
    };
  }

  /** The rules have changed: everybody goes by the new ones before the command is answered. */
  private void changed(Tx tx) {
    replace(tx);
    var unused = sessions.endUncovered(tx);
  }

  private void replace(Tx tx) {
    AccessSnapshot before = state.access();
    AccessSnapshot after = store.load(tx);
    state.setAccess(after);
    tx.afterRollback(() -> state.setAccess(before));
    tx.beforeAnswers(() -> state.publishAccess(after));
    tx.emit(new EngineEvent.AccessChanged());
  }

  // ---------------------------------------------------------------- users

  private User add(Tx tx, AccessCommand.AddUser command) {
    if (!state.access().isSecured()) {
      if (!command.administrator()) {
        throw Rejection.invalidState(
            "The first user has to be a server administrator, who can add others. Use ./pinwheel users add NAME --admin.");
      }
      store.secure(tx);
    }
    UserNames.check(command.name());
    if (state.access().isNameTaken(command.name())) {
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
    changed(tx);
    return user;
  }

  private User getUser(String name) {
    return state
        .access()
        .findUser(name)
        .orElseThrow(() -> Rejection.notFound("There is no user '%s'.".formatted(name)));
  }

  private User remove(Tx tx, String name) {
    User user = getUser(name);
    checkNotLast(user, "removed");
    store.remove(tx, user);
    changed(tx);
    return user;
  }

  private int readmit(Tx tx, AccessCommand.ReadmitUser command) {
    int readmitted = store.readmit(tx, command.name());
    if (readmitted == 0) {
      throw Rejection.notFound(
          "No user '%s' of an identity provider was removed.".formatted(command.name()));
    }
    return readmitted;
  }

  private User setAdministrator(Tx tx, AccessCommand.SetAdministrator command) {
    User user = getUser(command.name());
    if (!command.administrator()) {
      checkNotLast(user, "made an ordinary user");
    }
    User changed =
        new User(
            user.id(), user.name(), user.external(), user.passwordHash(), command.administrator());
    store.update(tx, changed);
    changed(tx);
    return changed;
  }

  private void checkNotLast(User user, String what) {
    boolean isLast =
        user.administrator()
            && state.access().users().stream().filter(User::administrator).count() == 1;
    if (isLast) {
      throw Rejection.invalidState(
          "%s is the last server administrator and cannot be %s. Make another user one first."
              .formatted(user.name(), what));
    }
  }

  private User setPassword(Tx tx, AccessCommand.SetPassword command) {
    User user = getUser(command.name());
    if (user.external() != null) {
      throw Rejection.invalidState(
          "%s signs in with an identity provider and has no password here.".formatted(user.name()));
    }
    User changed =
        new User(user.id(), user.name(), null, command.passwordHash(), user.administrator());
    store.update(tx, changed);
    var unused = store.signOutEverywhere(tx, user.id(), command.keptSignIn());
    changed(tx);
    return changed;
  }

  // ---------------------------------------------------------------- grants

  private Grant grant(Tx tx, AccessCommand.GrantRole command) {
    User user = getUser(command.user());
    GrantScope scope = scope(command.on());
    findGrant(user, scope).ifPresent(former -> store.delete(tx, former));
    Grant grant =
        new Grant(
            tx.nextId(), user.id(), command.role(), scope, false, tx.now(), command.by().name());
    store.insert(tx, grant);
    changed(tx);
    return grant;
  }

  private Grant revoke(Tx tx, AccessCommand.RevokeRole command) {
    User user = getUser(command.user());
    Grant grant =
        findGrant(user, scope(command.on()))
            .orElseThrow(() ->
                Rejection.notFound(
                    "%s was granted no role on '%s'.".formatted(user.name(), command.on())));
    store.delete(tx, grant);
    changed(tx);
    return grant;
  }

  private Optional<Grant> findGrant(User user, GrantScope scope) {
    return state.access().grantsOf(user.id()).stream()
        .filter(grant -> !grant.external() && grant.scope().equals(scope))
        .findFirst();
  }

  private GrantScope scope(String on) {
    return WorkspacePattern.isPattern(on)
        ? new GrantScope.OfPattern(new WorkspacePattern(on))
        : new GrantScope.OfWorkspace(state.workspaces().get(on).id());
  }

  /** A user of an identity provider; its groups replace what they gave the last time (A2). */
  private User enter(Tx tx, AccessCommand.EnterExternal command) {
    User user =
        state.access().findUser(command.external()).orElseGet(() -> addExternal(tx, command));
    List<Grant> former = externalGrants(user);
    former.forEach(grant -> store.delete(tx, grant));
    for (Map.Entry<String, Role> given : command.grants().entrySet()) {
      boolean exists =
          WorkspacePattern.isPattern(given.getKey())
              || state.workspaces().findActive(given.getKey()).isPresent();
      if (exists) {
        store.insert(
            tx,
            new Grant(
                tx.nextId(),
                user.id(),
                given.getValue(),
                scope(given.getKey()),
                true,
                tx.now(),
                Actor.ENGINE.name()));
      }
    }
    changed(tx);
    recordGrants(tx, user, former);
    return user;
  }

  private List<Grant> externalGrants(User user) {
    return state.access().grantsOf(user.id()).stream().filter(Grant::external).toList();
  }

  /** What the provider's groups gave and took, as one entry; none when it is what it was. */
  private void recordGrants(Tx tx, User user, List<Grant> former) {
    Function<Grant, String> words =
        grant ->
            "%s on %s"
                .formatted(
                    grant.role().word(), grant.scope().words(state.workspaces().namesById()));
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
    stores.activity().record(tx, new Entry(external(user), "enterExternal", null, null, subject));
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
    String name = UserNames.free(command.name(), state.access()::isNameTaken);
    User user = new User(tx.nextId(), name, command.external(), null, false);
    store.insert(tx, user, Actor.ENGINE.name());
    record(tx, user, "%s, new, of %s".formatted(name, command.external().issuer()));
    return user;
  }

  // ---------------------------------------------------------------- tokens

  private Token create(Tx tx, AccessCommand.CreateToken command) {
    UserNames.check(command.name());
    Long owner = command.by().user();
    if (owner == null) {
      throw Rejection.invalidState(
          "A token belongs to a user, and this server has none. Add one first, with ./pinwheel users add NAME --admin.");
    }
    boolean isTaken =
        state.access().tokens().stream()
            .filter(token -> token.service() == command.service())
            .filter(token -> command.service() || owner.equals(token.user()))
            .anyMatch(token -> token.name().equals(command.name()));
    if (isTaken || command.service() && state.access().isNameTaken(command.name())) {
      throw Rejection.conflict(
          "The name '%s' is taken. Choose another name, or revoke the former token."
              .formatted(command.name()));
    }
    Instant expiresAt = expiry(command, tx.now());
    if (!expiresAt.isAfter(tx.now())) {
      throw Rejection.invalidArgument("A token is valid for a positive time.");
    }
    if (command.on().size() > MOST_SCOPES) {
      throw Rejection.invalidArgument(
          "A token holds in at most %d workspaces and patterns, found %d."
              .formatted(MOST_SCOPES, command.on().size()));
    }
    long valid =
        state.access().tokens().stream()
            .filter(token -> owner.equals(token.user()) && token.expiresAt().isAfter(tx.now()))
            .count();
    if (valid >= MOST_TOKENS) {
      throw Rejection.invalidState(
          "A user has at most %d tokens that are valid. Revoke one first.".formatted(MOST_TOKENS));
    }
    if (command.on().isEmpty()) {
      throw Rejection.invalidArgument(
          "A token holds somewhere: name workspaces, or patterns such as development/*.");
    }
    Token token =
        new Token(
            store.nextTokenId(tx),
            owner,
            limitedMaker(command.by()),
            command.name(),
            command.service(),
            command.secretHash(),
            command.role(),
            command.on().stream().map(this::scope).distinct().toList(),
            command.administrator(),
            command.modules(),
            tx.now(),
            expiresAt,
            null);
    store.insert(tx, token, command.by().name());
    changed(tx);
    return token;
  }

  /** What a token makes lasts as long as itself at most, unless it is said otherwise. */
  private Instant expiry(AccessCommand.CreateToken command, Instant now) {
    Duration lifetime = command.lifetime();
    if (lifetime != null) {
      return now.plus(lifetime);
    }
    Instant usual = now.plus(USUAL_LIFETIME);
    return maker(command.by())
        .map(Token::expiresAt)
        .filter(own -> own.isBefore(usual))
        .orElse(usual);
  }

  private Optional<Token> maker(Actor by) {
    return by.token() == null ? Optional.empty() : state.access().findToken(by.token());
  }

  /** The token of a log-in stands for its user; what another one makes ends with it. */
  private @Nullable Long limitedMaker(Actor by) {
    return maker(by).filter(token -> !state.access().isFull(token)).map(Token::id).orElse(null);
  }

  private Token revoke(Tx tx, AccessCommand.RevokeToken command) {
    Token token =
        state
            .access()
            .findToken(command.token())
            .orElseThrow(() -> Rejection.notFound("There is no such token."));
    state.access().madeWith(token).forEach(made -> store.revoke(tx, made));
    store.revoke(tx, token);
    changed(tx);
    return token;
  }

  private int reserve(Tx tx, AccessCommand.ReserveModule command) {
    Workspace workspace = state.workspaces().getUsable(command.workspace(), "reservations");
    List<Long> tokens = command.tokens().stream().distinct().toList();
    for (long token : tokens) {
      if (!mayWork(token, workspace, tx.now())) {
        throw Rejection.notFound(
            "There is no token %d with which workers may run in '%s'."
                .formatted(token, workspace.name()));
      }
    }
    store.release(tx, workspace.id(), command.module());
    for (long token : tokens) {
      store.reserve(
          tx, new Reservation(workspace.id(), command.module(), token), command.by().name());
    }
    changed(tx);
    return tokens.size();
  }

  private boolean mayWork(long token, Workspace workspace, Instant now) {
    AccessSnapshot rules = state.access();
    return rules
        .findToken(token)
        .flatMap(found -> rules.role(rules.actorOf(found, Actor.Via.WORKER), workspace, now))
        .filter(role -> role.includes(Role.DEVELOPER))
        .isPresent();
  }

  // ---------------------------------------------------------------- sign-ins

  private SignInRow signIn(Tx tx, AccessCommand.SignIn command) {
    User user =
        state
            .access()
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

  private int signOut(Tx tx, AccessCommand.SignOut command) {
    Long user = command.by().user();
    int ended = 1;
    if (command.signIn() != null) {
      store.signOut(tx, command.signIn());
    } else if (user != null) {
      ended = store.signOutEverywhere(tx, user, null);
    }
    tx.emit(new EngineEvent.AccessChanged());
    return ended;
  }

  private int keep(Tx tx, AccessCommand.KeepAccess command) {
    command.refused().forEach(refused -> stores.activity().record(tx, refused));
    if (!command.tokensUsed().isEmpty()) {
      store.used(tx, command.tokensUsed());
      // The snapshot says when tokens were used last.
      replace(tx);
    }
    if (!command.signInsUsed().isEmpty()) {
      store.signInsUsed(tx, command.signInsUsed());
    }
    int signIns = store.endSignIns(tx, tx.now(), command.unusedSince());
    int workers = sessions.endUncovered(tx);
    if (signIns > 0) {
      tx.emit(new EngineEvent.AccessChanged());
    }
    return signIns + workers;
  }

  /** Names and patterns of workspaces have changed. */
  void workspacesChanged(Tx tx) {
    if (state.access().isSecured()) {
      var unused = sessions.endUncovered(tx);
      tx.emit(new EngineEvent.AccessChanged());
    }
  }
}

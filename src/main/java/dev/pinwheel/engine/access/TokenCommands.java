package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Reservation;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.store.TokenStore;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands about tokens and the modules that are reserved to them (A3, A5). */
final class TokenCommands {

  /** Far more than anybody needs; so that nobody makes the rules large for all. */
  private static final int MOST_SCOPES = 50;

  private static final int MOST_TOKENS = 100;

  private static final Duration USUAL_LIFETIME = Duration.ofDays(90);

  private final TokenStore store;
  private final AccessChanges changes;
  private final Workspaces workspaces;
  private final ScopeNames scopes;

  TokenCommands(TokenStore store, AccessChanges changes, Workspaces workspaces) {
    this.store = store;
    this.changes = changes;
    this.workspaces = workspaces;
    this.scopes = new ScopeNames(workspaces);
  }

  private AccessSnapshot rules() {
    return changes.rules();
  }

  Token create(Tx tx, AccessCommand.CreateToken command) {
    UserNames.check(command.name());
    Long owner = command.by().user();
    if (owner == null) {
      throw Rejection.invalidState(
          "A token belongs to a user, and this server has none. Add one first, with ./pinwheel users add NAME --admin.");
    }
    checkName(command, owner);
    Instant expiresAt = expiry(command, tx.now());
    checkLimits(command, owner, expiresAt, tx.now());
    Token token =
        new Token(
            store.nextId(tx),
            owner,
            limitedMaker(command.by()),
            command.name(),
            command.service(),
            command.secretHash(),
            command.role(),
            command.on().stream().map(scopes::get).distinct().toList(),
            command.administrator(),
            command.modules(),
            tx.now(),
            expiresAt,
            null);
    store.insert(tx, token, command.by().name());
    changes.apply(tx);
    return token;
  }

  private void checkName(AccessCommand.CreateToken command, long owner) {
    boolean isTaken =
        rules().tokens().stream()
            .filter(token -> token.service() == command.service())
            .filter(token -> command.service() || owner == token.user())
            .anyMatch(token -> token.name().equals(command.name()));
    if (isTaken || command.service() && rules().isNameTaken(command.name())) {
      throw Rejection.conflict(
          "The name '%s' is taken. Choose another name, or revoke the former token."
              .formatted(command.name()));
    }
  }

  private void checkLimits(
      AccessCommand.CreateToken command, long owner, Instant expiresAt, Instant now) {
    if (!expiresAt.isAfter(now)) {
      throw Rejection.invalidArgument(
          "Expected a validity above zero, found %s.".formatted(Duration.between(now, expiresAt)));
    }
    if (command.on().size() > MOST_SCOPES) {
      throw Rejection.invalidArgument(
          "A token covers at most %d workspaces and patterns, found %d."
              .formatted(MOST_SCOPES, command.on().size()));
    }
    long valid =
        rules().tokens().stream()
            .filter(token -> owner == token.user() && token.expiresAt().isAfter(now))
            .count();
    if (valid >= MOST_TOKENS) {
      throw Rejection.invalidState(
          "A user has at most %d tokens that are valid. Revoke one first.".formatted(MOST_TOKENS));
    }
    if (command.on().isEmpty()) {
      throw Rejection.invalidArgument(
          "Expected at least one workspace or pattern in 'on', such as development/*, found none.");
    }
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
    return by.token() == null ? Optional.empty() : rules().findToken(by.token());
  }

  /** The token of a log-in stands for its user; what another one makes ends with it. */
  private @Nullable Long limitedMaker(Actor by) {
    return maker(by).filter(token -> !rules().isFull(token)).map(Token::id).orElse(null);
  }

  Token revoke(Tx tx, AccessCommand.RevokeToken command) {
    Token token =
        rules()
            .findToken(command.token())
            .orElseThrow(() -> Rejection.notFound("There is no such token."));
    rules().madeWith(token).forEach(made -> store.revoke(tx, made));
    store.revoke(tx, token);
    changes.apply(tx);
    return token;
  }

  int reserve(Tx tx, AccessCommand.ReserveModule command) {
    Workspace workspace = workspaces.getUsable(command.workspace(), "reservations");
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
    changes.apply(tx);
    return tokens.size();
  }

  private boolean mayWork(long token, Workspace workspace, Instant now) {
    AccessSnapshot rules = rules();
    return rules
        .findToken(token)
        .flatMap(found -> rules.role(rules.actorOf(found, Actor.Via.WORKER), workspace, now))
        .filter(role -> role.includes(Role.DEVELOPER))
        .isPresent();
  }
}

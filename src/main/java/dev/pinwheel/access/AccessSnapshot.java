package dev.pinwheel.access;

import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspacePattern;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Users, grants, tokens and reservations at a moment, and the rules about them (A1–A5). The engine
 * replaces it with every command that changes one of them. Immutable.
 */
public final class AccessSnapshot {

  /** A server on which nobody has to sign in. */
  public static final AccessSnapshot OPEN =
      new AccessSnapshot(false, List.of(), List.of(), List.of(), List.of());

  private final boolean secured;
  private final Map<Long, User> users;
  private final Map<Long, List<Grant>> grants;
  private final TokenIndex tokens;
  private final List<Reservation> reservations;

  /**
   * @param secured whether there was an administrator, so that nobody is anonymous any more (A1)
   * @param users those that are not removed
   * @param tokens those that are not revoked; expired ones may be among them
   */
  public AccessSnapshot(
      boolean secured,
      Collection<User> users,
      Collection<Grant> grants,
      Collection<Token> tokens,
      Collection<Reservation> reservations) {
    this.secured = secured;
    this.users = users.stream().collect(Collectors.toUnmodifiableMap(User::id, user -> user));
    this.grants = grants.stream().collect(Collectors.groupingBy(Grant::user));
    this.tokens = new TokenIndex(tokens);
    this.reservations = List.copyOf(reservations);
  }

  // ---------------------------------------------------------------- what there is

  /** Whether everybody needs an identity. */
  public boolean isSecured() {
    return secured;
  }

  /** By name. */
  public List<User> users() {
    return users.values().stream().sorted(Comparator.comparing(User::name)).toList();
  }

  public Optional<User> findUser(String name) {
    return users.values().stream().filter(user -> user.name().equals(name)).findFirst();
  }

  public Optional<User> findUser(long id) {
    return Optional.ofNullable(users.get(id));
  }

  /** The user whom an identity provider knows by issuer and subject. */
  public Optional<User> findUser(User.External external) {
    return users.values().stream().filter(user -> external.equals(user.external())).findFirst();
  }

  /** Of a user, oldest first. */
  public List<Grant> grantsOf(long user) {
    return grants.getOrDefault(user, List.of()).stream()
        .sorted(Comparator.comparingLong(Grant::id))
        .toList();
  }

  /** Those that are not revoked, oldest first. */
  public List<Token> tokens() {
    return tokens.all();
  }

  public Optional<Token> findToken(long id) {
    return tokens.find(id);
  }

  /** Those that are revoked with a token: what it made, and what that made. Oldest first. */
  public List<Token> madeWith(Token maker) {
    return tokens.madeWith(maker);
  }

  /**
   * The tokens that an actor lists and revokes as its own: all of a user, and of a limited token
   * only itself and what it made. Oldest first.
   */
  public List<Token> ownTokens(Actor actor) {
    Stream<Token> ofUser =
        tokens().stream().filter(token -> Long.valueOf(token.user()).equals(actor.user()));
    if (actor.token() == null) {
      return ofUser.toList();
    }
    Token acting = findToken(actor.token()).orElse(null);
    return acting == null
        ? List.of()
        : ofUser
            .filter(token ->
                isFull(acting) || token.id() == acting.id() || tokens.isMadeWith(token, acting))
            .toList();
  }

  /** Whether a token may do everything that its owner may; it is limited when it may not. */
  public boolean isFull(Token token) {
    return token.isFullInWorkspaces() && (token.administrator() || !isAdministrator(token.user()));
  }

  /** Whether somebody who acts under a name of its own is called so. */
  public boolean isNameTaken(String name) {
    return findUser(name).isPresent()
        || tokens.stream().anyMatch(token -> token.service() && token.name().equals(name));
  }

  /**
   * The token with this secret; empty when there is none, it has expired, or its owner is removed.
   *
   * @param secretHash SHA-256 of the secret
   */
  public Optional<Token> findToken(byte[] secretHash, Instant now) {
    return tokens.withSecret(secretHash).filter(token -> isUsable(token, now)).findFirst();
  }

  public List<Reservation> reservations() {
    return reservations;
  }

  /** The next moment at which a token expires; null for none. */
  public @Nullable Instant nextExpiry(Instant now) {
    return tokens.stream()
        .map(Token::expiresAt)
        .filter(expiry -> expiry.isAfter(now))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Who acts with a token. */
  public Actor actorOf(Token token, Actor.Via via) {
    String owner = findUser(token.user()).map(User::name).orElse("");
    return Actor.token(token.displayName(owner), token.user(), token.id(), via);
  }

  // ---------------------------------------------------------------- who is it

  private boolean isUsable(Token token, Instant now) {
    return now.isBefore(token.expiresAt()) && users.containsKey(token.user());
  }

  private Optional<Token> usableToken(Actor actor, Instant now) {
    return actor.token() == null
        ? Optional.empty()
        : findToken(actor.token()).filter(token -> isUsable(token, now));
  }

  /**
   * Whether the identity still exists: the user is not removed, the token not revoked or expired.
   */
  public boolean isKnown(Actor actor, Instant now) {
    return switch (actor.kind()) {
      case ENGINE -> true;
      case LOCAL -> !secured;
      case USER -> actor.user() != null && users.containsKey(actor.user());
      case TOKEN -> usableToken(actor, now).isPresent();
    };
  }

  /** Whether it manages users and grants. */
  public boolean isServerAdministrator(Actor actor, Instant now) {
    return switch (actor.kind()) {
      case ENGINE -> true;
      case LOCAL -> !secured;
      case USER -> isAdministrator(actor.user());
      case TOKEN ->
          usableToken(actor, now)
              .filter(Token::administrator)
              .filter(token -> isAdministrator(token.user()))
              .isPresent();
    };
  }

  private boolean isAdministrator(@Nullable Long user) {
    User known = user == null ? null : users.get(user);
    return known != null && known.administrator();
  }

  // ---------------------------------------------------------------- roles

  /** The role in a workspace; empty: for the actor, the workspace does not exist (A4). */
  public Optional<Role> role(Actor actor, Workspace workspace, Instant now) {
    return highest(actor, scope -> scope.covers(workspace), now);
  }

  /** Whether there is such a role wherever the pattern leads. */
  public boolean hasRole(Actor actor, Role role, WorkspacePattern pattern, Instant now) {
    return highest(actor, scope -> scope.coversAll(pattern), now)
        .filter(own -> own.includes(role))
        .isPresent();
  }

  /** Whether there is such a role for a name, be there a workspace of that name or not. */
  public boolean hasRoleOnName(Actor actor, Role role, String name, Instant now) {
    return highest(actor, scope -> scope.coversName(name), now)
        .filter(own -> own.includes(role))
        .isPresent();
  }

  /**
   * Whether there is such a role in all that the scope covers.
   *
   * @param names of the workspaces that exist for the actor
   */
  public boolean hasRole(
      Actor actor, Role role, GrantScope scope, Map<WorkspaceId, String> names, Instant now) {
    return switch (scope) {
      case GrantScope.OfPattern pattern -> hasRole(actor, role, pattern.pattern(), now);
      case GrantScope.OfWorkspace workspace -> {
        String name = names.get(workspace.workspace());
        yield highest(
                actor, own -> own.equals(workspace) || name != null && own.coversName(name), now)
            .filter(own -> own.includes(role))
            .isPresent();
      }
    };
  }

  private Optional<Role> highest(Actor actor, Predicate<GrantScope> covers, Instant now) {
    return switch (actor.kind()) {
      case ENGINE -> Optional.of(Role.ADMINISTRATOR);
      case LOCAL -> secured ? Optional.empty() : Optional.of(Role.ADMINISTRATOR);
      case USER -> highestOfUser(actor.user(), covers);
      case TOKEN ->
          usableToken(actor, now)
              .filter(token -> token.scopes().stream().anyMatch(covers))
              .flatMap(token -> highestOfUser(token.user(), covers).map(token.role()::atMost));
    };
  }

  /** The highest role of a user in grants whose scope is such. */
  Optional<Role> highestOfUser(@Nullable Long user, Predicate<GrantScope> covers) {
    if (user == null || !users.containsKey(user)) {
      return Optional.empty();
    }
    return grants.getOrDefault(user, List.of()).stream()
        .filter(grant -> covers.test(grant.scope()))
        .map(Grant::role)
        .max(Comparator.naturalOrder());
  }

  // ---------------------------------------------------------------- permissions

  /**
   * Why an actor may not do something in a workspace that exists for it; empty when it may.
   *
   * @throws IllegalArgumentException when no workspace decides about the permission
   */
  public Optional<String> refusal(
      Actor actor, Permission permission, Workspace workspace, Instant now) {
    return new PermissionRule(this).refusal(actor, permission, workspace, now);
  }

  /**
   * Why an actor may not base a workspace on this one (A4); empty when it may. Everyone who sees
   * the new workspace sees what the whole chain shares, so each of the chain has to allow it.
   *
   * @param chain of the base, which exists for the actor
   */
  public Optional<String> basingRefusal(Actor actor, WorkspaceChain chain, Instant now) {
    return new BasingRule(this).refusal(actor, chain, now);
  }

  /**
   * The users who would see something that they do not see now, because a workspace is based on
   * another one (A4): they have a role in the workspace or in one below it, and none in one of the
   * chain. By name.
   *
   * @param isWithin whether a grant holds in the workspace or in one below it
   * @param before the chain that the workspace has now, itself included; empty for a new one
   * @param base the chain of its base
   */
  public List<String> gainingSight(
      Predicate<GrantScope> isWithin, List<Workspace> before, WorkspaceChain base) {
    return new BasingRule(this).gainingSight(isWithin, before, base);
  }
}

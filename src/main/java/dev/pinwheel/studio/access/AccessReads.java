package dev.pinwheel.studio.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.page.StudioContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads users, grants and tokens, as far as an actor may see them. */
record AccessReads(StudioContext context, Actor actor, Sight sight) {

  /** Of who acts on the page that is locked. */
  static AccessReads of(StudioContext context) {
    return new AccessReads(context, context.actor(), context.sight());
  }

  /**
   * What is shown.
   *
   * @param secured whether the server has users
   */
  record Shown(boolean secured, List<UserRow> users, List<TokenRow> tokens) {}

  /**
   * A user with its grants.
   *
   * @param mayChange whether the viewer manages users
   */
  record UserRow(User user, List<GrantRow> grants, int tokens, boolean mayChange) {}

  /**
   * A grant.
   *
   * @param on the name of the workspace, or the pattern
   */
  record GrantRow(Role role, String on, boolean external) {}

  /** A token. */
  record TokenRow(Token token, String owner, List<String> on) {}

  /** Blocks while it reads. */
  Shown read() {
    AccessSnapshot access = context.access();
    Instant now = context.clock().instant();
    boolean all = access.isServerAdministrator(actor, now);
    Map<WorkspaceId, String> names = names();
    List<UserRow> users =
        access.users().stream()
            .map(user -> row(user, access, names, all, now))
            .filter(row -> all || !row.grants().isEmpty())
            .toList();
    List<TokenRow> tokens =
        access.tokens().stream()
            .filter(token -> all || isOwn(token))
            .map(token -> row(token, access, names))
            .toList();
    return new Shown(access.isSecured(), users, tokens);
  }

  /** Only the actor's own. */
  List<TokenRow> readOwnTokens() {
    AccessSnapshot access = context.access();
    Map<WorkspaceId, String> names = names();
    return access.tokens().stream()
        .filter(this::isOwn)
        .map(token -> row(token, access, names))
        .toList();
  }

  /** Only the actor's own. */
  List<GrantRow> readOwnGrants() {
    @Nullable Long user = actor.user();
    return user == null ? List.of() : rows(context.access().grantsOf(user).stream(), names());
  }

  /** Server administrators know all names, because they grant roles there. */
  private Map<WorkspaceId, String> names() {
    boolean all = context.access().isServerAdministrator(actor, context.clock().instant());
    return context.reads().workspaces().names(all ? Sight.EVERYTHING : sight);
  }

  private boolean isOwn(Token token) {
    return Long.valueOf(token.user()).equals(actor.user());
  }

  private UserRow row(
      User user, AccessSnapshot access, Map<WorkspaceId, String> names, boolean all, Instant now) {
    Stream<Grant> visible =
        access.grantsOf(user.id()).stream()
            .filter(grant ->
                all || access.hasRole(actor, Role.ADMINISTRATOR, grant.scope(), names, now));
    int tokens = (int) access.tokens().stream().filter(token -> token.user() == user.id()).count();
    return new UserRow(user, rows(visible, names), tokens, all);
  }

  private static List<GrantRow> rows(Stream<Grant> grants, Map<WorkspaceId, String> names) {
    return grants
        .map(grant -> new GrantRow(grant.role(), grant.scope().words(names), grant.external()))
        .toList();
  }

  private static TokenRow row(Token token, AccessSnapshot access, Map<WorkspaceId, String> names) {
    return new TokenRow(
        token,
        access.findUser(token.user()).map(User::name).orElse(""),
        token.scopes().stream().map(scope -> scope.words(names)).toList());
  }
}

package dev.pinwheel.access;

import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import java.time.Instant;
import java.util.Optional;

/** Which role a permission takes in a workspace. {@link AccessSnapshot} documents the question. */
final class PermissionRule {

  private final AccessSnapshot access;

  PermissionRule(AccessSnapshot access) {
    this.access = access;
  }

  Optional<String> refusal(Actor actor, Permission permission, Workspace workspace, Instant now) {
    Role needed =
        permission
            .need()
            .role()
            .orElseThrow(() -> new IllegalArgumentException(permission + " needs no workspace"));
    Optional<Role> own = access.role(actor, workspace, now);
    boolean isAllowed =
        own.filter(role -> role.includes(needed)).isPresent()
            || permission.need() == Need.ADMINISTRATOR_OR_CREATOR
                && own.isPresent()
                && isCreator(actor, workspace);
    return isAllowed
        ? Optional.empty()
        : Optional.of(
            "You need the role %s in '%s' to %s; you have %s."
                .formatted(
                    needed.word(),
                    workspace.name(),
                    permission.purpose(),
                    own.map(role -> "the role " + role.word()).orElse("none")));
  }

  /** A token acts for the creator only as far as its role allows everything. */
  private boolean isCreator(Actor actor, Workspace workspace) {
    boolean isFull =
        actor.token() == null
            || access
                .findToken(actor.token())
                .filter(token -> token.role() == Role.ADMINISTRATOR)
                .isPresent();
    return isFull && workspace.creator() != null && workspace.creator().equals(actor.user());
  }
}

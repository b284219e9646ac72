package dev.pinwheel.api.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.model.WorkspaceId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users, grants and tokens in JSON. */
final class AccessJson {

  private AccessJson() {}

  /**
   * A user.
   *
   * @param name the name to sign in with
   * @param administrator whether it is a server administrator
   * @param external whether it signs in with an identity provider
   */
  @Schema(name = "User")
  record UserJson(@Schema(example = "joe") String name, boolean administrator, boolean external) {

    static UserJson of(User user) {
      return new UserJson(user.name(), user.administrator(), user.external() != null);
    }
  }

  /**
   * A role that a user has somewhere.
   *
   * @param on the name of a workspace, or a pattern
   * @param external given by a group of the identity provider
   * @param grantedAt when it was granted
   * @param grantedBy who granted it
   */
  @Schema(name = "Grant")
  record GrantJson(
      @Schema(example = "joe") String user,
      @Schema(allowableValues = {"viewer", "operator", "developer", "administrator"}) String role,
      @Schema(example = "development/*") String on,
      boolean external,
      Instant grantedAt,
      String grantedBy) {

    static GrantJson of(String user, Grant grant, Map<WorkspaceId, String> names) {
      return new GrantJson(
          user,
          grant.role().word(),
          grant.scope().words(names),
          grant.external(),
          grant.grantedAt(),
          grant.by());
    }
  }

  /**
   * A token, without its secret.
   *
   * @param id its number
   * @param name what its maker called it
   * @param user its owner
   * @param service whether it acts under its own name
   * @param on names of workspaces, and patterns
   * @param administrator whether it may do what its owner may as a server administrator
   * @param modules what its workers may declare; absent for everything
   * @param expiresAt until when it is valid
   * @param usedAt absent when it was never used
   */
  @Schema(name = "Token")
  record TokenJson(
      long id,
      @Schema(example = "laptop") String name,
      @Schema(example = "joe") String user,
      boolean service,
      @Schema(allowableValues = {"viewer", "operator", "developer", "administrator"}) String role,
      @Schema(example = "[\"development/*\"]") List<String> on,
      boolean administrator,
      @Nullable List<String> modules,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant usedAt) {

    static TokenJson of(Token token, AccessSnapshot access, Map<WorkspaceId, String> names) {
      return new TokenJson(
          token.id(),
          token.name(),
          access.findUser(token.user()).map(User::name).orElse(""),
          token.service(),
          token.role().word(),
          token.scopes().stream().map(scope -> scope.words(names)).toList(),
          token.administrator(),
          token.modules(),
          token.createdAt(),
          token.expiresAt(),
          token.usedAt());
    }
  }
}

package dev.pinwheel.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who has a permission. */
public enum Need {
  /** Everybody who reaches the server. */
  ANYONE("anyone", null),

  /** Everybody who has an identity, for what is their own. */
  SIGNED_IN("signed in", null),
  VIEWER("viewer", Role.VIEWER),
  OPERATOR("operator", Role.OPERATOR),
  DEVELOPER("developer", Role.DEVELOPER),
  ADMINISTRATOR("administrator", Role.ADMINISTRATOR),

  /** An administrator of the workspace, or the user who created it. */
  ADMINISTRATOR_OR_CREATOR("administrator, or creator", Role.ADMINISTRATOR),

  /** An administrator of the workspaces that the grant or the entry is about, or of the server. */
  ADMINISTRATOR_OF_SCOPE("administrator, or server administrator", null),

  /** Who manages users and grants. */
  SERVER_ADMINISTRATOR("server administrator", null),

  /** The worker whose session it is. */
  WORKER_SESSION("the worker's session", null),

  /** The server itself. */
  SERVER("the server", null);

  private final String words;
  private final @Nullable Role role;

  Need(String words, @Nullable Role role) {
    this.words = words;
    this.role = role;
  }

  /** For the documentation. */
  public String words() {
    return words;
  }

  /** The role that suffices in the workspace; empty when no workspace decides. */
  public Optional<Role> role() {
    return Optional.ofNullable(role);
  }
}

package dev.pinwheel.testing;

import dev.pinwheel.access.Need;
import dev.pinwheel.access.Role;
import java.util.Arrays;
import java.util.Optional;

/**
 * Who tries something: the columns of docs/reference/permissions.md. Roles are granted everywhere.
 */
public enum Who {
  /** Without an identity. */
  NOBODY,
  /** Signed in, with no role anywhere. */
  WITHOUT_A_ROLE,
  VIEWER,
  OPERATOR,
  DEVELOPER,
  ADMINISTRATOR,
  /** With no role in any workspace. */
  SERVER_ADMINISTRATOR;

  public Optional<Role> role() {
    return Arrays.stream(Role.values()).filter(role -> role.name().equals(name())).findFirst();
  }

  /** Whether the matrix says that they may. */
  public boolean may(Need need) {
    return switch (need) {
      case ANYONE -> true;
      case SIGNED_IN -> this != NOBODY;
      case VIEWER, OPERATOR, DEVELOPER, ADMINISTRATOR, ADMINISTRATOR_OR_CREATOR ->
          role().filter(role -> role.includes(need.role().orElseThrow())).isPresent();
      case ADMINISTRATOR_OF_SCOPE -> this == ADMINISTRATOR || this == SERVER_ADMINISTRATOR;
      case SERVER_ADMINISTRATOR -> this == SERVER_ADMINISTRATOR;
      case WORKER_SESSION, SERVER -> false;
    };
  }
}

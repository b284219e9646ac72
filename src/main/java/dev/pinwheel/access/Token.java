package dev.pinwheel.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A secret for a program or a worker (A2). It may do what its role and scopes say, and never more
 * than its owner may at that moment.
 *
 * @param user the owner
 * @param madeBy the limited token that made it, and with which it is revoked; null for none
 * @param service whether it acts under its own name
 * @param secretHash SHA-256 of the secret
 * @param administrator whether it may do what its owner may as a server administrator
 * @param modules what its workers may declare, such as {@code billing} or {@code shop.*}; null for
 *     everything
 * @param usedAt null: never
 */
@SuppressWarnings("ArrayRecordComponent") // compared by id only
public record Token(
    long id,
    long user,
    @Nullable Long madeBy,
    String name,
    boolean service,
    byte[] secretHash,
    Role role,
    List<GrantScope> scopes,
    boolean administrator,
    @Nullable List<String> modules,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant usedAt) {

  public Token {
    scopes = List.copyOf(scopes);
    modules = modules == null ? null : List.copyOf(modules);
  }

  /** Whether it may do everything that its owner may in workspaces. */
  boolean isFullInWorkspaces() {
    return role == Role.ADMINISTRATOR && modules == null && scopes.contains(GrantScope.EVERYWHERE);
  }

  /** What people see in lists: {@code joe/laptop}, or the name of a service token. */
  public String displayName(String owner) {
    return service ? name : owner + "/" + name;
  }
}

package dev.pinwheel.access;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in (A2).
 *
 * @param external who the user is for the identity provider; null for a local account
 * @param passwordHash null when none is set
 * @param administrator whether it is a server administrator, who manages users and grants
 */
public record User(
    long id,
    String name,
    @Nullable External external,
    @Nullable String passwordHash,
    boolean administrator) {

  /** An identity of OpenID Connect: known by issuer and subject, never by e-mail. */
  public record External(String issuer, String subject) {}
}

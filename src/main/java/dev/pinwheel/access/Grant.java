package dev.pinwheel.access;

import java.time.Instant;

/**
 * A role that a user has somewhere (A3).
 *
 * @param external given by a group of the identity provider, until the next sign-in
 */
public record Grant(
    long id,
    long user,
    Role role,
    GrantScope scope,
    boolean external,
    Instant grantedAt,
    String by) {}

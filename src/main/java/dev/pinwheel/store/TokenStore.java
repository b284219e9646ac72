package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.ACCESS_TOKEN;
import static dev.pinwheel.store.jooq.Tables.MODULE_RESERVATION;
import static dev.pinwheel.store.jooq.Tables.TOKEN_SCOPE;

import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Reservation;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspacePattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Tokens, and the modules that are reserved to them (A3, A5). Changes are rare, so nothing is
 * prepared.
 */
public final class TokenStore {

  // ---------------------------------------------------------------- tokens

  /** Those that are not revoked. */
  List<Token> listAll(DSLContext dsl) {
    Map<Long, List<GrantScope>> scopes =
        dsl.select(TOKEN_SCOPE.TOKEN_ID, TOKEN_SCOPE.WORKSPACE_ID, TOKEN_SCOPE.PATTERN)
            .from(TOKEN_SCOPE)
            .orderBy(TOKEN_SCOPE.TOKEN_ID, TOKEN_SCOPE.NUMBER)
            .fetchGroups(
                TOKEN_SCOPE.TOKEN_ID,
                row -> scope(row.get(TOKEN_SCOPE.WORKSPACE_ID), row.get(TOKEN_SCOPE.PATTERN)));
    return dsl.selectFrom(ACCESS_TOKEN)
        .where(ACCESS_TOKEN.REVOKED_AT.isNull())
        .orderBy(ACCESS_TOKEN.ID)
        .fetch(row ->
            new Token(
                row.getId(),
                row.getUserId(),
                row.getMadeBy(),
                row.getName(),
                row.getService(),
                row.getSecretHash(),
                Role.parse(row.getRole()),
                scopes.getOrDefault(row.getId(), List.of()),
                row.getAdministrator(),
                row.getModules() == null ? null : List.of(row.getModules().split("\n")),
                row.getCreatedAt(),
                row.getExpiresAt(),
                row.getUsedAt()));
  }

  /**
   * The id of the next token; from 1. Unlike other ids, so that people do not see what else is
   * done.
   */
  public long nextId(Tx tx) {
    return tx.dsl()
            .select(DSL.coalesce(DSL.max(ACCESS_TOKEN.ID), 0L))
            .from(ACCESS_TOKEN)
            .fetchSingle()
            .value1()
        + 1;
  }

  public void insert(Tx tx, Token token, String by) {
    List<String> modules = token.modules();
    DSLContext dsl = tx.dsl();
    dsl.insertInto(ACCESS_TOKEN)
        .set(ACCESS_TOKEN.ID, token.id())
        .set(ACCESS_TOKEN.USER_ID, token.user())
        .set(ACCESS_TOKEN.MADE_BY, token.madeBy())
        .set(ACCESS_TOKEN.NAME, token.name())
        .set(ACCESS_TOKEN.SERVICE, token.service())
        .set(ACCESS_TOKEN.SECRET_HASH, token.secretHash())
        .set(ACCESS_TOKEN.ROLE, token.role().word())
        .set(ACCESS_TOKEN.ADMINISTRATOR, token.administrator())
        .set(ACCESS_TOKEN.MODULES, modules == null ? null : String.join("\n", modules))
        .set(ACCESS_TOKEN.CREATED_AT, token.createdAt())
        .set(ACCESS_TOKEN.CREATED_BY, by)
        .set(ACCESS_TOKEN.EXPIRES_AT, token.expiresAt())
        .execute();
    int number = 1;
    for (GrantScope scope : token.scopes()) {
      dsl.insertInto(TOKEN_SCOPE)
          .set(TOKEN_SCOPE.TOKEN_ID, token.id())
          .set(TOKEN_SCOPE.NUMBER, number++)
          .set(TOKEN_SCOPE.WORKSPACE_ID, workspaceOf(scope))
          .set(TOKEN_SCOPE.PATTERN, patternOf(scope))
          .execute();
    }
    tx.countWrite();
  }

  /** Modules that are reserved to it stay so: nobody else may declare them because of this. */
  public void revoke(Tx tx, Token token) {
    DSLContext dsl = tx.dsl();
    dsl.update(ACCESS_TOKEN)
        .set(ACCESS_TOKEN.REVOKED_AT, tx.now())
        .where(ACCESS_TOKEN.ID.eq(token.id()))
        .execute();
    dsl.deleteFrom(TOKEN_SCOPE).where(TOKEN_SCOPE.TOKEN_ID.eq(token.id())).execute();
    tx.countWrite();
  }

  /** Revokes those of a user who is removed (A2). */
  void revokeAll(Tx tx, User user) {
    DSLContext dsl = tx.dsl();
    dsl.deleteFrom(TOKEN_SCOPE)
        .where(
            TOKEN_SCOPE.TOKEN_ID.in(
                DSL.select(ACCESS_TOKEN.ID)
                    .from(ACCESS_TOKEN)
                    .where(ACCESS_TOKEN.USER_ID.eq(user.id()))))
        .execute();
    dsl.update(ACCESS_TOKEN)
        .set(ACCESS_TOKEN.REVOKED_AT, tx.now())
        .where(ACCESS_TOKEN.USER_ID.eq(user.id()))
        .and(ACCESS_TOKEN.REVOKED_AT.isNull())
        .execute();
    tx.countWrite();
  }

  /** Tokens were used then. */
  public void used(Tx tx, Map<Long, Instant> times) {
    times.forEach((token, at) ->
        tx.dsl()
            .update(ACCESS_TOKEN)
            .set(ACCESS_TOKEN.USED_AT, at)
            .where(ACCESS_TOKEN.ID.eq(token))
            .execute());
    tx.countWrite();
  }

  // ---------------------------------------------------------------- reservations

  List<Reservation> listReservations(DSLContext dsl) {
    return dsl.selectFrom(MODULE_RESERVATION)
        .orderBy(
            MODULE_RESERVATION.WORKSPACE_ID, MODULE_RESERVATION.MODULE, MODULE_RESERVATION.TOKEN_ID)
        .fetch(row ->
            new Reservation(
                new WorkspaceId(row.getWorkspaceId()), row.getModule(), row.getTokenId()));
  }

  public void reserve(Tx tx, Reservation reservation, String by) {
    tx.dsl()
        .insertInto(MODULE_RESERVATION)
        .set(MODULE_RESERVATION.WORKSPACE_ID, reservation.workspace().value())
        .set(MODULE_RESERVATION.MODULE, reservation.module())
        .set(MODULE_RESERVATION.TOKEN_ID, reservation.token())
        .set(MODULE_RESERVATION.RESERVED_AT, tx.now())
        .set(MODULE_RESERVATION.RESERVED_BY, by)
        .execute();
    tx.countWrite();
  }

  public void release(Tx tx, WorkspaceId workspace, String module) {
    tx.dsl()
        .deleteFrom(MODULE_RESERVATION)
        .where(MODULE_RESERVATION.WORKSPACE_ID.eq(workspace.value()))
        .and(MODULE_RESERVATION.MODULE.eq(module))
        .execute();
    tx.countWrite();
  }

  // ---------------------------------------------------------------- columns of a scope

  static GrantScope scope(@Nullable Long workspace, @Nullable String pattern) {
    return pattern == null
        ? new GrantScope.OfWorkspace(new WorkspaceId(workspace == null ? 0 : workspace))
        : new GrantScope.OfPattern(new WorkspacePattern(pattern));
  }

  static @Nullable Long workspaceOf(GrantScope scope) {
    return scope instanceof GrantScope.OfWorkspace of ? of.workspace().value() : null;
  }

  static @Nullable String patternOf(GrantScope scope) {
    return scope instanceof GrantScope.OfPattern of ? of.pattern().value() : null;
  }
}

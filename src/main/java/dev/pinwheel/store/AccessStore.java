package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.ACCESS_GRANT;
import static dev.pinwheel.store.jooq.Tables.ACCESS_STATE;
import static dev.pinwheel.store.jooq.Tables.SIGN_IN;
import static dev.pinwheel.store.jooq.Tables.USER_ACCOUNT;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.User;
import dev.pinwheel.store.jooq.tables.records.UserAccountRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Users, grants and sign-ins (A1–A4). Changes are rare, so nothing is prepared. */
public final class AccessStore {

  private static final int THE_ROW = 1;

  private final TokenStore tokens = new TokenStore();

  /** The tokens of the users. */
  public TokenStore tokens() {
    return tokens;
  }

  // ---------------------------------------------------------------- reading

  /** Everything that decides about access, with what the transaction has changed. */
  public AccessSnapshot load(Tx tx) {
    return load(tx.dsl());
  }

  /** Everything that decides about access. */
  public AccessSnapshot load(DSLContext dsl) {
    boolean secured = dsl.fetchExists(ACCESS_STATE);
    List<User> users =
        dsl.selectFrom(USER_ACCOUNT)
            .where(USER_ACCOUNT.REMOVED_AT.isNull())
            .orderBy(USER_ACCOUNT.ID)
            .fetch(AccessStore::toUser);
    List<Grant> grants =
        dsl.selectFrom(ACCESS_GRANT)
            .orderBy(ACCESS_GRANT.ID)
            .fetch(row ->
                new Grant(
                    row.getId(),
                    row.getUserId(),
                    Role.parse(row.getRole()),
                    TokenStore.scope(row.getWorkspaceId(), row.getPattern()),
                    row.getExternal(),
                    row.getGrantedAt(),
                    row.getGrantedBy()));
    return new AccessSnapshot(
        secured, users, grants, tokens.listAll(dsl), tokens.listReservations(dsl));
  }

  private static User toUser(UserAccountRecord row) {
    return new User(
        row.getId(),
        row.getName(),
        row.getIssuer() == null ? null : new User.External(row.getIssuer(), row.getSubject()),
        row.getPasswordHash(),
        row.getAdministrator());
  }

  // ---------------------------------------------------------------- users

  /** Nobody is anonymous from now on (A1). */
  public void secure(Tx tx) {
    tx.dsl()
        .insertInto(ACCESS_STATE)
        .set(ACCESS_STATE.ID, THE_ROW)
        .set(ACCESS_STATE.SECURED_AT, tx.now())
        .execute();
    tx.countWrite();
  }

  public void insert(Tx tx, User user, String by) {
    User.External external = user.external();
    tx.dsl()
        .insertInto(USER_ACCOUNT)
        .set(USER_ACCOUNT.ID, user.id())
        .set(USER_ACCOUNT.NAME, user.name())
        .set(USER_ACCOUNT.ACTIVE_NAME, user.name())
        .set(USER_ACCOUNT.ISSUER, external == null ? null : external.issuer())
        .set(USER_ACCOUNT.SUBJECT, external == null ? null : external.subject())
        .set(USER_ACCOUNT.PASSWORD_HASH, user.passwordHash())
        .set(USER_ACCOUNT.ADMINISTRATOR, user.administrator())
        .set(USER_ACCOUNT.CREATED_AT, tx.now())
        .set(USER_ACCOUNT.CREATED_BY, by)
        .execute();
    tx.countWrite();
  }

  /** Updates password and administration. */
  public void update(Tx tx, User user) {
    tx.dsl()
        .update(USER_ACCOUNT)
        .set(USER_ACCOUNT.PASSWORD_HASH, user.passwordHash())
        .set(USER_ACCOUNT.ADMINISTRATOR, user.administrator())
        .where(USER_ACCOUNT.ID.eq(user.id()))
        .execute();
    tx.countWrite();
  }

  /** Removes a user with grants and sign-ins; its tokens are revoked (A2). */
  public void remove(Tx tx, User user) {
    DSLContext dsl = tx.dsl();
    dsl.update(USER_ACCOUNT)
        .set(USER_ACCOUNT.REMOVED_AT, tx.now())
        .setNull(USER_ACCOUNT.ACTIVE_NAME)
        .setNull(USER_ACCOUNT.PASSWORD_HASH)
        .where(USER_ACCOUNT.ID.eq(user.id()))
        .execute();
    dsl.deleteFrom(ACCESS_GRANT).where(ACCESS_GRANT.USER_ID.eq(user.id())).execute();
    dsl.deleteFrom(SIGN_IN).where(SIGN_IN.USER_ID.eq(user.id())).execute();
    tx.countWrite();
    tokens.revokeAll(tx, user);
  }

  /** The user with this identity who was removed, and not readmitted since. */
  public Optional<User> findRemoved(Tx tx, User.External external) {
    return tx.dsl()
        .selectFrom(USER_ACCOUNT)
        .where(USER_ACCOUNT.ISSUER.eq(external.issuer()))
        .and(USER_ACCOUNT.SUBJECT.eq(external.subject()))
        .and(USER_ACCOUNT.REMOVED_AT.isNotNull())
        .orderBy(USER_ACCOUNT.ID.desc())
        .limit(1)
        .fetchOptional(AccessStore::toUser);
  }

  /**
   * Forgets the identity of the user who was removed last of those with this name; the identities
   * of the others stay out. Returns how many.
   */
  public int readmit(Tx tx, String name) {
    int readmitted =
        tx.dsl()
            .update(USER_ACCOUNT)
            .setNull(USER_ACCOUNT.ISSUER)
            .setNull(USER_ACCOUNT.SUBJECT)
            .where(
                USER_ACCOUNT.ID.eq(
                    DSL.select(USER_ACCOUNT.ID)
                        .from(USER_ACCOUNT)
                        .where(USER_ACCOUNT.NAME.eq(name))
                        .and(USER_ACCOUNT.REMOVED_AT.isNotNull())
                        .and(USER_ACCOUNT.ISSUER.isNotNull())
                        .orderBy(USER_ACCOUNT.REMOVED_AT.desc(), USER_ACCOUNT.ID.desc())
                        .limit(1)))
            .execute();
    if (readmitted > 0) {
      // What is counted cannot be refused any more without the whole group.
      tx.countWrite();
    }
    return readmitted;
  }

  // ---------------------------------------------------------------- grants

  public void insert(Tx tx, Grant grant) {
    tx.dsl()
        .insertInto(ACCESS_GRANT)
        .set(ACCESS_GRANT.ID, grant.id())
        .set(ACCESS_GRANT.USER_ID, grant.user())
        .set(ACCESS_GRANT.ROLE, grant.role().word())
        .set(ACCESS_GRANT.WORKSPACE_ID, TokenStore.workspaceOf(grant.scope()))
        .set(ACCESS_GRANT.PATTERN, TokenStore.patternOf(grant.scope()))
        .set(ACCESS_GRANT.EXTERNAL, grant.external())
        .set(ACCESS_GRANT.GRANTED_AT, grant.grantedAt())
        .set(ACCESS_GRANT.GRANTED_BY, grant.by())
        .execute();
    tx.countWrite();
  }

  public void delete(Tx tx, Grant grant) {
    tx.dsl().deleteFrom(ACCESS_GRANT).where(ACCESS_GRANT.ID.eq(grant.id())).execute();
    tx.countWrite();
  }

  // ---------------------------------------------------------------- sign-ins

  /**
   * A browser in which a user is signed in.
   *
   * @param agent what the browser calls itself
   */
  public record SignInRow(
      long id, long user, Instant signedInAt, Instant usedAt, Instant expiresAt, String agent) {}

  public void signIn(Tx tx, SignInRow row, byte[] secretHash) {
    tx.dsl()
        .insertInto(SIGN_IN)
        .set(SIGN_IN.ID, row.id())
        .set(SIGN_IN.USER_ID, row.user())
        .set(SIGN_IN.SECRET_HASH, secretHash)
        .set(SIGN_IN.SIGNED_IN_AT, row.signedInAt())
        .set(SIGN_IN.USED_AT, row.usedAt())
        .set(SIGN_IN.EXPIRES_AT, row.expiresAt())
        .set(SIGN_IN.AGENT, row.agent())
        .execute();
    tx.countWrite();
  }

  /** Signs a user out everywhere, but there; returns in how many browsers. */
  public int signOutEverywhere(Tx tx, long user, @Nullable Long but) {
    int ended =
        tx.dsl()
            .deleteFrom(SIGN_IN)
            .where(SIGN_IN.USER_ID.eq(user))
            .and(SIGN_IN.ID.ne(but == null ? 0L : but))
            .execute();
    tx.countWrite();
    return ended;
  }

  /** Signs out in one browser. */
  public void signOut(Tx tx, long signIn) {
    tx.dsl().deleteFrom(SIGN_IN).where(SIGN_IN.ID.eq(signIn)).execute();
    tx.countWrite();
  }

  /** Sign-ins were used then. */
  public void signInsUsed(Tx tx, Map<Long, Instant> times) {
    times.forEach((signIn, at) ->
        tx.dsl().update(SIGN_IN).set(SIGN_IN.USED_AT, at).where(SIGN_IN.ID.eq(signIn)).execute());
    tx.countWrite();
  }

  /** Ends those that have expired, or were not used since; returns how many. */
  public int endSignIns(Tx tx, Instant now, Instant unusedSince) {
    int ended =
        tx.dsl()
            .deleteFrom(SIGN_IN)
            .where(SIGN_IN.EXPIRES_AT.le(now).or(SIGN_IN.USED_AT.lt(unusedSince)))
            .execute();
    tx.countWrite();
    return ended;
  }

  /** The sign-in with this secret. */
  public Optional<SignInRow> findSignIn(DSLContext dsl, byte[] secretHash) {
    return dsl.selectFrom(SIGN_IN)
        .where(SIGN_IN.SECRET_HASH.eq(secretHash))
        .fetchOptional(row ->
            new SignInRow(
                row.getId(),
                row.getUserId(),
                row.getSignedInAt(),
                row.getUsedAt(),
                row.getExpiresAt(),
                row.getAgent()));
  }

  /** Whether it has not ended. */
  public boolean hasSignIn(DSLContext dsl, long signIn) {
    return dsl.fetchExists(dsl.selectOne().from(SIGN_IN).where(SIGN_IN.ID.eq(signIn)));
  }
}

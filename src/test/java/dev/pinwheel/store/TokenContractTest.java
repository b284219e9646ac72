package dev.pinwheel.store;

import static dev.pinwheel.store.StoreFixture.HASH;
import static dev.pinwheel.store.jooq.Tables.ACCESS_TOKEN;
import static dev.pinwheel.store.jooq.Tables.TOKEN_SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Reservation;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.testing.EachDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of tokens, their scopes, and the modules that are reserved to them. */
@EachDatabase
@SuppressWarnings("NullAway") // set up before each test
class TokenContractTest extends StoreContractFixture {

  private TokenStore tokens;
  private User ada;

  @BeforeEach
  void insertUser() {
    tokens = stores.access.tokens();
    ada = stores.get(tx -> stores.insertUser(tx, "ada"));
  }

  @Test
  void aTokenIsReadAsItWasWritten() {
    Token maker = insert();
    Token written =
        stores.get(tx -> {
          Token token =
              new Token(
                  7,
                  ada.id(),
                  maker.id(),
                  "ci",
                  true,
                  HASH,
                  Role.OPERATOR,
                  List.of(
                      new GrantScope.OfPattern(new WorkspacePattern("development/*")),
                      new GrantScope.OfWorkspace(stores.production.id()),
                      new GrantScope.OfPattern(new WorkspacePattern("a/*"))),
                  true,
                  List.of("users", "shop.*"),
                  tx.now().minusSeconds(1),
                  tx.now().plusSeconds(60),
                  null);
          tokens.insert(tx, token, "joe");
          return token;
        });

    assertThat(listed().getLast()).usingRecursiveComparison().isEqualTo(written);
    assertThat(
            stores.database.<String>read(dsl ->
                dsl.selectFrom(ACCESS_TOKEN)
                    .where(ACCESS_TOKEN.ID.eq(7L))
                    .fetchSingle(ACCESS_TOKEN.CREATED_BY)))
        .isEqualTo("joe");
  }

  @Test
  void aTokenWithoutLimitsIsReadAsItWasWritten() {
    Token written = insert();

    assertThat(listed())
        .singleElement()
        .satisfies(read -> assertThat(read).usingRecursiveComparison().isEqualTo(written));
  }

  @Test
  void withoutTokensThereIsNothing() {
    assertThat(listed()).isEmpty();
    assertThat(reservations()).isEmpty();
    assertThat(nextId()).isEqualTo(1);
  }

  @Test
  void idsCountUpwardsAndDoNotComeBackAfterARevocation() {
    insert();
    Token second = insert();
    assertThat(second.id()).isEqualTo(2);

    stores.run(tx -> tokens.revoke(tx, second));

    assertThat(nextId()).isEqualTo(3);
  }

  @Test
  void anIdIsGivenOnce() {
    Token token = insert();

    assertThatThrownBy(() -> stores.run(tx -> tokens.insert(tx, token, "joe")))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("access_token_pk");

    assertThat(ids()).containsExactly(token.id());
  }

  @Test
  void tokensAreListedByTheirIdsEachWithItsScopes() {
    Workspace joe = stores.get(tx -> stores.insertWorkspace(tx, "joe", null));
    GrantScope production = new GrantScope.OfWorkspace(stores.production.id());
    GrantScope own = new GrantScope.OfWorkspace(joe.id());
    stores.run(tx -> {
      tokens.insert(tx, withScopes(stores.newToken(tx, ada), 9, List.of(own, production)), "ada");
      tokens.insert(tx, withScopes(stores.newToken(tx, ada), 4, List.of(production)), "ada");
      tokens.insert(tx, withScopes(stores.newToken(tx, ada), 6, List.of()), "ada");
    });

    assertThat(ids()).containsExactly(4L, 6L, 9L);
    assertThat(listed())
        .extracting(Token::scopes)
        .containsExactly(List.of(production), List.of(), List.of(own, production));
  }

  @Test
  void aRevokedTokenIsNotListedAndLosesItsScopes() {
    Token revoked = insert();
    Token other = insert();

    stores.run(tx -> tokens.revoke(tx, revoked));

    assertThat(ids()).containsExactly(other.id());
    assertThat(revocations()).containsOnlyKeys(revoked.id());
    assertThat(
            stores.database.<List<Long>>read(
                dsl -> dsl.selectFrom(TOKEN_SCOPE).fetch(TOKEN_SCOPE.TOKEN_ID)))
        .containsExactly(other.id());
  }

  /** A2. */
  @Test
  void ofAUserWhoIsRemovedAllTokensAreRevokedAndOfNobodyElse() {
    User joe = stores.get(tx -> stores.insertUser(tx, "joe"));
    Token early = insert();
    Token late = insert();
    Token ofJoe = stores.get(tx -> stores.insertToken(tx, joe));
    stores.run(tx -> tokens.revoke(tx, early));
    Map<Long, Instant> before = revocations();
    stores.clock.advance(Duration.ofSeconds(1));

    stores.run(tx -> tokens.revokeAll(tx, ada));

    assertThat(ids()).containsExactly(ofJoe.id());
    assertThat(revocations()).containsOnlyKeys(early.id(), late.id()).containsAllEntriesOf(before);
    assertThat(
            stores.database.<List<Long>>read(
                dsl -> dsl.selectFrom(TOKEN_SCOPE).fetch(TOKEN_SCOPE.TOKEN_ID)))
        .containsExactly(ofJoe.id());
  }

  @Test
  void theLastUseOfEachTokenIsKnown() {
    Token first = insert();
    Token second = insert();
    Token unused = insert();
    Instant now = stores.get(Tx::now);

    stores.run(tx -> tokens.used(tx, Map.of(first.id(), now, second.id(), now)));
    stores.run(tx -> tokens.used(tx, Map.of(first.id(), now.plusSeconds(5), 99L, now)));
    stores.run(tx -> tokens.used(tx, Map.of()));

    assertThat(listed())
        .extracting(Token::id, Token::usedAt)
        .containsExactly(
            tuple(first.id(), now.plusSeconds(5)),
            tuple(second.id(), now),
            tuple(unused.id(), null));
  }

  @Test
  void reservationsAreListedByWorkspaceModuleAndToken() {
    Workspace joe = stores.get(tx -> stores.insertWorkspace(tx, "joe", null));
    Token first = insert();
    Token second = insert();
    var ofJoe = new Reservation(joe.id(), "a", first.id());
    var wildcard = new Reservation(stores.production.id(), "users.*", first.id());
    var ofFirst = new Reservation(stores.production.id(), "users", first.id());
    var ofSecond = new Reservation(stores.production.id(), "users", second.id());

    stores.run(tx -> {
      for (Reservation reservation : List.of(ofJoe, wildcard, ofSecond, ofFirst)) {
        tokens.reserve(tx, reservation, "ada");
      }
    });

    assertThat(reservations()).containsExactly(ofFirst, ofSecond, wildcard, ofJoe);
  }

  @Test
  void aModuleIsReservedToATokenOnce() {
    var reservation = new Reservation(stores.production.id(), "users", insert().id());
    stores.run(tx -> tokens.reserve(tx, reservation, "ada"));

    assertThatThrownBy(() -> stores.run(tx -> tokens.reserve(tx, reservation, "joe")))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("module_reservation_pk");

    assertThat(reservations()).containsExactly(reservation);
  }

  @Test
  void aModuleIsReleasedForAllTokensInItsWorkspaceOnly() {
    Workspace joe = stores.get(tx -> stores.insertWorkspace(tx, "joe", null));
    Token first = insert();
    Token second = insert();
    var other = new Reservation(stores.production.id(), "users.*", first.id());
    var elsewhere = new Reservation(joe.id(), "users", first.id());
    stores.run(tx -> {
      tokens.reserve(tx, new Reservation(stores.production.id(), "users", first.id()), "ada");
      tokens.reserve(tx, new Reservation(stores.production.id(), "users", second.id()), "ada");
      tokens.reserve(tx, other, "ada");
      tokens.reserve(tx, elsewhere, "ada");
    });

    stores.run(tx -> tokens.release(tx, stores.production.id(), "users"));
    stores.run(tx -> tokens.release(tx, stores.production.id(), "unknown"));

    assertThat(reservations()).containsExactly(other, elsewhere);
  }

  /** A5: or anybody could declare the module because a token was revoked. */
  @Test
  void whatIsReservedToARevokedTokenStaysReserved() {
    Token token = insert();
    var reservation = new Reservation(stores.production.id(), "users", token.id());
    stores.run(tx -> tokens.reserve(tx, reservation, "ada"));

    stores.run(tx -> tokens.revoke(tx, token));

    assertThat(reservations()).containsExactly(reservation);
  }

  private Token insert() {
    return stores.get(tx -> stores.insertToken(tx, ada));
  }

  private static Token withScopes(Token token, long id, List<GrantScope> scopes) {
    return new Token(
        id,
        token.user(),
        token.madeBy(),
        token.name(),
        token.service(),
        token.secretHash(),
        token.role(),
        scopes,
        token.administrator(),
        token.modules(),
        token.createdAt(),
        token.expiresAt(),
        token.usedAt());
  }

  private List<Token> listed() {
    return stores.database.read(tokens::listAll);
  }

  private List<Long> ids() {
    return listed().stream().map(Token::id).toList();
  }

  private List<Reservation> reservations() {
    return stores.database.read(tokens::listReservations);
  }

  private long nextId() {
    return stores.<Long>get(tokens::nextId);
  }

  /** When those that are revoked were. */
  private Map<Long, Instant> revocations() {
    return stores.database.read(dsl -> {
      Map<Long, Instant> times = new HashMap<>();
      dsl.selectFrom(ACCESS_TOKEN)
          .where(ACCESS_TOKEN.REVOKED_AT.isNotNull())
          .forEach(row -> times.put(row.getId(), row.getRevokedAt()));
      return times;
    });
  }
}

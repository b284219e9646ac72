package dev.pinwheel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.access.Role;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.ActivityStore.Entry;
import dev.pinwheel.store.ActivityStore.Refused;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tokens, removed users, and what is recorded of them and of bases (A2, A4, A6). */
@EachDatabase
class AccessRecordTest {

  private static final User.External FIRST = new User.External("https://company", "1");
  private static final User.External SECOND = new User.External("https://company", "2");

  private @Nullable EngineFixture fixture;
  private Actor ada = Actor.LOCAL;

  private EngineFixture fixture() {
    return Objects.requireNonNull(fixture);
  }

  private void start(EngineFixture pinwheel) {
    fixture = pinwheel;
    pinwheel.workspace("production");
    pinwheel.workspace("development");
    pinwheel.workspace("development/joe", "development");
    ada = user("ada", true);
    grant("ada", Role.ADMINISTRATOR, "*");
  }

  private Actor user(String name, boolean administrator) {
    User user =
        fixture().execute(new AccessCommand.AddUser(name, administrator, "hash", null, ada));
    return Actor.user(name, user.id(), Actor.Via.STUDIO);
  }

  private void grant(String user, Role role, String on) {
    var unused = fixture().execute(new AccessCommand.GrantRole(user, role, on, ada));
  }

  private Token token(Actor by, String name, Role role, @Nullable Duration lifetime) {
    return fixture()
        .execute(
            new AccessCommand.CreateToken(
                name, false, Secrets.hash(name), role, List.of("*"), false, null, lifetime, by));
  }

  private Actor with(Token token) {
    return fixture().engine().access().actorOf(token, Actor.Via.API);
  }

  private User enter(User.External external, String name) {
    return fixture().execute(new AccessCommand.EnterExternal(external, name, Map.of()));
  }

  private void remove(String name) {
    var unused = fixture().execute(new AccessCommand.RemoveUser(name, ada));
  }

  private List<String> subjects(String action) {
    return fixture()
        .database()
        .read(dsl ->
            dsl.fetch("select subject from activity where action = ? order by id", action)
                .map(row -> String.valueOf(row.get(0))));
  }

  /** A2: also when time goes by between the request and its command. */
  @Test
  void aLimitedTokenMakesTokensThatLastAsLongAsItself(EngineFixture pinwheel) {
    start(pinwheel);
    Token limited = token(ada, "limited", Role.DEVELOPER, Duration.ofDays(30));
    fixture().clock().advance(Duration.ofHours(1));

    Token made = token(with(limited), "made", Role.VIEWER, null);

    assertThat(made.expiresAt()).isEqualTo(limited.expiresAt());
    assertThatThrownBy(() -> token(with(limited), "later", Role.VIEWER, Duration.ofDays(30)))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining("expire no later than itself");
    assertThat(token(ada, "usual", Role.VIEWER, null).expiresAt())
        .isEqualTo(fixture().clock().instant().plus(Duration.ofDays(90)));
    Token year = token(ada, "year", Role.DEVELOPER, Duration.ofDays(365));
    assertThat(token(with(year), "usual-too", Role.VIEWER, null).expiresAt())
        .isEqualTo(fixture().clock().instant().plus(Duration.ofDays(90)));
  }

  /** A2: it may not do all that its owner may. */
  @Test
  void aTokenWithoutTheAdministrationOfItsOwnerIsLimited(EngineFixture pinwheel) {
    start(pinwheel);
    Token limited = token(ada, "limited", Role.ADMINISTRATOR, Duration.ofDays(30));
    Token made = token(with(limited), "made", Role.VIEWER, null);

    assertThat(made.madeBy()).isEqualTo(limited.id());
    assertThatThrownBy(() -> token(with(limited), "later", Role.VIEWER, Duration.ofDays(31)))
        .hasMessageContaining("expire no later than itself");
  }

  /** A6. */
  @Test
  void theRecordSaysHowManyTokensEndWithOne(EngineFixture pinwheel) {
    start(pinwheel);
    Token limited = token(ada, "laptop", Role.DEVELOPER, Duration.ofDays(30));
    Token made = token(with(limited), "made", Role.VIEWER, null);
    Token alone = token(ada, "alone", Role.VIEWER, null);
    var alsoMade = token(with(made), "made-too", Role.VIEWER, null);

    var unused = fixture().execute(new AccessCommand.RevokeToken(limited.id(), ada));
    var alsoUnused = fixture().execute(new AccessCommand.RevokeToken(alone.id(), ada));

    assertThat(subjects("revokeToken")).containsExactly("laptop, and 2 that it made", "alone");
    assertThat(fixture().engine().access().findToken(alsoMade.id())).isEmpty();
  }

  /** A2: somebody else who was called so stays out. */
  @Test
  void whoWasRemovedLastIsReadmitted(EngineFixture pinwheel) {
    start(pinwheel);
    long first = enter(FIRST, "joe").id();
    remove("joe");
    fixture().clock().advance(Duration.ofDays(1));
    long second = enter(SECOND, "joe").id();
    remove("joe");

    var unused = fixture().execute(new AccessCommand.ReadmitUser("joe", ada));

    assertThat(enter(SECOND, "joe").id()).isNotIn(first, second);
    assertThatThrownBy(() -> enter(FIRST, "joe"))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining("You were removed from this server");
    assertThat(subjects("readmitUser")).containsExactly("joe");
  }

  /** A6. */
  @Test
  void whoWasRemovedAndComesBackIsRecordedAsRefused(EngineFixture pinwheel) {
    start(pinwheel);
    User joe = enter(FIRST, "joe");
    remove("joe");

    assertThatThrownBy(() -> enter(FIRST, "another name")).isInstanceOf(Rejection.class);

    Actor refused = Actor.user("joe", joe.id(), Actor.Via.STUDIO);
    assertThat(fixture().engine().accessUse().take(Instant.MAX, Instant.MIN).refused())
        .extracting(Refused::entry)
        .containsExactly(new Entry(refused, "signIn", null, null, null));
  }

  /** A4: what a workspace gets to see, those based on it get to see too. */
  @Test
  void whoSeesADescendantGainsSightToo(EngineFixture pinwheel) {
    start(pinwheel);
    var joe = user("joe", false);
    grant(joe.name(), Role.VIEWER, "development/joe");

    var unused = fixture().execute(new Command.ChangeBase("development", "production", ada));

    assertThat(subjects("changeBase")).containsExactly("based on production, new sight for joe");
  }

  /** A4: all of them, and not only as many as one entry has room for. */
  @Test
  void everyoneWhoGainsSightIsNamed(EngineFixture pinwheel) {
    start(pinwheel);
    List<String> names =
        IntStream.range(100, 130).mapToObj("somebody-with-a-long-name-%d"::formatted).toList();
    names.forEach(name -> {
      var unused = user(name, false);
      grant(name, Role.VIEWER, "development");
    });

    var unused = fixture().execute(new Command.ChangeBase("development", "production", ada));

    List<String> subjects = subjects("changeBase");
    assertThat(subjects)
        .hasSizeGreaterThan(1)
        .allSatisfy(subject ->
            assertThat(subject)
                .startsWith("based on production, new sight for ")
                .hasSizeLessThanOrEqualTo(300));
    assertThat(String.join(", ", subjects).replace("based on production, new sight for ", ""))
        .isEqualTo(String.join(", ", names));
  }
}

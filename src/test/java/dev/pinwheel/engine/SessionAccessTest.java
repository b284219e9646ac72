package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.access.Role;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which sessions of workers a token may open and keep (A5). */
@EachDatabase
class SessionAccessTest {

  private static final String INSTANCE = "an instance of sixteen and more";
  private static final Manifest USERS =
      TargetSpec.manifest(EngineFixture.MODULE, "v1", workflow("welcome"), task("fetch"));

  private @Nullable EngineFixture fixture;
  private Actor ada = Actor.LOCAL;

  private EngineFixture fixture() {
    return Objects.requireNonNull(fixture);
  }

  private void start(EngineFixture pinwheel) {
    fixture = pinwheel;
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    User user = pinwheel.execute(new AccessCommand.AddUser("ada", true, "hash", null, Actor.LOCAL));
    ada = Actor.user("ada", user.id(), Actor.Via.STUDIO);
    grant("ada", Role.ADMINISTRATOR, "*");
  }

  /** It is told after the commit. */
  private static void awaitClosed(FakeWorker worker) {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !worker.closed().isEmpty());
  }

  private void grant(String user, Role role, String on) {
    var unused = fixture().execute(new AccessCommand.GrantRole(user, role, on, ada));
  }

  private Actor user(String name) {
    return Actor.user(
        name,
        fixture().execute(new AccessCommand.AddUser(name, false, "hash", null, ada)).id(),
        Actor.Via.STUDIO);
  }

  private Actor token(Actor owner, Role role, @Nullable List<String> modules, String... on) {
    String secret = Secrets.token();
    Token token =
        fixture()
            .execute(
                new AccessCommand.CreateToken(
                    "token"
                        + secret
                            .substring(9, 14)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9]", "x"),
                    false,
                    Secrets.hash(secret),
                    role,
                    List.of(on),
                    false,
                    modules,
                    Duration.ofDays(1),
                    owner));
    return fixture().engine().access().actorOf(token, Actor.Via.WORKER);
  }

  /** A5. */
  @Test
  void aWorkerServesOnlyWhatItsTokenCoversAsDeveloper(EngineFixture pinwheel) {
    start(pinwheel);
    Actor joe = user("joe");
    grant("joe", Role.DEVELOPER, "development");
    grant("joe", Role.VIEWER, "production");
    Actor token = token(joe, Role.DEVELOPER, null, "*");

    assertThatThrownBy(() -> fixture().connectAs(token, "production", INSTANCE, USERS))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining("You need the role developer in 'production' to run workers");
    assertThatThrownBy(() -> fixture().connectAs(token, "development/*", INSTANCE, USERS))
        .hasMessageContaining("a pattern that covers all of it");
    assertThatThrownBy(() -> fixture().connectAs(token, "nowhere", INSTANCE, USERS))
        .hasMessageContaining("There is no workspace 'nowhere'");
    assertThat(fixture().connectAs(token, "development", INSTANCE, USERS).welcome().resumed())
        .isFalse();
    assertThatThrownBy(() -> fixture().connectAs(Actor.LOCAL, "development", INSTANCE + "2", USERS))
        .hasMessageContaining("Sign in first");
  }

  /** A5. */
  @Test
  void onlyTheTokenThatOpenedASessionResumesIt(EngineFixture pinwheel) {
    start(pinwheel);
    Actor first = token(ada, Role.DEVELOPER, null, "*");
    Actor second = token(ada, Role.DEVELOPER, null, "*");
    FakeWorker worker = fixture().connectAs(first, "production", INSTANCE, USERS);
    fixture().disconnect(worker);

    assertThatThrownBy(() -> fixture().connectAs(second, "production", INSTANCE, USERS))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining("another token");
    assertThat(fixture().connectAs(first, "production", INSTANCE, USERS).welcome().resumed())
        .isTrue();
    fixture().restart();
    assertThatThrownBy(() -> fixture().connectAs(second, "production", INSTANCE, USERS))
        .hasMessageContaining("another token");
    assertThat(fixture().connectAs(first, "production", INSTANCE, USERS).welcome().resumed())
        .isTrue();
  }

  /** A3: nobody sees how many sessions others have. */
  @Test
  void sessionsAreNumberedPerWorkerAndToken(EngineFixture pinwheel) {
    start(pinwheel);
    Actor first = token(ada, Role.DEVELOPER, null, "*");
    Actor second = token(ada, Role.DEVELOPER, null, "*");

    assertThat(label(first, INSTANCE)).isEqualTo("S1");
    assertThat(label(first, INSTANCE + "2")).isEqualTo("S2");
    assertThat(label(second, INSTANCE + "3")).isEqualTo("S1");
    fixture().restart();
    assertThat(label(first, INSTANCE + "4")).isEqualTo("S3");
    assertThat(label(first, INSTANCE + "2")).as("resumed").isEqualTo("S2");
  }

  private String label(Actor token, String instance) {
    return fixture().connectAs(token, "production", instance, USERS).welcome().label();
  }

  /** A5: nothing waits for a worker that has left, and whose token ends then (D1). */
  @Test
  void aRevokedTokenEndsTheGracePeriodOfItsWorker(EngineFixture pinwheel) {
    start(pinwheel);
    Actor token = token(ada, Role.DEVELOPER, null, "*");
    FakeWorker gone = fixture().connectAs(token, "production", INSTANCE, USERS);
    fixture().closeSession(gone);
    FakeWorker other =
        fixture().connectAs(token(ada, Role.DEVELOPER, null, "*"), "*", INSTANCE + "2", USERS);
    var run =
        fixture()
            .execute(
                new Command.SubmitRun(
                    "production", EngineFixture.MODULE, "welcome", List.of(), null, null, ada));
    var execution = fixture().scripted(new ExecutionId(new StepId(run.run(), 1), 1));
    assertThat(other.findOrder(execution.id())).as("waits for the worker that left").isEmpty();

    var unused =
        fixture()
            .execute(new AccessCommand.RevokeToken(Objects.requireNonNull(token.token()), ada));

    execution.running();
    assertThat(other.findOrder(execution.id())).isPresent();
  }

  /** A5: executions are abandoned (E3), and nothing waits for that worker (D1). */
  @Test
  void aRevokedTokenEndsItsSessions(EngineFixture pinwheel) {
    start(pinwheel);
    Actor token = token(ada, Role.DEVELOPER, null, "*");
    FakeWorker worker = fixture().connectAs(token, "production", INSTANCE, USERS);
    var run =
        fixture()
            .execute(
                new Command.SubmitRun(
                    "production", EngineFixture.MODULE, "welcome", List.of(), null, null, ada));
    var execution = fixture().scripted(new ExecutionId(new StepId(run.run(), 1), 1));
    execution.running();

    Long id = token.token();
    assertThat(id).isNotNull();
    var unused = fixture().execute(new AccessCommand.RevokeToken(id == null ? 0 : id, ada));

    awaitClosed(worker);
    assertThat(worker.closed()).anyMatch(reason -> reason.contains("token"));
    assertThat(execution.result()).isEqualTo(ResultKind.ABANDONED);
    // Another worker takes over at once.
    Actor other = token(ada, Role.DEVELOPER, null, "*");
    FakeWorker next = fixture().connectAs(other, "production", INSTANCE + "2", USERS);
    var again =
        fixture()
            .scripted(
                fixture()
                    .execute(Command.RerunStep.of("production", new StepId(run.run(), 1), ada)));
    again.running();
    assertThat(next.findOrder(again.id())).isPresent();
  }

  /** A5. */
  @Test
  void lostGrantsExpiryAndReservationsEndSessions(EngineFixture pinwheel) {
    start(pinwheel);
    Actor joe = user("joe");
    grant("joe", Role.DEVELOPER, "*");
    FakeWorker losing =
        fixture().connectAs(token(joe, Role.DEVELOPER, null, "*"), "development", INSTANCE, USERS);
    grant("joe", Role.VIEWER, "*");
    awaitClosed(losing);

    Actor expiring = token(ada, Role.DEVELOPER, null, "*");
    FakeWorker expired = fixture().connectAs(expiring, "development", INSTANCE + "2", USERS);
    Actor keeper = token(ada, Role.DEVELOPER, null, "*");
    var unused =
        fixture()
            .execute(
                new AccessCommand.ReserveModule(
                    "production", EngineFixture.MODULE, List.of(keeper.token()), ada));
    assertThat(expired.closed()).isEmpty();
    assertThatThrownBy(() -> fixture().connectAs(expiring, "production", INSTANCE + "3", USERS))
        .hasMessageContaining("is reserved in 'production' to other tokens");
    assertThat(fixture().connectAs(keeper, "production", INSTANCE + "4", USERS).closed()).isEmpty();

    fixture().advance(Duration.ofDays(1));
    fixture().engine().keepAccess();
    awaitClosed(expired);
  }

  /** A1: who was connected without an identity is not any more. */
  @Test
  void theFirstAdministratorEndsAnonymousSessions(EngineFixture pinwheel) {
    fixture = pinwheel;
    pinwheel.workspace("production");
    FakeWorker embedded = fixture().embeddedWorker(task("fetch"));
    FakeWorker anonymous = fixture().connect("production", INSTANCE, 4, task("fetch"));

    var unused =
        fixture().execute(new AccessCommand.AddUser("ada", true, "hash", null, Actor.LOCAL));

    awaitClosed(anonymous);
    assertThat(embedded.closed()).isEmpty();
    assertThatThrownBy(() -> fixture().workspace("other")).hasMessageContaining("Sign in first");
  }
}

package dev.pinwheel.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.access.Token;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.RunId;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import dev.pinwheel.worker.WorkerRefused;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers of another process on a server that has users (A5). */
@SuppressWarnings("NullAway") // set up before each test
class WorkerTokenTest {

  /** Greets. */
  @Module("greetings")
  public static class Greetings {

    @Workflow
    public String hello(String name) {
      return "Hello " + name;
    }
  }

  private SecuredServer server;
  private Actor joe;
  private int made;

  @BeforeEach
  void start() {
    server = new SecuredServer();
    joe =
        Actor.user(
            "joe",
            server.engine.engine().access().findUser("joe").orElseThrow().id(),
            Actor.Via.API);
    grant(Role.DEVELOPER);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void grant(Role role) {
    var unused =
        server.engine.execute(new AccessCommand.GrantRole("joe", role, "production", server.ada));
  }

  private record Made(long id, String secret) {}

  private Made token(@Nullable List<String> modules) {
    String secret = Secrets.token();
    Token token =
        server.engine.execute(
            new AccessCommand.CreateToken(
                "worker-" + ++made,
                false,
                Secrets.hash(secret),
                Role.DEVELOPER,
                List.of("*"),
                false,
                modules,
                Duration.ofDays(300),
                joe));
    return new Made(token.id(), secret);
  }

  private WorkerBuilder worker() {
    return Worker.builder()
        .name("joe@laptop")
        .server(server.address().toString())
        .workspace("production")
        .stopOnSignals(false)
        .module(Greetings.class);
  }

  private String refusal(WorkerBuilder builder) {
    try (Worker worker = builder.start()) {
      return "accepted as " + worker.session();
    } catch (WorkerRefused refused) {
      return refused.getMessage();
    }
  }

  private String run() {
    RunId run =
        server
            .engine
            .execute(
                new Command.SubmitRun(
                    "production",
                    "greetings",
                    "hello",
                    List.of(dev.pinwheel.model.Json.of("\"Ada\"")),
                    null,
                    null,
                    joe))
            .run();
    return new SubmittedRun(server.engine, "production", run).value();
  }

  private static String reason(Worker worker) throws Exception {
    return worker.closed().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void aWorkerWithATokenWorksUntilItIsRevoked_A5() throws Exception {
    Made token = token(null);
    try (Worker worker = worker().token(token.secret()).start()) {
      assertThat(run()).isEqualTo("\"Hello Ada\"");

      long before = System.nanoTime();
      var unused = server.engine.execute(new AccessCommand.RevokeToken(token.id(), joe));

      assertThat(reason(worker)).contains("token");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(refusal(worker().token(token.secret())))
        .contains("401", "the token is missing, expired or revoked");
  }

  @Test
  void aLostRoleEndsTheSession_A5() throws Exception {
    Made token = token(null);
    try (Worker worker = worker().token(token.secret()).start()) {
      grant(Role.VIEWER);

      assertThat(reason(worker)).contains("developer");
    }
    assertThat(refusal(worker().token(token.secret()))).contains("role developer", "production");
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerIsWelcomeWithTheRoleThatItsMessageNeeds_A7(Role role) {
    grant(role);
    boolean isWelcome = role.includes(Permission.RUN_WORKERS.need().role().orElseThrow());

    assertThat(refusal(worker().token(token(null).secret())))
        .contains(isWelcome ? "accepted as S1" : "You need the role developer in 'production'");
  }

  @Test
  void forAWorkerWithoutARoleThereIsNoWorkspace_A4() {
    String secret = token(null).secret();
    var unused =
        server.engine.execute(new AccessCommand.RevokeRole("joe", "production", server.ada));

    assertThat(refusal(worker().token(secret))).contains("no workspace 'production'");
  }

  @Test
  void withoutAValidTokenThereIsNoSocket_A5() {
    assertThat(refusal(worker())).contains("401");
    assertThat(refusal(worker().token("pinwheel_guessed"))).contains("401");
  }

  @Test
  void aTokenOfOtherModulesIsRefusedNamingTheModule_A5() {
    assertThat(refusal(worker().token(token(List.of("billing", "shop.*")).secret())))
        .contains("greetings");
    assertThatThrownBy(() -> worker().token(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token");
  }
}

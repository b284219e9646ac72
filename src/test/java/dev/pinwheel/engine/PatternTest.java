package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.testing.AutoWorker;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers for patterns of workspaces: D1 and W6. */
@EachDatabase
class PatternTest {

  private static final TargetSpec[] TARGETS = {workflow("welcome", "userId"), task("work", "n")};

  private static final Manifest NEWER =
      TargetSpec.manifest(EngineFixture.MODULE, "v2", workflow("welcome", "userId"), task("extra"));

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.workspace("development/joe", "development");
  }

  private static Scripted submitted(EngineFixture pinwheel, String workspace) {
    return pinwheel.submit(workspace, "welcome", "u1").running();
  }

  /** D1: named, then by the longest pattern, then embedded. */
  @Test
  void theLongestPatternIsTheMostSpecific(EngineFixture pinwheel) {
    pinwheel.workspace("development/joe/wild", "development/joe");
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);
    FakeWorker all = pinwheel.workerFor("*", task("other"));
    FakeWorker development = pinwheel.workerFor("development/*", TARGETS);
    FakeWorker ofJoe = pinwheel.workerFor("development/joe/*", TARGETS);
    FakeWorker joe = pinwheel.workerFor("development/joe", TARGETS);
    FakeWorker everywhere = pinwheel.workerFor("*", TARGETS);
    pinwheel.workspace("development/ann", "development");

    assertThat(joe.findOrder(submitted(pinwheel, "development/joe").id())).isPresent();
    assertThat(ofJoe.findOrder(submitted(pinwheel, "development/joe/wild").id())).isPresent();
    assertThat(development.findOrder(submitted(pinwheel, "development/ann").id()))
        .as("a workspace made after the session was opened")
        .isPresent();
    Scripted outside = submitted(pinwheel, "development");
    assertThat(development.findOrder(outside.id())).as("not the prefix itself").isEmpty();
    assertThat(all.findOrder(outside.id()).or(() -> everywhere.findOrder(outside.id())))
        .isPresent();
    assertThat(embedded.orders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"dev*", "*/joe", "development/*/x", "development/**", "/*", "deve lopment/*"})
  void aMalformedPatternIsRefused(String pattern, EngineFixture pinwheel) {
    Rejection rejection =
        Rejections.assertRejected(
            Rejection.Kind.INVALID_ARGUMENT, () -> pinwheel.workerFor(pattern, TARGETS));

    assertThat(rejection.getMessage())
        .containsAnyOf("development/*, or * alone", "Names use", "needs a name");
  }

  /** W6: what a worker for a pattern declares holds in all its workspaces, and nowhere else. */
  @Test
  void manifestsOfAPatternAreFoundInItsWorkspaces(EngineFixture pinwheel) {
    pinwheel.workerFor("development/*", TARGETS);
    pinwheel.workspace("development/ann", "production");
    pinwheel.workspace("sandbox", "development/ann");

    assertThat(submitted(pinwheel, "development/ann").result()).isNull();
    assertThat(pinwheel.submit("sandbox", "welcome", "u1").isAssigned())
        .as("declared in its base, but nobody works there")
        .isFalse();
    assertThat(Rejections.assertNotFound(() -> pinwheel.submit("development", "welcome", "u1")))
        .hasMessageContaining("No worker has declared a module 'users' for 'development'");
  }

  /** W6: also when the server restarts. */
  @Test
  void manifestsOfAPatternSurviveARestart(EngineFixture pinwheel) {
    pinwheel.connect("development/*", "instance-of-a-team", 10, TARGETS);
    Scripted before = submitted(pinwheel, "development/joe");

    pinwheel.restart();
    FakeWorker back = pinwheel.connect("development/*", "instance-of-a-team", 10, TARGETS);

    assertThat(back.welcome().executions()).containsExactly(before.id());
    assertThat(submitted(pinwheel, "development/joe").result()).isNull();
  }

  /** W6: what counts is what those declare who would execute it. */
  @Test
  void aNewerManifestOfAPatternDoesNotDecideAboutCodeOfTheWorkspace(EngineFixture pinwheel) {
    FakeWorker joe = pinwheel.workerFor("development/joe", TARGETS);
    FakeWorker team = pinwheel.worker("development/*", 10, NEWER);
    Scripted welcome = submitted(pinwheel, "development/joe");

    assertThat(joe.findOrder(welcome.id())).isPresent();
    assertThat(welcome.calls("work", 1).reused()).isFalse();
    assertThat(Rejections.assertNotFound(() -> welcome.calls("extra")))
        .hasMessageContaining("version v1, has no target 'extra'");

    pinwheel.closeSession(joe);
    pinwheel.advance(Duration.ofMinutes(10));
    Scripted later = submitted(pinwheel, "development/joe");
    assertThat(team.findOrder(later.id())).isPresent();
    assertThat(team.findOrder(later.calls("extra").running().id())).isPresent();
  }

  /** D1, scenario 22 with workers of their own. */
  @Test
  void scenario22_aWorkerForAPatternGetsAllOfItsWorkspaces(EngineFixture pinwheel) {
    AutoWorker embedded = AutoWorker.embedded(pinwheel, TARGETS);
    Scripted welcome = pinwheel.submit("production", "welcome", "u1");
    assertThat(welcome.ended()).isEqualTo(ResultKind.VALUE);
    AutoWorker development = new AutoWorker(pinwheel.engine());
    SessionId session =
        development.open(
            "team", "development/*", 2, TargetSpec.manifest(EngineFixture.MODULE, "v2", TARGETS));

    Scripted last = welcome;
    for (int i = 0; i < 200; i++) {
      last = pinwheel.rerun("development/joe", welcome.step());
      if (i == 100) {
        pinwheel.execute(new WorkerCommand.CloseSession(session));
        development.open(
            "team", "development/*", 2, TargetSpec.manifest(EngineFixture.MODULE, "v2", TARGETS));
      }
    }
    last.ended();

    assertThat(embedded.orders()).hasSize(1);
    assertThat(development.orders())
        .isNotEmpty()
        .allSatisfy(order -> assertThat(order.workspace().value()).isEqualTo("development/joe"));
    assertThat(pinwheel.facts().executionsOf(welcome.step())).hasSize(201);
  }
}

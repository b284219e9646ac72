package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.JsonValues;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sessions that survive their connection and the server: leases, resuming, leaving (D1, E1, E3).
 */
@EachDatabase
class SessionTest {

  private static final String JOE = "instance-of-joe-1";
  private static final Duration JUST_IN_THE_LEASE = Duration.ofSeconds(59);
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final TargetSpec[] TARGETS = {
    workflow("welcome", "userId"),
    workflow("sturdy", "userId"),
    task("fetchUser", "userId").memo(),
    task("sendEmail", "userId"),
    task("again", "userId").retries(1)
  };

  @BeforeEach
  void development(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
  }

  private static FakeWorker joe(EngineFixture pinwheel) {
    return pinwheel.connect("development", JOE, 10, TARGETS);
  }

  /** The news comes right after the commit that the test has seen already. */
  private static List<String> closed(EngineFixture pinwheel, FakeWorker worker) {
    pinwheel.changes().awaitUntil("the end of a connection", () -> !worker.closed().isEmpty());
    return worker.closed();
  }

  /** E1: what it finished while it was away counts when it comes back. */
  @Test
  void aLostConnectionLosesNothing(EngineFixture pinwheel) {
    FakeWorker worker = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    Scripted.Calling email = welcome.awaits("sendEmail", "u1");
    email.running();
    pinwheel.disconnect(worker);
    pinwheel.advance(JUST_IN_THE_LEASE);

    FakeWorker back = joe(pinwheel);

    assertThat(back.welcome().resumed()).isTrue();
    assertThat(back.session()).isEqualTo(worker.session());
    assertThat(back.welcome().executions()).containsExactly(welcome.id(), email.id());
    pinwheel
        .changes()
        .awaitUntil("orders again, as one may have been lost", () -> back.orders().size() == 2);
    assertThat(back.orders())
        .extracting(WorkerLink.Order::execution)
        .containsExactly(welcome.id(), email.id());
    assertThat(email.execution().returns("sent")).isTrue();
    assertThat(email.value()).isEqualTo(Json.of("\"sent\""));
    assertThat(worker.resolved()).as("not by the lost connection").isEmpty();
  }

  /** E3: a worker that could not be heard was not silent. */
  @Test
  void aServerThatWasFrozenAbandonsNothing(EngineFixture pinwheel) {
    FakeWorker worker = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();

    for (int i = 0; i < 3; i++) {
      pinwheel.freeze(Duration.ofMinutes(10));
      assertThat(pinwheel.submit("development", "welcome", "u2").running().returns("done"))
          .as("the worker is not even suspended")
          .isTrue();
    }
    assertThat(pinwheel.heartbeat(worker)).isTrue();

    assertThat(welcome.returns("done")).isTrue();
    assertThat(worker.closed()).isEmpty();
  }

  /** E3: what the server heard of the worker before it was frozen still counts. */
  @Test
  void aLeaseGoesOnAfterTheServerWasFrozen(EngineFixture pinwheel) {
    FakeWorker worker = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    pinwheel.disconnect(worker);
    pinwheel.advance(Duration.ofSeconds(40));
    pinwheel.freeze(Duration.ofMinutes(10));

    pinwheel.advance(Duration.ofSeconds(19));
    assertThat(welcome.result()).isNull();
    pinwheel.advance(Duration.ofSeconds(1));

    assertThat(welcome.result()).isEqualTo(ResultKind.ABANDONED);
  }

  /** E3: at most once. */
  @Test
  void afterTheLeaseItsExecutionsAreAbandoned(EngineFixture pinwheel) {
    FakeWorker worker = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    pinwheel.disconnect(worker);

    pinwheel.advance(LEASE);

    assertThat(welcome.result()).isEqualTo(ResultKind.ABANDONED);
    assertThat(closed(pinwheel, worker))
        .containsExactly(
            "No heartbeat of worker worker of development arrived for 60 s, so its executions were abandoned.");
    assertThat(welcome.returns("late")).as("the first result won").isFalse();
    FakeWorker back = joe(pinwheel);
    assertThat(back.welcome().resumed()).isFalse();
    assertThat(back.session()).isNotEqualTo(worker.session());
    assertThat(back.welcome().executions()).isEmpty();
  }

  /** E3. */
  @Test
  void afterTheLeaseARetryWaitsForTheWorker(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(TARGETS);
    FakeWorker worker = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    Scripted.Calling again = welcome.calls("again", "u1");
    again.running();
    welcome.returns(null);
    pinwheel.disconnect(worker);
    pinwheel.advance(LEASE);

    assertThat(again.execution().result()).isEqualTo(ResultKind.RETRIED);
    Scripted retry = again.execution().successor();
    assertThat(retry.isAssigned()).as("not by a less specific worker").isFalse();
    FakeWorker back = joe(pinwheel);
    assertThat(back.findOrder(retry.running().id())).isPresent();
  }

  /** D1: a silent worker gets nothing new, and nobody else gets its work. */
  @Test
  void aSilentWorkerGetsNothingNew(EngineFixture pinwheel) {
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);
    FakeWorker worker = joe(pinwheel);
    pinwheel.advance(Duration.ofSeconds(15));

    Scripted welcome = pinwheel.submit("development", "welcome", "u1");
    pinwheel.tick();
    assertThat(welcome.isAssigned()).isFalse();
    assertThat(pinwheel.heartbeat(worker)).isTrue();

    assertThat(worker.findOrder(welcome.running().id())).isPresent();
    assertThat(embedded.orders()).isEmpty();
  }

  @Test
  void heartbeatsKeepASession(EngineFixture pinwheel) {
    FakeWorker worker = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();

    for (int i = 0; i < 12; i++) {
      pinwheel.advance(Duration.ofSeconds(10));
      assertThat(pinwheel.heartbeat(worker)).isTrue();
    }

    assertThat(welcome.result()).isNull();
    assertThat(worker.closed()).isEmpty();
    assertThat(pinwheel.submit("development", "welcome", "u2").running().result()).isNull();
  }

  /** The server did not notice that the former connection was dead. */
  @Test
  void anotherConnectionOfTheSameProcessTakesTheSessionOver(EngineFixture pinwheel) {
    FakeWorker before = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();

    FakeWorker now = joe(pinwheel);

    assertThat(now.welcome().resumed()).isTrue();
    assertThat(closed(pinwheel, before))
        .containsExactly(
            "The session of worker worker of development was taken over by another connection of it.");
    assertThat(pinwheel.heartbeat(before)).isFalse();
    assertThat(pinwheel.disconnect(before)).as("the late news of its end").isFalse();
    pinwheel.advance(Duration.ofSeconds(14));
    assertThat(pinwheel.submit("development", "welcome", "u2").running().result()).isNull();
    assertThat(welcome.returns("done")).isTrue();
  }

  /** Decision 13: remote sessions survive the server, embedded ones do not. */
  @Test
  void aRestartOfTheServerLosesNothingOfARemoteWorker(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(TARGETS);
    joe(pinwheel);
    Scripted inProduction = pinwheel.submit("production", "welcome", "u1").running();
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    Scripted.Calling email = welcome.awaits("sendEmail", "u1");
    email.running();
    pinwheel.advance(Duration.ofSeconds(50));

    pinwheel.restart();

    assertThat(inProduction.result()).isEqualTo(ResultKind.ABANDONED);
    pinwheel.advance(JUST_IN_THE_LEASE);
    assertThat(welcome.result()).as("the lease begins anew").isNull();
    FakeWorker back = joe(pinwheel);
    assertThat(back.welcome().resumed()).isTrue();
    assertThat(back.welcome().executions()).containsExactly(welcome.id(), email.id());
    assertThat(email.execution().returns("sent")).isTrue();
    assertThat(email.value())
        .as("the wait goes on after the restart")
        .isEqualTo(Json.of("\"sent\""));
    assertThat(welcome.returns(null)).isTrue();
  }

  /** Names of modules are compared as they are, also when they have a space in them. */
  @Test
  void aWorkerWhoseModuleHasASpaceInItsNameComesBackAsWell(EngineFixture pinwheel) {
    Manifest manifest = TargetSpec.manifest("my module", "v1", TARGETS);
    FakeWorker worker = pinwheel.connect("development", JOE, 1, manifest);

    pinwheel.restart();

    FakeWorker back = pinwheel.connect("development", JOE, 1, manifest);
    assertThat(back.welcome().resumed()).isTrue();
    assertThat(back.session()).isEqualTo(worker.session());
  }

  /** D2: who waited gave its slot back, also for the server's next process. */
  @Test
  void afterARestartWhoWaitsTakesNoSlot(EngineFixture pinwheel) {
    pinwheel.connect("development", JOE, 1, TARGETS);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    Scripted.Calling email = welcome.awaits("sendEmail", "u1");
    email.running();
    Scripted.Calling next = welcome.calls("sendEmail", "u2");

    pinwheel.restart();
    pinwheel.connect("development", JOE, 1, TARGETS);

    assertThat(next.execution().isAssigned()).isFalse();
    email.execution().returns("sent");
    assertThat(email.value()).isEqualTo(Json.of("\"sent\""));
    assertThat(next.execution().isAssigned()).as("the caller took the slot again").isFalse();
    welcome.returns(null);
    next.running();
  }

  /** E3: whoever does not come back after the restart is lost in the end. */
  @Test
  void afterARestartTheLeaseEnds(EngineFixture pinwheel) {
    joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    pinwheel.restart();

    pinwheel.advance(LEASE);

    assertThat(welcome.result()).isEqualTo(ResultKind.ABANDONED);
    assertThat(joe(pinwheel).welcome().resumed()).isFalse();
  }

  /** D1: ten minutes, also when the server restarts in between. */
  @Test
  void aWorkerThatLeftIsWaitedForAcrossARestart(EngineFixture pinwheel) {
    pinwheel.closeSession(joe(pinwheel));
    pinwheel.advance(Duration.ofMinutes(5));
    pinwheel.restart();
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);

    Scripted welcome = pinwheel.submit("development", "welcome", "u1");
    pinwheel.advance(Duration.ofSeconds(299));
    assertThat(welcome.isAssigned()).isFalse();
    pinwheel.advance(Duration.ofSeconds(1));

    assertThat(embedded.findOrder(welcome.running().id())).isPresent();
  }

  /** M14: whoever comes back has forgotten its maps, so nothing is answered from them. */
  @Test
  void whoComesBackHasNoMaps(EngineFixture pinwheel) {
    FakeWorker before = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    welcome.awaits("fetchUser", "u1").returning("Ann");
    welcome.returns(null);
    Scripted again = pinwheel.rerun("development", welcome.step()).running();
    assertThat(before.findOrder(again.id()).orElseThrow().memoMap()).isNotNull();

    FakeWorker now = joe(pinwheel);
    pinwheel.changes().awaitUntil("its order again", () -> !now.orders().isEmpty());

    assertThat(now.findOrder(again.id()).orElseThrow().memoMap()).isNull();
    assertThat(again.awaits("fetchUser", "u1").reused()).isTrue();
  }

  @Test
  void twoWorkersShareTheLoad(EngineFixture pinwheel) {
    FakeWorker one = joe(pinwheel);
    FakeWorker other = pinwheel.connect("development", "instance-of-joe-2", 10, TARGETS);

    for (int i = 0; i < 20; i++) {
      pinwheel.submit("development", "welcome", "u" + i).running();
    }

    assertThat(one.orders()).hasSize(10);
    assertThat(other.orders()).hasSize(10);
  }

  /** W3. */
  @Test
  void archivingAWorkspaceEndsItsSessions(EngineFixture pinwheel) {
    FakeWorker worker = joe(pinwheel);

    pinwheel.archive("development");

    assertThat(closed(pinwheel, worker))
        .containsExactly("'development' is archived, so its workers have nothing to execute.");
    assertThat(pinwheel.heartbeat(worker)).isFalse();
    assertThat(Rejections.rejectionOf(() -> joe(pinwheel)))
        .hasMessageContaining("'development' is archived and takes no workers");
  }

  /** A worker belongs to a workspace, not to its name. */
  @Test
  void aWorkerGoesOnWhenItsWorkspaceIsRenamed(EngineFixture pinwheel) {
    FakeWorker worker = joe(pinwheel);

    pinwheel.rename("development", "staging");
    pinwheel.workspace("development", "production");

    assertThat(worker.findOrder(pinwheel.submit("staging", "welcome", "u1").running().id()))
        .isPresent();
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);
    assertThat(embedded.findOrder(pinwheel.submit("development", "welcome", "u1").running().id()))
        .as("another workspace of its former name")
        .isPresent();
  }

  @Test
  void aSessionIsResumedAsItWas(EngineFixture pinwheel) {
    joe(pinwheel);

    Rejection rejection =
        Rejections.assertRejected(
            Rejection.Kind.CONFLICT,
            () ->
                pinwheel.connect(
                    "development",
                    JOE,
                    10,
                    TargetSpec.manifest(EngineFixture.MODULE, "v2", TARGETS)));

    assertThat(rejection).hasMessageContaining("Open a new session with an instance of its own");
  }

  @Test
  void anInstanceCannotBeGuessed(EngineFixture pinwheel) {
    assertThat(
            Rejections.assertRejected(
                Rejection.Kind.INVALID_ARGUMENT,
                () -> pinwheel.connect("development", "joe", 10, TARGETS)))
        .hasMessageContaining("at least 16 characters; this one has 3");
  }

  /** A call is sent again when its answer was lost with the connection. */
  @Test
  void aRepeatedCallAnswersWhatWasRecorded(EngineFixture pinwheel) {
    joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    WorkerCommand.CallTarget call = call(welcome, 1, "sendEmail", true);
    WorkerCommand.Called first = pinwheel.execute(call);
    pinwheel.restart();
    joe(pinwheel);

    WorkerCommand.Called second = pinwheel.execute(call);
    pinwheel.scripted(first.execution()).returns("sent");
    WorkerCommand.Called third = pinwheel.execute(call);

    assertThat(second).isEqualTo(first);
    assertThat(third.execution()).isEqualTo(first.execution());
    assertThat(third.outcome()).extracting("value").isEqualTo(Json.of("\"sent\""));
    assertThat(welcome.told(first.execution()).value()).isEqualTo(Json.of("\"sent\""));
    assertThat(pinwheel.facts().callsOf(welcome.id())).hasSize(1);
    Rejections.assertRejected(
        Rejection.Kind.CONFLICT, () -> pinwheel.execute(call(welcome, 1, "fetchUser", true)));
  }

  /** M6: also when it was a hit. */
  @Test
  void aRepeatedHitAnswersWhatWasRecorded(EngineFixture pinwheel) {
    joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    pinwheel.execute(call(welcome, 1, "fetchUser", false));
    Scripted other =
        pinwheel
            .scripted(pinwheel.execute(call(welcome, 2, "sendEmail", false)).execution())
            .running();
    WorkerCommand.CallTarget call = call(other, 1, "fetchUser", false);
    WorkerCommand.Called hit = pinwheel.execute(call);
    assertThat(hit.reused()).isTrue();
    Scripted newer = pinwheel.rerun("development", hit.execution().step()).running();

    WorkerCommand.Called again = pinwheel.execute(call);

    assertThat(again).isEqualTo(hit);
    assertThat(newer.id()).isNotEqualTo(hit.execution());
    assertThat(pinwheel.facts().callsOf(other.id()).getFirst().getTimes()).isEqualTo(1);
  }

  private static WorkerCommand.CallTarget call(
      Scripted caller, int number, String target, boolean blocking) {
    return new WorkerCommand.CallTarget(
        caller.id(),
        number,
        EngineFixture.MODULE,
        target,
        List.of(JsonValues.json("u1")),
        TargetOptions.NONE,
        null,
        blocking);
  }
}

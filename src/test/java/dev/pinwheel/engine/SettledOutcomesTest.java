package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** E2 without a question: a caller is told the outcomes of what it submitted. */
@EachDatabase
class SettledOutcomesTest {

  private FakeWorker worker;
  private Scripted welcome;

  @BeforeEach
  void aRunningWorkflow(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    worker =
        pinwheel.embeddedWorker(
            workflow("welcome", "userId"),
            task("sendEmail", "userId"),
            task("fetchUser", "userId").memo());
    welcome = pinwheel.submit("production", "welcome", "u1").running();
  }

  @Test
  void aCallerThatDoesNotWaitIsToldTheOutcomeOnce(EngineFixture pinwheel) {
    Scripted.Calling first = welcome.calls("fetchUser", "u1");
    welcome.calls("fetchUser", "u1");
    first.returning("Ada");

    FakeWorker.Settled told = awaitTold(pinwheel).getFirst();

    assertThat(told.caller()).isEqualTo(welcome.id());
    assertThat(told.outcome().execution()).isEqualTo(first.id());
    assertThat(told.outcome().value()).hasToString("\"Ada\"");
    assertThat(worker.settled()).hasSize(1);
  }

  @Test
  void aFailureIsToldToo(EngineFixture pinwheel) {
    welcome.calls("sendEmail", "u1").failing("no such address");

    assertThat(awaitTold(pinwheel).getFirst().outcome().kind()).isEqualTo(ResultKind.FAILED);
  }

  @Test
  void aCallerThatWaitsIsToldAsAWaitingOneOnly() {
    Scripted.Calling email = welcome.calls("sendEmail", "u1");
    assertThat(welcome.resolves(email.id())).isNull();

    email.returning("sent");

    assertThat(welcome.told(email.id()).value()).hasToString("\"sent\"");
    assertThat(worker.settled()).isEmpty();
  }

  @Test
  void aLargeValueIsLeftForWhoAsks() {
    Scripted.Calling email = welcome.calls("sendEmail", "u1");
    email.returning("x".repeat(20_000));

    assertThat(welcome.resolves(email.id())).isNotNull();
    assertThat(worker.settled()).isEmpty();
  }

  @Test
  void whatWasUsedIsDependedOnOnce(EngineFixture pinwheel) {
    Scripted.Calling email = welcome.calls("sendEmail", "u1").returning("sent");

    assertThat(use(pinwheel, email.id())).isEqualTo(1);
    assertThat(use(pinwheel, email.id())).isZero();
    assertThat(pinwheel.facts().dependenciesOf(welcome.id())).containsExactly(email.id());
  }

  @Test
  void whatIsOpenCannotHaveBeenUsed(EngineFixture pinwheel) {
    Scripted.Calling email = welcome.calls("sendEmail", "u1");

    Rejections.assertRejected(Rejection.Kind.INVALID_STATE, () -> use(pinwheel, email.id()));
    assertThat(pinwheel.facts().dependenciesOf(welcome.id())).isEmpty();
  }

  /** W4. */
  @Test
  void whatTheUserCannotSeeCannotHaveBeenUsed(EngineFixture pinwheel) {
    pinwheel.workspace("development", "production");
    Scripted child = pinwheel.rerun("development", welcome.step()).running();
    Scripted.Calling email = child.calls("sendEmail", "u1").returning("sent");

    Rejections.assertNotFound(() -> use(pinwheel, email.id()));
  }

  @Test
  void whatAnEndedExecutionSaysIsIgnored(EngineFixture pinwheel) {
    Scripted.Calling email = welcome.calls("sendEmail", "u1").returning("sent");
    welcome.returns("done");

    assertThat(use(pinwheel, email.id())).isZero();
  }

  private int use(EngineFixture pinwheel, ExecutionId awaited) {
    return pinwheel.execute(new WorkerCommand.ReportUse(welcome.id(), List.of(), List.of(awaited)));
  }

  private List<FakeWorker.Settled> awaitTold(EngineFixture pinwheel) {
    pinwheel.changes().awaitUntil("an outcome that is told", () -> !worker.settled().isEmpty());
    return worker.settled();
  }
}

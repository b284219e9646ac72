package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** E4: what is cancelled together, and what is not. */
@EachDatabase
class CancelTest {

  private static final TargetSpec[] TARGETS = {
    workflow("welcome", "userId"),
    workflow("report", "userId"),
    task("fetchUser", "userId").memo(),
    task("fetchPlan", "userId").cached(),
    task("sendEmail", "userId"),
    task("charge", "userId").retries(2),
    task("slow", "userId").timeout(Duration.ofSeconds(30)),
  };

  private FakeWorker worker;

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    worker = pinwheel.embeddedWorker(TARGETS);
  }

  @Test
  void cancellingAnExecutionCancelsWhatItMadeTransitively(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted inner = email.calls("sendEmail", "u2").running();
    Scripted innermost = inner.calls("sendEmail", "u3").running();
    Scripted sibling = welcome.calls("sendEmail", "u4").running();

    assertThat(pinwheel.cancel("production", email.id())).isEqualTo(3);

    assertThat(email.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(inner.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(innermost.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(sibling.result()).isNull();
    assertThat(welcome.result()).isNull();
    pinwheel.changes().awaitUntil("the worker to be told", () -> worker.wasStopped(innermost.id()));
    assertThat(worker.wasStopped(sibling.id())).isFalse();
    assertThat(inner.returns("too late")).isFalse();
  }

  @Test
  void whatHasAMemoOrCacheKeyGoesOn(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted memoized = email.calls("fetchUser", "u1").running();
    Scripted cached = email.calls("fetchPlan", "u1").running();

    pinwheel.cancel("production", email.id());

    assertThat(memoized.result()).isNull();
    assertThat(cached.result()).isNull();
  }

  @Test
  void whatSomethingElseWaitsForGoesOn(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted maker = welcome.calls("sendEmail", "u1").running();
    Scripted made = maker.calls("sendEmail", "u2").running();
    Scripted below = made.calls("sendEmail", "u3").running();
    Scripted other = welcome.calls("sendEmail", made.id()).running();
    assertThat(other.resolves(made.id())).isNull();

    pinwheel.cancel("production", maker.id());

    assertThat(made.result()).isNull();
    assertThat(below.result()).as("made by what goes on").isNull();
    made.returns("value");
    assertThat(other.told(made.id()).isValue()).isTrue();
  }

  /** The wait has gone on to the retry; what the first attempt left running belongs to it. */
  @Test
  void whatARetriedOneLeftRunningGoesOnWhileSomethingElseWaitsForIt(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted maker = welcome.calls("sendEmail", "u1").running();
    Scripted made = maker.calls("charge", "u2").running();
    Scripted below = made.calls("sendEmail", "u3").running();
    Scripted other = welcome.calls("sendEmail", made.id()).running();
    assertThat(other.resolves(made.id())).isNull();
    made.fails("no luck");
    Scripted retry = made.successor().running();

    assertThat(pinwheel.cancel("production", maker.id())).isEqualTo(1);

    assertThat(below.result()).isNull();
    retry.returns("value");
    assertThat(other.told(made.id()).isValue()).isTrue();
  }

  @Test
  void whoWaitsForSomethingCancelledIsToldSo(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling email = welcome.awaits("sendEmail", "u1");
    email.running();

    pinwheel.cancel("production", email.id());

    assertThat(email.outcome().kind()).isEqualTo(ResultKind.CANCELLED);
  }

  @Test
  void cancellingARunCancelsAllItsOpenExecutionsInTheWorkspace(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted memoized = welcome.calls("fetchUser", "u1").running();
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    Scripted other = pinwheel.submit("production", "welcome", "u1").running();

    assertThat(pinwheel.cancelRun("production", welcome.run())).isEqualTo(2);

    assertThat(welcome.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(memoized.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(inDevelopment.result()).isNull();
    assertThat(other.result()).isNull();
    assertThat(pinwheel.cancelRun("production", welcome.run())).isZero();
  }

  @Test
  void anExecutionOfAnotherWorkspaceCannotBeCancelled(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();

    Rejection visible = Rejections.rejectionOf(() -> pinwheel.cancel("development", welcome.id()));
    Rejections.assertNotFound(() -> pinwheel.cancel("production", inDevelopment.id()));

    assertThat(visible.kind()).isIn(Rejection.Kind.INVALID_STATE, Rejection.Kind.FORBIDDEN);
    assertThat(visible).hasMessageContaining("production");
    assertThat(welcome.result()).isNull();
    assertThat(inDevelopment.result()).isNull();
  }

  @Test
  void cancellingAnExecutionCancelsTheWorkflowItStarted(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted report = welcome.calls("report", "u1").execution().successor().running();
    Scripted page = report.calls("sendEmail", "u1").running();

    pinwheel.cancel("production", welcome.id());

    assertThat(report.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(page.result()).isEqualTo(ResultKind.CANCELLED);
  }

  @Test
  void aTimeoutCancelsLikewise(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling slow = welcome.awaits("slow", "u1");
    Scripted made = slow.running().calls("sendEmail", "u1").running();
    Scripted memoized = slow.running().calls("fetchUser", "u1").running();

    pinwheel.advance(Duration.ofSeconds(29));
    assertThat(slow.execution().result()).isNull();
    pinwheel.advance(Duration.ofSeconds(2));

    assertThat(slow.execution().result()).isEqualTo(ResultKind.TIMED_OUT);
    assertThat(slow.outcome().kind()).isEqualTo(ResultKind.TIMED_OUT);
    assertThat(made.result()).isEqualTo(ResultKind.CANCELLED);
    assertThat(memoized.result()).isNull();
  }

  @Test
  void aFailureDoesNotCancel(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted made = email.calls("sendEmail", "u2").running();

    email.fails("no connection");

    assertThat(made.result()).isNull();
  }

  @Test
  void anAbandonmentCancelsLikewise(EngineFixture pinwheel) {
    FakeWorker other = pinwheel.workerFor("development", TARGETS);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    FakeWorker survivor = pinwheel.workerFor("development", TARGETS);
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted inner = email.calls("sendEmail", "u2").running();
    assertThat(other.orders().size() + survivor.orders().size()).isEqualTo(3);

    pinwheel.closeSession(other);

    assertThat(welcome.result()).isEqualTo(ResultKind.ABANDONED);
    assertThat(email.result()).isIn(ResultKind.CANCELLED, ResultKind.ABANDONED);
    assertThat(inner.result()).isIn(ResultKind.CANCELLED, ResultKind.ABANDONED);
  }
}

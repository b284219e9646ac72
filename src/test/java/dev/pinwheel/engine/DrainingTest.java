package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that leaves: what it still takes, and what waits for another (D1). */
@EachDatabase
class DrainingTest {

  private static final String JOE = "instance-of-joe-1";

  private static final TargetSpec[] TARGETS = {
    workflow("welcome", "userId"), task("fetchUser", "userId").memo(), task("sendEmail", "userId")
  };

  @BeforeEach
  void development(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
  }

  private static FakeWorker joe(EngineFixture pinwheel) {
    return pinwheel.connect("development", JOE, 10, TARGETS);
  }

  /** D1: who drains finishes what it has; its work waits for it or goes to its equals. */
  @Test
  void aDrainingWorkerTakesNothingNew(EngineFixture pinwheel) {
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);
    FakeWorker worker = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();

    assertThat(pinwheel.drain(worker)).isEqualTo(1);
    Scripted second = pinwheel.submit("development", "welcome", "u2");
    assertThat(second.isAssigned()).isFalse();
    assertThat(welcome.returns("done")).isTrue();
    assertThat(pinwheel.drain(worker)).isZero();
    pinwheel.closeSession(worker);
    FakeWorker successor = pinwheel.connect("development", "instance-of-joe-2", 10, TARGETS);

    assertThat(successor.findOrder(second.running().id())).isPresent();
    assertThat(embedded.orders()).isEmpty();
  }

  /** D1: otherwise a worker that is alone could not finish what it has. */
  @Test
  void aDrainingWorkerTakesWhatItsOwnExecutionsNeed(EngineFixture pinwheel) {
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);
    FakeWorker worker = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    pinwheel.drain(worker);
    Scripted other = pinwheel.submit("development", "welcome", "u2");

    var email = welcome.calls("sendEmail", "u1");
    var fetch = welcome.awaits("fetchUser", "u1");

    assertThat(worker.findOrder(fetch.running().id())).isPresent();
    assertThat(worker.findOrder(email.running().id())).isPresent();
    assertThat(other.isAssigned()).isFalse();
    assertThat(pinwheel.drain(worker)).isEqualTo(3);
    assertThat(embedded.orders()).isEmpty();
  }

  @Test
  void whatADrainingWorkerNeedsGoesToItsEqual(EngineFixture pinwheel) {
    FakeWorker worker = joe(pinwheel);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    pinwheel.drain(worker);
    FakeWorker successor = pinwheel.connect("development", "instance-of-joe-2", 10, TARGETS);

    var fetch = welcome.awaits("fetchUser", "u1");

    assertThat(successor.findOrder(fetch.running().id())).isPresent();
  }

  /** What was called without looking at the result is needed, too. */
  @Test
  void aDrainingWorkerTakesWhatWasCalledBeforeARestartOfTheServer(EngineFixture pinwheel) {
    FakeWorker before = pinwheel.connect("development", JOE, 2, TARGETS);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    pinwheel.drain(before);
    pinwheel.disconnect(before);
    Scripted.Calling email = welcome.calls("sendEmail", "u1");
    assertThat(email.execution().isAssigned()).isFalse();

    pinwheel.restart();
    FakeWorker now = pinwheel.connect("development", JOE, 2, TARGETS);

    assertThat(now.findOrder(email.running().id())).isPresent();
  }

  @Test
  void aDrainingWorkerGoesOnAfterARestartOfTheServer(EngineFixture pinwheel) {
    FakeWorker before = pinwheel.connect("development", JOE, 1, TARGETS);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    Scripted other = pinwheel.submit("development", "welcome", "u2");
    assertThat(pinwheel.drain(before)).isEqualTo(1);
    pinwheel.disconnect(before);
    var fetch = welcome.awaits("fetchUser", "u1");
    assertThat(fetch.execution().isAssigned()).isFalse();

    pinwheel.restart();
    FakeWorker now = pinwheel.connect("development", JOE, 1, TARGETS);

    assertThat(now.findOrder(fetch.running().id())).isPresent();
    assertThat(other.isAssigned()).isFalse();
  }
}

package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.testing.CallSpec;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules E1, E2, E3 and E5. */
@EachDatabase
class ResultRulesTest {

  private static final TargetSpec[] TARGETS = {
    workflow("welcome", "userId"),
    task("sendEmail", "userId"),
    task("enrol", "userId").retries(2),
    task("patient", "userId").retries(3, Duration.ofSeconds(10)),
    task("impatient", "userId").retries(1).timeout(Duration.ofSeconds(5)),
    workflow("nested", "userId"),
  };

  private FakeWorker worker;

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    worker = pinwheel.embeddedWorker(TARGETS);
  }

  /** E1. */
  @Test
  void theFirstResultWinsAndLaterOnesAreIgnored(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();

    assertThat(welcome.returns("first")).isTrue();
    assertThat(welcome.returns("second")).isFalse();
    assertThat(welcome.fails("third")).isFalse();

    assertThat(welcome.value()).isEqualTo(Json.of("\"first\""));
    Rejections.assertRejected(Rejection.Kind.INVALID_STATE, () -> welcome.calls("sendEmail", "u1"));
  }

  /** E2: a value comes through retries. */
  @Test
  void whoWaitsGetsTheOutcomeOfTheLastRetry(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling enrol = welcome.awaits("enrol", "u1");

    enrol.failing("once");
    Scripted second = enrol.execution().successor().running();
    second.fails("twice");
    Scripted third = second.successor().running();
    third.returns("enrolled");

    assertThat(enrol.value()).isEqualTo(Json.of("\"enrolled\""));
    assertThat(enrol.outcome().execution()).isEqualTo(third.id());
    assertThat(third.id().attempt()).isEqualTo(3);
  }

  /** E3: the limit counts within one series. */
  @Test
  void theRetryLimitCountsWithinOneSeries(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling enrol = welcome.awaits("enrol", "u1");
    enrol.failing("1");
    enrol.execution().successor().running().fails("2");
    Scripted third = enrol.execution().successor().successor().running();
    third.fails("3");

    assertThat(third.result()).isEqualTo(ResultKind.FAILED);
    assertThat(enrol.outcome().kind()).isEqualTo(ResultKind.FAILED);
    assertThat(enrol.failureMessage()).isEqualTo("3");

    Scripted forced = pinwheel.rerun("production", third.step()).running();
    forced.fails("4");
    assertThat(forced.result()).as("a re-run starts a new series").isEqualTo(ResultKind.RETRIED);
    forced.successor().running().fails("5");
    Scripted sixth = forced.successor().successor().running();
    sixth.fails("6");
    assertThat(sixth.result()).isEqualTo(ResultKind.FAILED);
    assertThat(sixth.id().attempt()).isEqualTo(6);
  }

  /** E3. */
  @Test
  void aRetryWaitsForItsBackoffWhichDoubles(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted first = welcome.calls("patient", "u1").running();
    first.fails("1");
    Scripted second = first.successor();
    pinwheel.advance(Duration.ofSeconds(9));
    assertThat(second.isAssigned()).isFalse();
    pinwheel.advance(Duration.ofSeconds(1));
    second.running().fails("2");

    Scripted third = second.successor();
    pinwheel.advance(Duration.ofSeconds(19));
    assertThat(third.isAssigned()).isFalse();
    pinwheel.advance(Duration.ofSeconds(1));
    third.running();
  }

  /** E3: timed out ones are retried too, in the same workspace. */
  @Test
  void aTimedOutExecutionIsRetried(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    Scripted first = welcome.calls("impatient", "u1").running();
    pinwheel.advance(Duration.ofSeconds(6));

    Scripted second = first.successor().running();

    assertThat(first.result()).isEqualTo(ResultKind.RETRIED);
    assertThat(pinwheel.facts().resultOf(first.id()).orElseThrow().getCause())
        .isEqualTo("timedOut");
    assertThat(pinwheel.facts().workspaceOf(pinwheel.facts().execution(second.id())))
        .isEqualTo("development");
    pinwheel.advance(Duration.ofSeconds(6));
    assertThat(second.result()).isEqualTo(ResultKind.TIMED_OUT);
  }

  /** A call of a workflow is tried again, times out and begins later as its options say. */
  @Test
  void theOptionsOfACallHoldForTheRunThatItStarts(EngineFixture pinwheel) {
    TargetOptions options =
        new TargetOptions(
            null,
            null,
            new RetryOption(1, Duration.ZERO, Duration.ZERO),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30));
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling call = welcome.calls(CallSpec.call("nested", "u1").with(options));
    Scripted first = call.execution().successor();
    assertThat(first.isAssigned()).isFalse();

    pinwheel.advance(Duration.ofSeconds(30));
    first.running();
    pinwheel.advance(Duration.ofSeconds(6));
    Scripted second = first.successor().running();
    pinwheel.advance(Duration.ofSeconds(6));

    assertThat(second.result()).isEqualTo(ResultKind.TIMED_OUT);
    Scripted again = pinwheel.rerun("production", first.step()).running();
    pinwheel.advance(Duration.ofSeconds(6));
    assertThat(again.result()).isEqualTo(ResultKind.RETRIED);
  }

  /** E3: at most once by default. */
  @Test
  void whatALostWorkerRanIsAbandonedAndOnlyRetriedWhereTheTaskSaysSo(EngineFixture pinwheel) {
    FakeWorker remote = pinwheel.workerFor("development", TARGETS);
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted inDevelopment = pinwheel.rerun("development", welcome.step()).running();
    Scripted plain = inDevelopment.calls("sendEmail", "u1").running();
    Scripted retried = inDevelopment.calls("enrol", "u1").running();
    assertThat(remote.orders()).hasSize(3);
    FakeWorker second = pinwheel.workerFor("development", TARGETS);

    pinwheel.closeSession(remote);

    assertThat(inDevelopment.result()).isEqualTo(ResultKind.ABANDONED);
    assertThat(plain.result()).isEqualTo(ResultKind.ABANDONED);
    assertThat(retried.result())
        .as("its caller is gone for good, so nobody needs a retry (E4)")
        .isEqualTo(ResultKind.ABANDONED);
    assertThat(welcome.result()).isNull();
    assertThat(plain.returns("too late")).isFalse();
    pinwheel.tick();
    assertThat(second.orders()).isEmpty();
  }

  /** E3, E4: the retry makes its calls anew; what the lost attempt had made is not tried again. */
  @Test
  void aLostExecutionIsTriedAgainElsewhereWithoutWhatItHadMade(EngineFixture pinwheel) {
    FakeWorker survivor = pinwheel.worker("development", 1, TARGETS);
    Scripted welcome = pinwheel.submit("development", "welcome", "u1").running();
    FakeWorker lost = pinwheel.workerFor("development", TARGETS);
    Scripted.Calling enrol = welcome.awaits("enrol", "u1");
    Scripted inner = enrol.running().calls("enrol", "u2").running();
    assertThat(lost.orders()).hasSize(2);

    pinwheel.closeSession(lost);

    Scripted retry = enrol.execution().successor().running();
    assertThat(inner.result()).isEqualTo(ResultKind.ABANDONED);
    assertThat(survivor.orders()).hasSize(2);
    retry.returns("enrolled");
    assertThat(enrol.value()).isEqualTo(Json.of("\"enrolled\""));
  }

  /**
   * E3: after a restart of the server the embedded worker's executions are abandoned or retried.
   */
  @Test
  void afterARestartOpenExecutionsOfTheEmbeddedWorkerAreAbandonedOrRetried(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted enrol = welcome.calls("enrol", "u1").running();
    Scripted other = pinwheel.submit("production", "welcome", "u2").running();
    other.returns("done");
    pinwheel.pause("development");
    Scripted queued = pinwheel.submit("development", "welcome", "u3");

    pinwheel.restart();

    assertThat(welcome.result()).isEqualTo(ResultKind.ABANDONED);
    assertThat(enrol.result()).isEqualTo(ResultKind.ABANDONED);
    assertThat(other.value()).isEqualTo(Json.of("\"done\""));
    assertThat(queued.result()).as("nobody had started it").isNull();
    pinwheel.embeddedWorker(TARGETS);
    pinwheel.resume("development");
    queued.running().returns("done");
    assertThat(queued.result()).isEqualTo(ResultKind.VALUE);
  }

  /** E5. */
  @Test
  void anIdempotencyKeyIsUniquePerWorkspaceAndBoundToItsRequest(EngineFixture pinwheel) {
    Command.Submitted first =
        pinwheel.execute(KeyedSubmissions.welcome("production", "u1", "order-1"));
    Command.Submitted again =
        pinwheel.execute(KeyedSubmissions.welcome("production", "u1", "order-1"));
    Command.Submitted elsewhere =
        pinwheel.execute(KeyedSubmissions.welcome("development", "u1", "order-1"));

    assertThat(first.existing()).isFalse();
    assertThat(again).isEqualTo(new Command.Submitted(first.run(), true));
    assertThat(elsewhere.existing()).as("not of the chain").isFalse();
    Rejection conflict =
        Rejections.assertRejected(
            Rejection.Kind.CONFLICT,
            () -> pinwheel.execute(KeyedSubmissions.welcome("production", "u2", "order-1")));
    assertThat(conflict).hasMessageContaining("order-1");
    assertThat(pinwheel.facts().runs()).hasSize(2);
    assertThat(worker.orders())
        .allSatisfy(order -> assertThat(order.target()).isEqualTo("welcome"));
  }

  /**
   * A command that fails in the database is rolled back and harms neither others nor the memory.
   */
  @Test
  void aBrokenCommandHarmsNoOther(EngineFixture pinwheel, TestDatabase database) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted.Calling waiting = welcome.awaits("enrol", "u1");
    Scripted enrol = waiting.running();
    Scripted sibling = welcome.calls("sendEmail", enrol.id()).running();
    assertThat(sibling.resolves(enrol.id())).isNull();
    DSLContext dsl = DSL.using(database.dataSource(), database.dialect());
    dsl.execute("alter table rerun rename to hidden");

    assertThatThrownBy(() -> pinwheel.rerun("production", enrol.step()))
        .isNotInstanceOf(Rejection.class);

    assertThatThrownBy(() -> enrol.returns("while the database is out of order"))
        .as("commands fail, but the engine lives")
        .isNotInstanceOf(Rejection.class);
    dsl.execute("alter table hidden rename to rerun");
    assertThat(enrol.result()).isNull();
    assertThat(sibling.resolves(enrol.id())).as("waiting once more changes nothing").isNull();
    Rejections.assertRejected(Rejection.Kind.CYCLE, () -> enrol.resolves(welcome.id()));
    enrol.fails("once");
    enrol.successor().running().returns("enrolled");
    assertThat(waiting.value()).isEqualTo(Json.of("\"enrolled\""));
    assertThat(sibling.told(enrol.id()).isValue()).isTrue();
  }

  /** What a link throws after the commit neither undoes nor repeats anything. */
  @Test
  void aWorkerThatThrowsHarmsNobody(EngineFixture pinwheel) {
    WorkerLink broken =
        new WorkerLink() {
          @Override
          public void execute(Order order) {
            throw new IllegalStateException("connection lost");
          }

          @Override
          public void stop(ExecutionId execution, String reason) {
            throw new IllegalStateException("connection lost");
          }

          @Override
          public void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {
            throw new IllegalStateException("connection lost");
          }

          @Override
          public void settled(ExecutionId caller, Outcome outcome) {
            throw new IllegalStateException("connection lost");
          }
        };
    pinwheel.execute(
        new WorkerCommand.OpenSession(
            "broken",
            "development",
            "v1",
            10,
            List.of(TargetSpec.manifest(EngineFixture.MODULE, "v1", TARGETS)),
            broken));

    Scripted welcome = pinwheel.submit("development", "welcome", "u1");

    assertThat(pinwheel.facts().runs()).hasSize(1);
    assertThat(pinwheel.cancel("development", welcome.id())).isEqualTo(1);
    assertThat(pinwheel.submit("production", "welcome", "u1").running().result()).isNull();
  }
}

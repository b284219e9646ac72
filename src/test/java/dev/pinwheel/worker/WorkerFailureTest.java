package dev.pinwheel.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.fixture.Tea;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WireFailure;
import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.ExecutionFailed;
import dev.pinwheel.worker.values.OutcomeExceptions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers see of failures (E2), and how an execution is stopped. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class WorkerFailureTest {

  private final FakeServer server = new FakeServer();
  private Worker worker;

  @BeforeEach
  void start() {
    Tea.observed = new Tea.Observed();
    worker =
        Worker.builder().name("test").concurrency(2).module(Tea.class).connector(server).start();
  }

  @AfterEach
  void stop() {
    worker.close();
    server.close();
  }

  private Object seen() throws InterruptedException {
    Object seen = Tea.observed.seen.poll(10, TimeUnit.SECONDS);
    assertThat(seen).as("something happened within 10 s").isNotNull();
    return seen;
  }

  @Test
  void originalClassIsThrownWithExecutionFailedAsItsCause() throws Exception {
    server.run("tea:ask", "\"own\"");

    assertThat(seen())
        .isInstanceOfSatisfying(
            Tea.OutOfTea.class,
            e -> {
              assertThat(e).hasMessage("no Darjeeling");
              assertThat(e.getCause())
                  .isInstanceOfSatisfying(
                      ExecutionFailed.class,
                      failed -> {
                        assertThat(failed.execution()).isEqualTo("R1:2:1");
                        assertThat(failed.type()).isEqualTo(Tea.OutOfTea.class.getName());
                        assertThat(failed.originalMessage()).isEqualTo("no Darjeeling");
                        assertThat(failed.frames().getFirst()).contains("Tea.brew");
                      });
            });
  }

  @Test
  void checkedExceptionIsThrownWhereTheMethodDeclaresIt() throws Exception {
    server.run("tea:ask", "\"checked\"");

    assertThat(seen()).isInstanceOf(IOException.class);
  }

  @Test
  void checkedExceptionThatMayNotBeThrownIsToldByExecutionFailed() throws Exception {
    server.run("tea:askHandle", "\"checked\"");

    assertThat(seen())
        .isInstanceOfSatisfying(
            ExecutionFailed.class, e -> assertThat(e.type()).isEqualTo("java.io.IOException"));
  }

  @Test
  void classThatCannotBeConstructedIsToldByExecutionFailed() throws Exception {
    server.run("tea:ask", "\"unconstructible\"");

    assertThat(seen())
        .isInstanceOfSatisfying(
            ExecutionFailed.class,
            e -> {
              assertThat(e.type()).isEqualTo(Tea.Unconstructible.class.getName());
              assertThat(e.originalMessage()).isEqualTo("code 7");
            });
  }

  @Test
  void causesAndErrorsTravelToo() throws Exception {
    WireFailure failure = server.run("tea:brew", "\"caused\"").failure();

    assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.cause().type()).isEqualTo(Tea.OutOfTea.class.getName());
    assertThat(failure.cause().message()).isEqualTo("inner");

    server.run("tea:ask", "\"error\"");
    assertThat(seen()).isInstanceOf(AssertionError.class);
  }

  @Test
  void framesShowTheAuthorsCodeAndNotTheMachinery() {
    WireFailure failure = server.run("tea:letItPass", "\"own\"").failure();

    assertThat(failure.type()).isEqualTo(Tea.OutOfTea.class.getName());
    assertThat(failure.frames()).hasSize(1).first().asString().contains("Tea.letItPass");
    assertThat(failure.cause().frames()).hasSize(1).first().asString().contains("Tea.brew");
  }

  @Test
  void resultThatCannotTravelFailsWithThePath() {
    assertThat(server.run("tea:brew", "\"unserialisable\"").failure().message())
        .startsWith("The result of tea:brew cannot be sent. At $ of the java.lang.String:");
  }

  @Test
  void kindsOfOutcomeHaveClassesOfTheirOwn() {
    assertThat(
            OutcomeExceptions.unchecked(
                new WireOutcome("R1:2:1", "timedOut", null, null), getClass().getClassLoader()))
        .isInstanceOf(ExecutionFailed.TimedOut.class)
        .hasMessageStartingWith("Execution R1:2:1 timed out");
    assertThat(
            OutcomeExceptions.unchecked(
                new WireOutcome("R1:2:1", "abandoned", null, null), getClass().getClassLoader()))
        .isInstanceOf(ExecutionFailed.Abandoned.class)
        .hasMessageStartingWith("Execution R1:2:1 was abandoned");
    assertThat(
            OutcomeExceptions.unchecked(
                new WireOutcome("R1:2:1", "cancelled", null, null), getClass().getClassLoader()))
        .isInstanceOf(ExecutionFailed.Cancelled.class)
        .hasMessageStartingWith("Execution R1:2:1 was cancelled");
  }

  @Test
  void stopInterruptsTheCodeAndItsReportIsDropped() throws Exception {
    CompletableFuture<WireOutcome> run = server.submit("tea:sleepy");
    Tea.observed.started.await(10, TimeUnit.SECONDS);

    server.stop("R1:1:1", "cancelled by local");

    assertThat(seen()).isEqualTo("interrupted");
    assertThat(run.get(10, TimeUnit.SECONDS).kind()).isEqualTo("cancelled");
    server.run("tea:brew", "\"ok\"");
    assertThat(server.heard(WorkerMessage.Fail.class)).isEmpty();
  }

  @Test
  void stopEndsWaitsAndRefusesFurtherCalls() throws Exception {
    CompletableFuture<WireOutcome> run = server.submit("tea:waitsForSleepy");
    Tea.observed.started.await(10, TimeUnit.SECONDS);

    server.stop("R1:1:1", "cancelled by local");

    assertThat(seen()).isEqualTo("Execution R1:1:1 was stopped: cancelled by local");
    assertThat(seen()).isEqualTo("refused again");
    assertThat(run.get(10, TimeUnit.SECONDS).kind()).isEqualTo("cancelled");
    server.stop("R1:2:1", "cancelled by local");
    assertThat(seen()).isEqualTo("interrupted");
    assertThat(server.heard(WorkerMessage.Call.class)).hasSize(1);
  }

  @Test
  void callerOfACancelledExecutionSeesThat() throws Exception {
    CompletableFuture<WireOutcome> run = server.submit("tea:waitsForSleepy");
    Tea.observed.started.await(10, TimeUnit.SECONDS);

    server.stop("R1:2:1", "cancelled by local");

    assertThat(run.get(10, TimeUnit.SECONDS).kind()).isEqualTo("value");
    assertThat(Tea.observed.seen).hasAtLeastOneElementOfType(ExecutionFailed.Cancelled.class);
  }

  @Test
  void codeThatIgnoresTheStopReportsNothing() throws Exception {
    server.submit("tea:stubborn");
    Tea.observed.started.await(10, TimeUnit.SECONDS);

    server.stop("R1:1:1", "cancelled by local");

    assertThat(seen()).isEqualTo("finished anyway");
    server.run("tea:brew", "\"ok\"");
    assertThat(server.heard(WorkerMessage.Complete.class)).hasSize(1);
  }

  @Test
  void endOfTheConnectionStopsWhatRunsAndIsTold() throws Exception {
    server.submit("tea:sleepy");
    Tea.observed.started.await(10, TimeUnit.SECONDS);

    server.disconnect("The server was stopped.");

    assertThat(worker.closed().toCompletableFuture().get(10, TimeUnit.SECONDS))
        .isEqualTo("The server was stopped.");
    assertThat(seen()).isEqualTo("interrupted");
  }

  @Test
  void whatRunsInALostSessionIsStoppedAndTheWorkerGoesOn() throws Exception {
    server.submit("tea:sleepy");
    Tea.observed.started.await(10, TimeUnit.SECONDS);

    assertThat(server.loseSession("The server has another state.")).containsExactly("R1:1:1");

    assertThat(seen()).isEqualTo("interrupted");
    assertThat(worker.running()).isZero();
    assertThat(server.run("tea:brew", "\"ok\"").value()).isEqualTo("\"ok\"");
    assertThat(server.heard(WorkerMessage.Fail.class))
        .as("what the lost execution reports")
        .isEmpty();
  }

  @Test
  void stopOfAnUnknownExecutionIsIgnored() {
    server.stop("R9:9:9", "cancelled by local");

    assertThat(server.run("tea:brew", "\"ok\"").value()).isEqualTo("\"ok\"");
    assertThat(new ServerMessage.Stop("R9:9:9", "x").execution()).isEqualTo("R9:9:9");
  }
}

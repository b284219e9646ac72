package dev.pinwheel.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the drain of a worker ends, and that the log says it once. */
class WorkerDrainTest {

  private static final String BEGINS =
      "INFO Worker joe is draining, without a time limit. Still running: 1 execution (R1:1:1)";
  private static final String IDLE = "INFO Worker joe is draining. No execution is running";
  private static final String FINISHED =
      "INFO Worker joe has drained. The server has acknowledged everything";

  @Module("shop")
  static class Shop {
    private final CountDownLatch open;

    Shop(CountDownLatch open) {
      this.open = open;
    }

    @Task
    void waits() throws InterruptedException {
      open.await();
    }
  }

  @RegisterExtension private final CapturedWorkerLog said = new CapturedWorkerLog();

  private final CountDownLatch open = new CountDownLatch(1);
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    open.countDown();
    server.close();
  }

  private Worker worker() {
    return Worker.builder()
        .name("joe")
        .provide(CountDownLatch.class, open)
        .module(Shop.class)
        .connector(server)
        .start();
  }

  private Worker workerThatExecutes() {
    Worker worker = worker();
    var unused = server.submit("shop:waits");
    await().until(() -> worker.running() == 1);
    return worker;
  }

  private CompletableFuture<Void> drainForEver(Worker worker) {
    CompletableFuture<Void> drained = CompletableFuture.runAsync(worker::drain);
    await().until(() -> said.lines().contains(BEGINS));
    return drained;
  }

  @Test
  void aThreadThatIsInterruptedIsNotCalledALimit() throws InterruptedException {
    Worker worker = workerThatExecutes();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              worker.drain();
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    await().until(() -> said.lines().contains(BEGINS));

    thread.interrupt();
    thread.join();

    assertThat(interrupted).isTrue();
    assertThat(said.lines())
        .containsExactly(
            BEGINS,
            "WARN Worker joe gives up 1 execution (R1:1:1), because the thread that waited for it was interrupted");
  }

  @Test
  void theLimitOfASecondDrainEndsTheFirstToo() {
    Worker worker = workerThatExecutes();
    CompletableFuture<Void> first = drainForEver(worker);

    assertThat(worker.drain(Duration.ofMillis(50))).isFalse();

    first.join();
    assertThat(said.lines())
        .containsExactly(
            BEGINS,
            "INFO Worker joe was asked again to drain, for at most 50 ms",
            "WARN Worker joe gives up 1 execution (R1:1:1), because the time limit of 50 ms was exceeded");
  }

  @Test
  void everybodyWhoWaitsHearsThatItHasFinished() {
    Worker worker = workerThatExecutes();
    CompletableFuture<Void> first = drainForEver(worker);
    CompletableFuture<Boolean> second =
        CompletableFuture.supplyAsync(() -> worker.drain(Duration.ofMinutes(1)));
    await().until(() -> said.lines().size() == 2);

    open.countDown();

    first.join();
    assertThat(second.join()).isTrue();
    assertThat(worker.drain(Duration.ZERO)).as("a drain when all is over").isTrue();
    assertThat(said.lines())
        .containsExactly(
            BEGINS, "INFO Worker joe was asked again to drain, for at most 60 s", FINISHED);
  }

  /** The connection ends while the drain begins, too. */
  @RepeatedTest(50)
  void aConnectionThatEndsMeanwhileIsTheReason() {
    Worker worker = workerThatExecutes();
    CompletableFuture<Void> drained = CompletableFuture.runAsync(worker::drain);
    while (!said.lines().contains(BEGINS)) {
      Thread.onSpinWait();
    }

    server.disconnect("The session of the worker has ended.");

    drained.join();
    assertThat(said.lines())
        .containsExactly(
            BEGINS,
            "WARN Worker joe gives up 1 execution (R1:1:1), because the connection has ended: The session of the worker has ended.");
  }

  @Test
  void aConnectionThatEndsBeforeTheServerHasAcknowledgedIsTheReason() {
    server.withoutAcknowledging();
    Worker worker = workerThatExecutes();
    CompletableFuture<Void> drained = drainForEver(worker);
    open.countDown();
    await().until(server::hasSaidThatNothingComes);

    server.disconnect("The session of the worker has ended.");

    drained.join();
    assertThat(said.lines())
        .containsExactly(
            BEGINS,
            "WARN Worker joe ends although the server has not acknowledged all messages, because the connection has ended: The session of the worker has ended.");
  }

  @Test
  void whoClosesAWorkerThatDrainsIsTheReason() {
    Worker worker = workerThatExecutes();
    CompletableFuture<Void> drained = drainForEver(worker);

    worker.close();

    assertThat(said.lines())
        .as("the log when close() returns: the process may end now")
        .containsExactly(
            BEGINS,
            "WARN Worker joe gives up 1 execution (R1:1:1), because the connection has ended: Worker joe was closed.");
    drained.join();
  }

  @Test
  void anOrderThatIsOnItsWayIsNotCalledFinished() {
    Worker worker = worker();
    server.assignWithoutAnOrder();

    assertThat(worker.drain(Duration.ofMillis(50))).isFalse();

    assertThat(said.lines())
        .containsExactly(
            IDLE,
            "WARN Worker joe ends although the server has not confirmed that no execution is on its way, because the time limit of 50 ms was exceeded");
  }

  @Test
  void aServerThatDoesNotAcknowledgeIsNotCalledAnExecutionThatDidNotEnd() {
    server.withoutAcknowledging();
    Worker worker = worker();

    assertThat(worker.drain(Duration.ofSeconds(1))).isFalse();

    assertThat(said.lines())
        .containsExactly(
            IDLE,
            "WARN Worker joe ends although the server has not acknowledged all messages, because the time limit of 1 s was exceeded");
  }

  @Test
  void aWorkerWithoutWorkSaysWhyItsConnectionEnded() {
    Worker worker = worker();

    server.disconnect("The session of the worker has ended.");
    worker.closed().toCompletableFuture().join();

    assertThat(worker.drain(Duration.ZERO)).isFalse();
    await().until(() -> !said.lines().isEmpty());
    assertThat(said.lines())
        .containsExactly("WARN Worker joe has ended: The session of the worker has ended.");
  }

  @Test
  void aWorkerThatIsClosedByItsOwnerSaysNothing() {
    worker().close();

    assertThat(said.lines()).isEmpty();
  }
}

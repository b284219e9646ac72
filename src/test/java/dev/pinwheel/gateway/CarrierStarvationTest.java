package dev.pinwheel.gateway;

import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.engine.EngineSettings;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Pinwheel;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tasks that compute without yielding occupy every carrier of virtual threads. Neither heartbeats,
 * reconnection nor messages need one.
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class CarrierStarvationTest extends CableFixture {

  private static final int CARRIERS = Runtime.getRuntime().availableProcessors();

  /** The engine records heartbeats no more often than this. */
  private static final Duration RECORDED_EVERY = Duration.ofSeconds(10);

  /** Code that never yields. */
  @Module("spinning")
  public static class Spinning {

    private final WorkRecorder diary;

    public Spinning(WorkRecorder diary) {
      this.diary = diary;
    }

    @Task
    public int square(int n) {
      return n * n;
    }

    @Workflow
    public int spin(int n) {
      diary.write("spins " + n);
      spinWhileClosed(diary.gate);
      Execution<Integer> square = Pinwheel.submit(() -> square(n));
      spinWhileClosed(diary.secondGate);
      return square.result();
    }

    private static void spinWhileClosed(CountDownLatch gate) {
      while (gate.getCount() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  private final WorkRecorder diary = new WorkRecorder();

  @Override
  InstantSource clockOfSockets() {
    return engine.clock();
  }

  @BeforeEach
  void closeGates() {
    diary.gate = new CountDownLatch(1);
    diary.secondGate = new CountDownLatch(1);
  }

  @AfterEach
  void openGates() {
    diary.gate.countDown();
    diary.secondGate.countDown();
  }

  private Worker worker() {
    return Worker.builder()
        .server(cable.address())
        .stopOnSignals(false)
        .workspace("production")
        .clock(engine.clock())
        .concurrency(CARRIERS)
        .provide(WorkRecorder.class, diary)
        .module(Spinning.class)
        .start();
  }

  /** One run per carrier, each of which spins when this returns. */
  private List<SubmittedRun> occupyCarriers() {
    List<SubmittedRun> runs =
        IntStream.range(0, CARRIERS)
            .mapToObj(n -> SubmittedRun.of(engine, "spinning", "spin", Integer.toString(n)))
            .toList();
    for (int n = 0; n < CARRIERS; n++) {
      diary.awaitLine("spins " + n);
    }
    return runs;
  }

  private void finish(List<SubmittedRun> runs) {
    diary.gate.countDown();
    diary.secondGate.countDown();
    for (int n = 0; n < CARRIERS; n++) {
      assertThat(runs.get(n).value()).isEqualTo(Integer.toString(n * n));
    }
  }

  @Test
  void reconnectionAndMessagesNeedNoCarrier() {
    try (Worker worker = worker()) {
      List<SubmittedRun> runs = occupyCarriers();

      cable.cutNow();
      diary.gate.countDown();

      await().until(() -> engine.facts().executions().size() == 2 * CARRIERS);
      assertThat(diary.secondGate.getCount()).as("all of them still compute").isOne();
      finish(runs);
    }
  }

  @Test
  void heartbeatsNeedNoCarrier() {
    try (Worker worker = worker()) {
      List<SubmittedRun> runs = occupyCarriers();
      Instant leaseEnds = engine.clock().instant().plus(EngineSettings.DEFAULT.lease());

      while (!engine.clock().instant().isAfter(leaseEnds)) {
        engine.clock().advance(RECORDED_EVERY);
        await()
            .untilAsserted(() -> {
              server.look();
              assertThat(heardAt()).isEqualTo(engine.clock().instant());
            });
      }

      assertThat(cable.connections()).as("connections that were opened").isOne();
      finish(runs);
    }
  }

  private Instant heardAt() {
    return engine
        .database()
        .read(dsl -> dsl.select(WORKER_SESSION.HEARD_AT).from(WORKER_SESSION).fetchSingle())
        .value1();
  }
}

package dev.pinwheel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.Cable;
import dev.pinwheel.testing.Rounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Server and workers are processes; one of them, or what connects them, breaks under load, round
 * after round. Nothing is lost, and nothing is executed twice that was not retried.
 */
@Tag("soak")
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class FaultsTest {

  private static final int ROUNDS = Rounds.left(2, 50);
  private static final int RUNS = 6;

  private final Random random = new Random(22 + Rounds.FIRST);
  private final List<TestProcess> workers = new ArrayList<>();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  private FaultFixture fixture;

  private void start(int lease) throws Exception {
    fixture = new FaultFixture(directory, lease).startServer();
  }

  @AfterEach
  void stop() {
    workers.forEach(TestProcess::close);
    if (fixture != null) {
      fixture.close();
    }
  }

  private TestProcess worker() throws Exception {
    TestProcess worker = fixture.startWorker();
    workers.add(worker);
    return worker;
  }

  private void submit(String workflow, int count) {
    for (int i = 0; i < count; i++) {
      fixture.submit(workflow, random.nextInt(1_000));
    }
  }

  @Test
  void workersKilledWhileTheyExecute() throws Exception {
    start(FaultFixture.SHORT_LEASE);
    for (int round = 0; round < ROUNDS; round++) {
      TestProcess worker = worker();
      submit("sturdy", RUNS);
      submit("frail", 2);
      fixture.awaitLines(1 + random.nextInt(40));
      worker.kill();
    }
    worker();
    fixture.awaitEnd();

    Records records = fixture.records().check();
    assertThat(records.retried()).as("lost with their worker").isGreaterThanOrEqualTo(ROUNDS);
  }

  @Test
  void connectionsCutAtEveryKindOfMessage() throws Exception {
    start(FaultFixture.LONG_LEASE);
    int all = 2 * Cable.KINDS.size() * 2;
    int rounds = Rounds.left(6, all);
    try (Cable cable = new Cable(fixture.port())) {
      workers.add(fixture.startWorker(cable.address()));
      for (int i = 0; i < rounds; i++) {
        int round = Rounds.ALL ? all - rounds + i : 5 * i;
        String kind = Cable.KINDS.get(round % Cable.KINDS.size());
        boolean before = (Rounds.ALL ? round : i) / Cable.KINDS.size() % 2 == 0;
        cable.cutAt(new Cable.Cut(kind, 1 + random.nextInt(6), before));
        if (kind.contains("welcome") || kind.contains("hello")) {
          cable.cutAt(new Cable.Cut(kind, 1, before));
          cable.cutNow();
        }
        submit("sturdy", RUNS);
        fixture.awaitEnd();
        if (cable.isToCut()) {
          // Not so many of them came by: some are sent together.
          cable.cutAt(new Cable.Cut(kind, 1, before));
          submit("sturdy", RUNS);
          fixture.awaitEnd();
        }
        assertThat(cable.isToCut()).as(kind).isFalse();
      }
      assertThat(cable.cuts()).isGreaterThanOrEqualTo(rounds);
    }

    fixture.records().check().checkNothingRetried();
  }

  @Test
  void serversKilledUnderLoad() throws Exception {
    start(FaultFixture.LONG_LEASE);
    worker();
    worker();
    for (int round = 0; round < ROUNDS; round++) {
      submit("sturdy", 2 * RUNS);
      submit("frail", 2);
      fixture.awaitLines(1 + random.nextInt(100));
      fixture.killServer();
      fixture.startServer();
    }
    fixture.awaitEnd();

    fixture.records().check().checkNothingRetried();
  }

  @Test
  void oneOfTwoWorkersFreezes() throws Exception {
    start(FaultFixture.SHORT_LEASE);
    List<TestProcess> two = List.of(worker(), worker());
    for (int round = 0; round < ROUNDS; round++) {
      TestProcess frozen = two.get(random.nextInt(2));
      submit("sturdy", RUNS);
      fixture.awaitLines(1 + random.nextInt(40));
      frozen.signal("STOP");
      fixture.awaitEnd();
      frozen.signal("CONT");
    }
    fixture.awaitEnd();

    Records records = fixture.records().check();
    assertThat(records.retried()).as("lost with the frozen worker").isPositive();
  }

  @Test
  void resultsDeliveredTwice() throws Exception {
    start(FaultFixture.LONG_LEASE);
    try (Cable cable = new Cable(fixture.port())) {
      workers.add(fixture.startWorker(cable.address()));
      for (int round = 0; round < ROUNDS; round++) {
        // The server has the result, and the worker does not know.
        cable.cutAt(new Cable.Cut("\"type\":\"complete\"", 1 + random.nextInt(10), false));
        submit("sturdy", RUNS);
        fixture.awaitEnd();
      }
      assertThat(cable.cuts()).isGreaterThanOrEqualTo(ROUNDS);
    }

    fixture.records().check().checkNothingRetried();
  }

  @Test
  void resultsOfWhatIsCancelledMeanwhile() throws Exception {
    start(FaultFixture.LONG_LEASE);
    worker();
    // Longer than it takes to see that one has begun.
    int millis = 200;
    List<FaultFixture.Asked> runs = new ArrayList<>();
    List<Integer> cancelled = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      FaultFixture.Asked run = fixture.submit("stubborn", millis);
      String id = fixture.idOf(run);
      fixture.awaitLines(journalOf(id) ? 0 : 1);
      pass(random.nextInt(2 * millis));
      runs.add(run);
      cancelled.add(fixture.cancel(id));
    }
    fixture.awaitEnd();

    Records records = fixture.records().check();
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(records.kindOf(runs.get(round)))
          .isEqualTo(cancelled.get(round) == 1 ? ResultKind.CANCELLED : ResultKind.VALUE);
    }
    if (Rounds.ALL && ROUNDS > 10) {
      assertThat(cancelled).as("some before their end, some after").contains(0, 1);
    }
  }

  private boolean journalOf(String run) {
    return fixture.journal().stream().anyMatch(line -> line.execution().startsWith(run + ":"));
  }

  private static void pass(int millis) throws InterruptedException {
    var unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  @Test
  void aWorkerThatIsAloneDrainsUnderLoad() throws Exception {
    start(FaultFixture.LONG_LEASE);
    int rounds = Rounds.ALL ? ROUNDS : 1;
    for (int round = 0; round < rounds; round++) {
      TestProcess worker = worker();
      submit("sturdy", RUNS);
      fixture.awaitLines(1 + random.nextInt(20));
      worker.signal("TERM");
      assertThat(worker.exitCode()).as("the exit code of a drained worker").isZero();
    }
    worker();
    fixture.awaitEnd();

    fixture.records().check().checkNothingRetried();
  }

  @Test
  void aSecondSignalStopsAtOnceAndSoDoesTheLimit() throws Exception {
    start(FaultFixture.LONG_LEASE);
    TestProcess asked = worker();
    fixture.submit("stubborn", 100_000);
    fixture.awaitLines(1);
    asked.signal("TERM");
    pass(500);
    assertThat(asked.isAlive()).as("finishes what it has").isTrue();
    asked.signal("TERM");
    assertThat(asked.exitCode()).isEqualTo(143);
    fixture.awaitEnd();

    TestProcess limited = fixture.startWorkerDraining(300);
    workers.add(limited);
    fixture.submit("stubborn", 100_000);
    fixture.awaitLines(1);
    limited.signal("TERM");
    assertThat(limited.exitCode()).isEqualTo(143);
    fixture.awaitEnd();

    Records records = fixture.records().check();
    assertThat(records.asked())
        .hasSize(2)
        .allSatisfy(run -> assertThat(records.kindOf(run)).isEqualTo(ResultKind.ABANDONED));
  }
}

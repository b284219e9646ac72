package dev.pinwheel.gateway;

import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Pinwheel;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.Cable;
import dev.pinwheel.testing.FactsSnapshot;
import dev.pinwheel.testing.Rounds;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.worker.Worker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A lost connection loses nothing and repeats nothing, wherever it is cut; neither does a server
 * that is started again.
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class ReconnectTest extends CableFixture {

  /** Calls in every way. */
  @Module("calls")
  public static class Calls {

    private final WorkRecorder diary;

    public Calls(WorkRecorder diary) {
      this.diary = diary;
    }

    @Task
    public int square(int n) {
      diary.write("square " + n);
      Pinwheel.log().info("Squaring {n}", n);
      return n * n;
    }

    @Task
    public int fail(int n) {
      diary.write("fail " + n);
      throw new IllegalStateException("No " + n);
    }

    @Task
    public int slow(int n) {
      diary.write("slow " + n);
      diary.passGate();
      return n;
    }

    @Workflow
    public int everything(int n) {
      int blocking = square(n);
      List<Execution<Integer>> submitted =
          IntStream.range(0, 3).mapToObj(i -> Pinwheel.submit(() -> square(n + i))).toList();
      int sum = blocking;
      for (Execution<Integer> execution : submitted) {
        sum += execution.result();
      }
      Pinwheel.progress(0.5);
      Execution<Integer> failing = Pinwheel.submit(() -> fail(n));
      try {
        sum += failing.result();
      } catch (RuntimeException expected) {
        sum++;
      }
      return sum;
    }

    @Workflow
    public int waits(int n) {
      return slow(n) + 1;
    }

    @Workflow
    public int callsMore(int n) {
      slow(n);
      Execution<Integer> more = Pinwheel.submit(() -> square(n));
      int sum = square(n + 1) + more.result();
      Pinwheel.submit(() -> square(n + 2));
      return sum;
    }
  }

  private final WorkRecorder diary = new WorkRecorder();

  private Worker worker() {
    return worker(Calls.class, diary).start();
  }

  private SubmittedRun submit(String workflow, int n) {
    return SubmittedRun.of(engine, "calls", workflow, Integer.toString(n));
  }

  private static int expected(int n) {
    return n * n + IntStream.range(0, 3).map(i -> (n + i) * (n + i)).sum() + 1;
  }

  /** Nothing was executed twice, every call is recorded once, every line was logged once. */
  private void checkOnce(RunId run, int n) {
    FactsSnapshot facts = engine.facts();
    assertThat(facts.executions().stream().filter(row -> row.getRunId() == run.number()))
        .hasSize(6)
        .allSatisfy(row -> assertThat(row.getAttempt()).isEqualTo(1));
    assertThat(diary.done)
        .containsExactlyInAnyOrder(
            "square " + n, "square " + n, "square " + (n + 1), "square " + (n + 2), "fail " + n);
    diary.done.clear();
  }

  @Test
  @Tag("soak")
  void connectionCutAtWhatEveryRunSaysLosesAndRepeatsNothing() {
    int rounds = Rounds.left(1, 50);
    try (Worker worker = worker()) {
      int n = 0;
      for (int round = 0; round < rounds; round++) {
        for (String kind : Cable.KINDS) {
          for (boolean before : List.of(true, false)) {
            n++;
            cable.cutAt(new Cable.Cut(kind, 1 + round % 4, before));
            if (kind.contains("welcome") || kind.contains("hello")) {
              cable.cutNow();
            }

            SubmittedRun run = submit("everything", n);

            assertThat(run.value())
                .as("round %d, cut %s %s", round, before ? "before" : "after", kind)
                .isEqualTo(Integer.toString(expected(n)));
            checkOnce(run.run(), n);
          }
        }
      }
      assertThat(cable.cuts()).isGreaterThan(rounds * Cable.KINDS.size());
    }
  }

  @Test
  void resultFinishedWhileDisconnectedArrivesAfterwards() throws Exception {
    diary.gate = new CountDownLatch(1);
    try (Worker worker = worker()) {
      SubmittedRun run = submit("waits", 7);
      diary.awaitLine("slow 7");
      cable.breakOff();
      diary.gate.countDown();
      cable.mend(server.port());

      assertThat(run.value()).isEqualTo("8");
      assertThat(diary.done).containsExactly("slow 7");
    }
  }

  @Test
  void resultFinishedWhileTheServerWasDownArrivesAfterItsRestart() throws Exception {
    diary.gate = new CountDownLatch(1);
    try (Worker worker = worker()) {
      SubmittedRun run = submit("waits", 7);
      SubmittedRun another = submit("everything", 1);
      assertThat(another.value()).isEqualTo(Integer.toString(expected(1)));
      diary.awaitLine("slow 7");
      cable.breakOff();
      server.close();
      diary.gate.countDown();
      engine.restart();
      server = SocketServer.start(engine.engine(), InstantSource.system());
      cable.mend(server.port());

      assertThat(run.value()).isEqualTo("8");
      assertThat(diary.done).containsOnlyOnce("slow 7");
      assertThat(engine.facts().executions())
          .allSatisfy(row -> assertThat(row.getAttempt()).isEqualTo(1));
    }
  }

  /** The worker still counts the messages of the server before. */
  @Test
  void restartedServerWhoseWelcomeIsLostContinuesTheSession() throws Exception {
    diary.gate = new CountDownLatch(1);
    try (Worker worker = worker()) {
      SubmittedRun run = submit("waits", 7);
      diary.awaitLine("slow 7");
      cable.breakOff();
      server.close();
      engine.restart();
      server = SocketServer.start(engine.engine(), InstantSource.system());
      cable.cutAt(new Cable.Cut("\"type\":\"welcome\"", 1, true));
      cable.mend(server.port());
      await().until(() -> !cable.isToCut());

      diary.gate.countDown();

      assertThat(run.value()).isEqualTo("8");
      assertThat(diary.done).containsExactly("slow 7");
    }
  }

  @Test
  void serverThatHasForgottenEverythingGetsNewWorkFromTheSameWorkerDone() throws Exception {
    diary.gate = new CountDownLatch(1);
    try (Worker worker = worker()) {
      submit("waits", 7);
      diary.awaitLine("slow 7");
      cable.breakOff();
      server.close();
      engine.startOver();
      engine.workspace("production");
      server = SocketServer.start(engine.engine(), InstantSource.system());
      cable.mend(server.port());
      await()
          .until(() -> engine.database().<Integer>read(dsl -> dsl.fetchCount(WORKER_SESSION)) == 1);

      SubmittedRun run = submit("everything", 1);

      assertThat(run.value()).isEqualTo(Integer.toString(expected(1)));
      await().until(() -> worker.running() == 0);
    }
  }

  @Test
  @Tag("soak")
  void serverStartedAgainUnderLoadLosesAndRepeatsNothing() throws Exception {
    int rounds = Rounds.left(2, 50);
    try (Worker worker = worker()) {
      for (int round = 0; round < rounds; round++) {
        int n = 10 * round;
        List<SubmittedRun> runs =
            IntStream.range(0, 8).mapToObj(i -> submit("everything", n)).toList();
        int some = 3 * (round % 12);
        await().until(() -> diary.done.size() > some);
        cable.breakOff();
        server.close();
        engine.restart();
        server = SocketServer.start(engine.engine(), InstantSource.system());
        cable.mend(server.port());

        for (SubmittedRun run : runs) {
          assertThat(run.value()).isEqualTo(Integer.toString(expected(n)));
        }
        assertThat(diary.done).hasSize(8 * 5);
        assertThat(engine.facts().executions())
            .allSatisfy(row -> assertThat(row.getAttempt()).isEqualTo(1));
        diary.done.clear();
      }
    }
  }

  @Test
  void executionCancelledMeanwhileIsStoppedWhenTheWorkerIsBack() throws Exception {
    diary.gate = new CountDownLatch(1);
    try (Worker worker = worker()) {
      SubmittedRun run = submit("waits", 7);
      diary.awaitLine("slow 7");
      cable.breakOff();
      engine.cancelRun("production", run.run());
      assertThat(run.awaitEnd()).isEqualTo(ResultKind.CANCELLED);
      cable.mend(server.port());

      await().until(() -> worker.running() == 0);
    }
  }

  @Test
  void drainedWorkerFinishesWhatItHasAndTakesNothingNew() throws Exception {
    diary.gate = new CountDownLatch(1);
    Worker first = worker();
    SubmittedRun run = submit("waits", 7);
    diary.awaitLine("slow 7");
    CompletableFuture<Void> drained = CompletableFuture.runAsync(first::drain);
    await().until(this::isDraining);
    SubmittedRun later = submit("everything", 3);
    assertThat(drained).isNotDone();

    diary.gate.countDown();
    drained.get(20, TimeUnit.SECONDS);

    assertThat(run.value()).isEqualTo("8");
    assertThat(engine.facts().assignments()).hasSize(2);
    try (Worker second = worker()) {
      assertThat(later.value()).isEqualTo(Integer.toString(expected(3)));
    }
  }

  @Test
  @Tag("soak")
  void drainedWorkerThatIsAloneFinishesWhatItsExecutionsCall() throws Exception {
    int rounds = Rounds.left(5, 50);
    for (int round = 0; round < rounds; round++) {
      diary.gate = new CountDownLatch(1);
      Worker worker = worker();
      SubmittedRun run = submit("callsMore", 10 * round);
      diary.awaitLine("slow " + 10 * round);
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(() -> worker.drain(Duration.ofSeconds(60)));
      await().until(this::isDraining);
      diary.gate.countDown();

      assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();

      assertThat(run.value())
          .isEqualTo(Integer.toString(100 * round * round + (10 * round + 1) * (10 * round + 1)));
      assertThat(engine.facts().results().values())
          .as("nothing that was on its way is lost")
          .noneMatch(result -> result.getKind().equals(ResultKind.ABANDONED.word()));
    }
  }

  @Test
  void drainGivesUpAtItsLimit() {
    diary.gate = new CountDownLatch(1);
    Worker worker = worker();
    SubmittedRun run = submit("waits", 7);
    diary.awaitLine("slow 7");

    assertThat(worker.drain(Duration.ofMillis(50))).isFalse();

    assertThat(run.awaitEnd()).isEqualTo(ResultKind.ABANDONED);
  }

  private boolean isDraining() {
    return engine
        .database()
        .read(dsl ->
            dsl.fetchExists(
                WORKER_SESSION,
                WORKER_SESSION.DRAINING.isTrue().and(WORKER_SESSION.ENDED_AT.isNull())));
  }
}

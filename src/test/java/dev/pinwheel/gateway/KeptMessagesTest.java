package dev.pinwheel.gateway;

import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Pinwheel;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.worker.Worker;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept for the other side while it is away is bounded, and nothing is lost for that. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class KeptMessagesTest extends CableFixture {

  private static final int RUNS = 6;
  private static final int LENGTH = 12_000_000;

  /** Values that together are more than the server keeps. */
  @Module("large")
  public interface Large {
    @Task
    String value(int n);
  }

  /** Makes them. */
  @Module("large")
  public static class LargeValues implements Large {
    static volatile CountDownLatch gate = new CountDownLatch(1);
    static final AtomicInteger MADE = new AtomicInteger();

    @Override
    @Task
    public String value(int n) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      MADE.incrementAndGet();
      return Integer.toString(n).repeat(LENGTH);
    }
  }

  /** Waits for them. */
  @Module("asking")
  public static class Asking {
    private final Large large;

    public Asking(Large large) {
      this.large = large;
    }

    @Workflow
    public int lengthOf(int n) {
      return large.value(n).length();
    }

    static volatile CountDownLatch quiet = new CountDownLatch(1);
    static volatile boolean said;

    @Workflow
    public int chatter(int lines) throws InterruptedException {
      quiet.await();
      String line = "x".repeat(200_000);
      for (int i = 0; i < lines; i++) {
        Pinwheel.log().info(line);
      }
      said = true;
      return lines;
    }
  }

  private static Worker worker(String address, Class<?> module) {
    return Worker.builder()
        .name(module.getSimpleName())
        .server(address)
        .stopOnSignals(false)
        .workspace("production")
        .concurrency(RUNS)
        .module(module)
        .start();
  }

  @Test
  void aWorkerThatIsAwayForLongAsksAgain() {
    try (Worker making = worker(server.address(), LargeValues.class);
        Worker asking = worker(cable.address(), Asking.class)) {
      List<SubmittedRun> runs =
          IntStream.range(0, RUNS)
              .mapToObj(n -> SubmittedRun.of(engine, "asking", "lengthOf", Integer.toString(n)))
              .toList();
      await().until(() -> making.running() == RUNS);
      cable.breakOff();
      LargeValues.gate.countDown();
      engine.changes().awaitUntil("all values", () -> engine.facts().results().size() == RUNS);
      cable.mend(server.port());

      for (SubmittedRun run : runs) {
        assertThat(run.value()).isEqualTo(Integer.toString(LENGTH));
      }
      assertThat(LargeValues.MADE).hasValue(RUNS);
      await().until(() -> asking.running() == 0);
    }
  }

  @Test
  void aWorkerThatCannotReachTheServerDropsLogsOnly() {
    try (Worker worker = worker(cable.address(), Asking.class)) {
      SubmittedRun run = SubmittedRun.of(engine, "asking", "chatter", "1000");
      await().until(() -> worker.running() == 1);
      cable.breakOff();
      Asking.quiet.countDown();
      await().until(() -> Asking.said);
      cable.mend(server.port());

      assertThat(run.value()).isEqualTo("1000");
      await()
          .untilAsserted(() ->
              assertThat(engine.database().<Integer>read(dsl -> dsl.fetchCount(LOG_MESSAGE)))
                  .as(
                      "lines of 200,000 characters in a bound of 64 million, some of them sent before")
                  .isBetween(250, 400));
    }
  }
}

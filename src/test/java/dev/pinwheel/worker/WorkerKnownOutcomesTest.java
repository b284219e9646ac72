package dev.pinwheel.worker;

import static dev.pinwheel.sdk.Pinwheel.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outcomes that the server tells unasked are used without asking, and the use is reported. */
class WorkerKnownOutcomesTest {

  private final FakeServer server = new FakeServer();
  private final CountDownLatch told = new CountDownLatch(2);
  private Worker worker;

  /** Looks at results only once they have been told. */
  @Module("sums")
  public static class Sums {

    private final CountDownLatch told;

    public Sums(CountDownLatch told) {
      this.told = told;
    }

    @Task
    int twice(int n) {
      return 2 * n;
    }

    @Workflow
    int sum() throws InterruptedException {
      Execution<Integer> one = submit(() -> twice(1));
      Execution<Integer> two = submit(() -> twice(2));
      told.await();
      int sum = one.result() + two.result() + two.result();
      return sum + twice(3);
    }
  }

  @BeforeEach
  void start() {
    server.afterSettled(outcome -> told.countDown());
    worker =
        Worker.builder()
            .name("joe")
            .connector(server)
            .provide(CountDownLatch.class, told)
            .module(Sums.class)
            .start();
  }

  @AfterEach
  void close() {
    worker.close();
    server.close();
  }

  @Test
  void noQuestionIsAskedAndEachUseIsReportedOnceBeforeTheNextCall() {
    WireOutcome outcome = server.run("sums:sum");

    assertThat(outcome.value()).isEqualTo("16");
    assertThat(server.heard(WorkerMessage.Resolve.class)).isEmpty();
    List<WorkerMessage> ofSum =
        server.heard().stream()
            .filter(message ->
                message instanceof WorkerMessage.Used
                    || (message instanceof WorkerMessage.Call call && call.blocking()))
            .toList();
    assertThat(ofSum).hasSize(2);
    assertThat(((WorkerMessage.Used) ofSum.getFirst()).awaited())
        .containsExactly("R1:2:1", "R1:3:1");
  }
}

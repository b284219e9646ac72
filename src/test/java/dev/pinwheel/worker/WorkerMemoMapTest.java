package dev.pinwheel.worker;

import static dev.pinwheel.sdk.Pinwheel.options;
import static dev.pinwheel.sdk.Pinwheel.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.key.MemoKey;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** M14: calls that are in the map the worker was handed are answered without the server. */
class WorkerMemoMapTest {

  private static final long MAP = 4711;
  private static final String KNOWN = "R9:2:1";

  private final FakeServer server = new FakeServer();
  private Worker worker;

  /** Squares numbers. */
  @Module("sums")
  public static class Sums {

    @Task(memo = @Memo)
    int square(int n) {
      return n * n;
    }

    @Workflow
    int once(int n) {
      return square(n);
    }

    @Workflow
    int submitted(int n) {
      Execution<Integer> square = submit(() -> square(n));
      return square.result();
    }

    @Workflow
    int unmemoized(int n) {
      return options().memoOff().call(() -> square(n));
    }
  }

  @BeforeEach
  void start() {
    worker = Worker.builder().name("joe").connector(server).module(Sums.class).start();
    server.memoize(
        MAP,
        new ServerMessage.MemoizedTarget(
            "sums",
            "square",
            List.of(0),
            List.of(new ServerMessage.MemoizedValue(key("3"), KNOWN, "1000"))));
  }

  @AfterEach
  void close() {
    worker.close();
    server.close();
  }

  @Test
  void aHitIsUsedAndReportedBeforeTheResult() {
    assertThat(server.run("sums:once", "3").value()).isEqualTo("1000");

    assertThat(server.heard(WorkerMessage.Call.class)).isEmpty();
    List<WorkerMessage> end =
        server.heard().stream()
            .filter(m -> m instanceof WorkerMessage.Used || m instanceof WorkerMessage.Complete)
            .toList();
    assertThat(end.getFirst())
        .isEqualTo(
            new WorkerMessage.Used(
                "R1:1:1",
                List.of(new WorkerMessage.ReusedCall(1, KNOWN, List.of("3"), null)),
                List.of(KNOWN)));
    assertThat(end.getLast()).isInstanceOf(WorkerMessage.Complete.class);
  }

  /** M3: 3.0 is the same number. */
  @Test
  void theKeyIsThatOfTheServer() {
    assertThat(key("3.0")).isEqualTo(key("3"));
  }

  @Test
  void aSubmittedHitIsAHandleOfTheKnownExecution() {
    WireOutcome outcome = server.run("sums:submitted", "3");

    assertThat(outcome.value()).isEqualTo("1000");
    assertThat(server.heard(WorkerMessage.Call.class)).isEmpty();
    assertThat(server.heard(WorkerMessage.Resolve.class)).isEmpty();
  }

  @Test
  void whatIsNotInTheMapGoesToTheServer() {
    assertThat(server.run("sums:once", "4").value()).isEqualTo("16");

    assertThat(server.calledTargets()).containsExactly("square");
    assertThat(server.heard(WorkerMessage.Used.class)).isEmpty();
  }

  @Test
  void aCallSiteWithAnOptionOfItsOwnGoesToTheServer() {
    assertThat(server.run("sums:unmemoized", "3").value()).isEqualTo("9");
  }

  @Test
  void aForgottenKeyGoesToTheServer() {
    server.forget(MAP, key("3"));

    assertThat(server.run("sums:once", "3").value()).isEqualTo("9");
  }

  @Test
  void aForgottenMapIsNotUsed() {
    server.forget(MAP);

    assertThat(server.run("sums:once", "3").value()).isEqualTo("9");
  }

  private static String key(String argument) {
    return MemoKey.of(
            "sums", "square", List.of(argument.getBytes(StandardCharsets.UTF_8)), List.of(0))
        .toString();
  }
}

package dev.pinwheel.worker.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.protocol.WorkerMessage;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogBacklogTest {

  private final LogBacklog logs = new LogBacklog();
  private final WorkerMessage large = line(10_000_000);

  private static WorkerMessage line(int characters) {
    return new WorkerMessage.Log(
        List.of(new WorkerMessage.LogLine("X-1", 0, "info", "x".repeat(characters), "{}")));
  }

  @BeforeEach
  void fill() {
    assertThat(IntStream.range(0, 6).allMatch(n -> logs.keep(large))).isTrue();
  }

  @Test
  void dropsMoreThanTheBoundWhileNobodyTakesThem() {
    assertThat(logs.keep(large)).isFalse();
    assertThat(logs.keep(line(1_000))).as("what is small still fits").isTrue();
    assertThat(logs.keep(new WorkerMessage.Drain())).as("no log").isTrue();

    assertThat(logs.connected()).isOne();
    assertThat(logs.connected()).as("said once").isZero();
  }

  @Test
  void waitsForAConnectedServer() throws Exception {
    assertThat(logs.connected()).isZero();
    FutureTask<Boolean> kept = keepAside();

    logs.delivered(large);

    assertThat(kept.get()).isTrue();
    assertThat(logs.connected()).isZero();
  }

  @Test
  void doesNotWaitForAServerThatIsGone() throws Exception {
    assertThat(logs.connected()).isZero();
    FutureTask<Boolean> kept = keepAside();

    logs.disconnected();

    assertThat(kept.get()).isFalse();
    assertThat(logs.connected()).isOne();
  }

  private FutureTask<Boolean> keepAside() {
    FutureTask<Boolean> kept = new FutureTask<>(() -> logs.keep(large));
    Thread thread = Thread.ofPlatform().daemon().start(kept);
    await().until(() -> thread.getState() == Thread.State.WAITING);
    return kept;
  }
}

package dev.pinwheel.worker.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.protocol.WorkerMessage.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogOutboxTest {

  private static final int LARGE = 200_000;

  private final LogOutbox logs = new LogOutbox();

  private static LogLine line(String text) {
    return new LogLine("R1:1:1", 0, "info", text, "{}");
  }

  private static LogLine large() {
    return line("x".repeat(LARGE));
  }

  private List<WorkerMessage.Log> takeAll() {
    List<WorkerMessage.Log> taken = new ArrayList<>();
    for (WorkerMessage.Log log = logs.next(); log != null; log = logs.next()) {
      taken.add(log);
    }
    return taken;
  }

  private void fill() {
    logs.add(IntStream.range(0, 330).mapToObj(n -> large()).toList());
  }

  @Test
  void numbersLinesFromOne() {
    assertThat(logs.connected()).isZero();
    logs.add(List.of(line("a"), line("b")));
    assertThat(takeAll()).containsExactly(new WorkerMessage.Log(1, List.of(line("a"), line("b"))));
    logs.add(List.of(line("c")));

    assertThat(takeAll()).containsExactly(new WorkerMessage.Log(3, List.of(line("c"))));
  }

  @Test
  void sendsNothingWhileNobodyIsConnected() {
    logs.add(List.of(line("a")));
    assertThat(takeAll()).isEmpty();

    assertThat(logs.connected()).isZero();

    assertThat(takeAll()).hasSize(1);
  }

  @Test
  void onlyAPartIsUnderWay() {
    assertThat(logs.connected()).isZero();
    logs.add(IntStream.range(0, 20).mapToObj(n -> large()).toList());

    int lines = takeAll().stream().mapToInt(log -> log.lines().size()).sum();
    assertThat(lines).isEqualTo(Protocol.MAX_LOG_UNDER_WAY / LARGE);
    logs.stored(2);

    assertThat(takeAll().stream().mapToInt(log -> log.lines().size()).sum()).isEqualTo(2);
  }

  @Test
  void aLineThatIsLargerThanThePartTravelsAlone() {
    assertThat(logs.connected()).isZero();
    logs.add(List.of(line("x".repeat(2 * Protocol.MAX_LOG_UNDER_WAY)), line("b")));

    assertThat(takeAll()).extracting(WorkerMessage.Log::first).containsExactly(1L);
    logs.stored(1);
    assertThat(takeAll()).extracting(WorkerMessage.Log::first).containsExactly(2L);
  }

  @Test
  void aServerThatHasForgottenThemGetsThoseThatItHasNotStored() {
    assertThat(logs.connected()).isZero();
    logs.add(List.of(line("a"), line("b"), line("c")));
    assertThat(takeAll()).hasSize(1);
    logs.disconnected();

    logs.restart(1);
    assertThat(logs.connected()).isZero();

    assertThat(takeAll()).containsExactly(new WorkerMessage.Log(2, List.of(line("b"), line("c"))));
  }

  @Test
  void isSettledWhenEverythingBeforeIsStored() {
    assertThat(logs.settled()).isDone();
    assertThat(logs.connected()).isZero();
    logs.add(List.of(line("a"), line("b")));
    CompletableFuture<Void> settled = logs.settled();
    logs.add(List.of(line("c")));
    assertThat(takeAll()).hasSize(1);

    logs.stored(1);
    assertThat(settled).isNotDone();
    logs.stored(2);
    assertThat(settled).isDone();
  }

  @Test
  void dropsMoreThanTheBoundWhileNobodyTakesThem() {
    fill();

    logs.add(List.of(line("small")));
    logs.awaitRoom();

    assertThat(logs.connected()).as("dropped").isEqualTo(330 - LogOutbox.MAX_KEPT / (LARGE + 102));
    assertThat(logs.connected()).as("said once").isZero();
  }

  @Test
  void codeThatLogsWaitsForAConnectedServer() throws Exception {
    Thread waiting = waitWithFullOutbox();

    assertThat(takeAll()).isNotEmpty();
    logs.stored(5);
    assertThat(waiting.isAlive()).as("330 lines are far more than the bound").isTrue();
    for (List<WorkerMessage.Log> taken = takeAll(); !taken.isEmpty(); taken = takeAll()) {
      logs.stored(taken.getLast().first());
    }

    waiting.join();
    assertThat(logs.connected()).as("dropped").isZero();
  }

  @Test
  void codeThatLogsDoesNotWaitForAServerThatIsGone() throws Exception {
    Thread waiting = waitWithFullOutbox();

    logs.disconnected();

    waiting.join();
    logs.add(List.of(large()));
    assertThat(logs.connected()).isOne();
  }

  private Thread waitWithFullOutbox() {
    assertThat(logs.connected()).isZero();
    fill();
    Thread thread = Thread.ofPlatform().daemon().start(logs::awaitRoom);
    await().until(() -> thread.getState() == Thread.State.WAITING);
    return thread;
  }
}

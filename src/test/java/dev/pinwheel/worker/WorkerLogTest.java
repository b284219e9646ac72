package dev.pinwheel.worker;

import static dev.pinwheel.sdk.Pinwheel.log;
import static dev.pinwheel.sdk.Pinwheel.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.protocol.WorkerMessage.LogLine;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Structured messages, captured output and progress. */
class WorkerLogTest {

  static volatile CountDownLatch release = new CountDownLatch(1);

  @Module("talk")
  static class Talk {

    @Task
    void structured() {
      log().info("Imported {rows} rows from {file}", 12, Map.of("name", "a.csv"));
      log().debug("{x} is {x}, {y} is missing", 1);
      log().warn("plain {braces}");
      log().error("surplus", "one", 2);
      log().info("odd {value}", Thread.currentThread());
    }

    @Task
    void prints() {
      System.out.println("hello");
      System.out.print("half ");
      System.err.print("careful\r\n");
      System.out.printf("and half%nüber%n");
      System.out.print("no line feed");
    }

    @Task
    void chatty(int lines) {
      for (int i = 0; i < lines; i++) {
        log().info("line {i}", i);
      }
    }

    @Task
    void one() throws InterruptedException {
      log().info("before the end");
      release.await();
    }

    @Task
    void advances() {
      progress(0);
      progress(0.5);
      progress(0.501);
      progress(0.502);
      progress(0.6);
      progress(1);
    }
  }

  private final FakeServer server = new FakeServer();
  private PrintStream consoleBefore;
  private Worker worker;

  @BeforeEach
  void start() {
    release = new CountDownLatch(1);
    consoleBefore = System.out;
    worker =
        Worker.builder()
            .module(Talk.class)
            .clock(InstantSource.fixed(Instant.ofEpochMilli(1_234)))
            .connector(server)
            .start();
  }

  @AfterEach
  void stop() {
    worker.close();
    server.close();
    assertThat(System.out).isSameAs(consoleBefore);
  }

  private List<LogLine> lines() {
    return server.heard(WorkerMessage.Log.class).stream()
        .flatMap(batch -> batch.lines().stream())
        .toList();
  }

  private static LogLine line(String level, String template, String values) {
    return new LogLine("R1:1:1", 1_234, level, template, values);
  }

  @Test
  void structuredMessagesKeepTheirValues() {
    server.run("talk:structured");

    assertThat(lines().subList(0, 4))
        .containsExactly(
            line(
                "info",
                "Imported {rows} rows from {file}",
                "{\"rows\":12,\"file\":{\"name\":\"a.csv\"}}"),
            line("debug", "{x} is {x}, {y} is missing", "{\"x\":1}"),
            line("warn", "plain {braces}", "{}"),
            line("error", "surplus [one, 2]", "{}"));
    assertThat(lines().get(4).values()).startsWith("{\"value\":\"VirtualThread[");
  }

  @Test
  void whatIsPrintedReachesTheLogLineByLine() {
    server.run("talk:prints");

    assertThat(lines())
        .containsExactlyInAnyOrder(
            line("stdout", "hello", "{}"),
            line("stderr", "careful", "{}"),
            line("stdout", "half and half", "{}"),
            line("stdout", "über", "{}"),
            line("stdout", "no line feed", "{}"));
  }

  @Test
  void whatOthersPrintIsNotCaptured() {
    System.out.println("printed by the test");
    server.run("talk:chatty", "1");

    assertThat(lines()).containsExactly(line("info", "line {i}", "{\"i\":0}"));
  }

  @Test
  void linesTravelInBatchesInOrderAndBeforeTheReport() {
    server.run("talk:chatty", "1000");

    assertThat(lines()).hasSize(1000);
    assertThat(lines()).extracting(LogLine::values).startsWith("{\"i\":0}").endsWith("{\"i\":999}");
    assertThat(server.heard(WorkerMessage.Log.class).size()).isBetween(20, 40);
    assertThat(server.heard().getLast()).isInstanceOf(WorkerMessage.Complete.class);
  }

  @Test
  void singleLineArrivesWhileTheExecutionIsStillRunning() {
    server.submit("talk:one");

    await().untilAsserted(() -> assertThat(lines()).hasSize(1));
    assertThat(server.heard(WorkerMessage.Complete.class)).isEmpty();
    release.countDown();
  }

  @Test
  void progressIsToldWhenItIsWorthTelling() {
    server.run("talk:advances");

    assertThat(server.heard(WorkerMessage.Progress.class))
        .extracting(WorkerMessage.Progress::fraction)
        .containsExactly(0.0, 0.5, 0.6, 1.0);
  }
}

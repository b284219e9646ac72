package dev.pinwheel.gateway;

import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.testing.Cable;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.SubmittedRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A worker that was written from the documentation of the protocol alone, in another language,
 * keeps what the documentation promises. Skipped where there is no {@code python3}.
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class PythonWorkerTest extends CableFixture {

  private static final Path SCRIPT =
      Path.of("src", "test", "resources", "protocol", "worker.py").toAbsolutePath();

  private final List<String> said = new CopyOnWriteArrayList<>();
  private Process worker;

  @BeforeEach
  void startWorker() throws IOException {
    assumeThat(isThere()).as("python3").isTrue();
    int port = Integer.parseInt(cable.address().replaceAll(".*:", ""));
    worker =
        new ProcessBuilder(
                "python3",
                "-B",
                SCRIPT.toString(),
                "localhost",
                Integer.toString(port),
                "production")
            .redirectErrorStream(true)
            .start();
    BufferedReader output = worker.inputReader(StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().start(() -> output.lines().forEach(said::add));
    await().until(() -> said.stream().anyMatch(line -> line.startsWith("welcome")));
  }

  private static boolean isThere() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void endWorker() throws Exception {
    if (worker != null) {
      worker.destroyForcibly().waitFor();
    }
  }

  private SubmittedRun submit(int n) {
    return SubmittedRun.of(engine, "python", "everything", Integer.toString(n));
  }

  private static String expected(int n) {
    return Integer.toString(3 * n * n + (n + 1) * (n + 1) + (n + 2) * (n + 2) + n + 2);
  }

  private long squares() {
    return said.stream().filter(line -> line.startsWith("square")).count();
  }

  private int stored() {
    return engine.database().read(dsl -> dsl.fetchCount(LOG_MESSAGE));
  }

  /** Memoized calls, also with a default left out, are answered by the server, then from a map. */
  @Test
  void callsWaitsReusesAndLogs() {
    SubmittedRun run = submit(7);

    assertThat(run.value()).as("%s", said).isEqualTo(expected(7));
    await().untilAsserted(() -> assertThat(squares()).isEqualTo(3));
    await().untilAsserted(() -> assertThat(stored()).isEqualTo(4));

    var again = engine.rerun("production", new StepId(run.run(), 1)).id();

    engine.changes().awaitUntil("the re-run", () -> engine.facts().kindOf(again).isPresent());
    assertThat(engine.facts().kindOf(again)).contains(ResultKind.VALUE);
    assertThat(squares()).as("answered from the map").isEqualTo(3);
  }

  @Test
  void aConnectionThatIsCutAnywhereLosesAndRepeatsNothing() {
    int n = 0;
    for (String kind : Cable.KINDS) {
      for (boolean before : List.of(true, false)) {
        n += 10;
        cable.cutAt(new Cable.Cut(kind, 1, before));
        if (kind.contains("welcome") || kind.contains("hello")) {
          cable.cutNow();
        }

        assertThat(submit(n).value()).as("cut at %s: %s", kind, said).isEqualTo(expected(n));
      }
    }
    int runs = 2 * Cable.KINDS.size();
    await().untilAsserted(() -> assertThat(squares()).isEqualTo(3L * runs));
    await().untilAsserted(() -> assertThat(stored()).isEqualTo(4 * runs));
  }

  @Test
  void aServerThatIsStartedAgainLosesAndRepeatsNothing() throws Exception {
    for (int round = 0; round < 3; round++) {
      int n = 100 * round;
      int squares = round;
      List<SubmittedRun> runs = List.of(submit(n), submit(n + 10), submit(n + 20));
      await().until(() -> squares() > 9L * squares);
      cable.breakOff();
      server.close();
      engine.restart();
      server = SocketServer.start(engine.engine(), InstantSource.system());
      cable.mend(server.port());

      for (int i = 0; i < runs.size(); i++) {
        assertThat(runs.get(i).value()).as("%s", said).isEqualTo(expected(n + 10 * i));
      }
    }
    await().untilAsserted(() -> assertThat(squares()).isEqualTo(27));
    await().untilAsserted(() -> assertThat(stored()).isEqualTo(36));
    assertThat(said).anyMatch(line -> line.startsWith("welcome") && line.endsWith("False"));
  }

  @Test
  void leavesWhenItHasFinished() throws Exception {
    SubmittedRun run = submit(7);
    await().until(() -> squares() > 0);

    try (Writer input = worker.outputWriter()) {
      input.write("drain\n");
    }

    assertThat(run.value()).isEqualTo(expected(7));
    assertThat(worker.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(worker.exitValue()).isZero();
    assertThat(said).last().isEqualTo("left");
    assertThat(stored()).isEqualTo(4);
  }
}

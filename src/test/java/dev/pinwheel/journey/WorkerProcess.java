package dev.pinwheel.journey;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker of a task author, as a process of its own. */
final class WorkerProcess implements AutoCloseable {

  private final Process process;
  private final Path output;

  private WorkerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts its main class and waits until it says that it works. */
  static WorkerProcess start(OutsideProject project, Path output, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                project.classpath(),
                "Main"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    WorkerProcess worker = new WorkerProcess(process, output);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !process.isAlive() || worker.lines().contains("working"));
    if (!process.isAlive()) {
      throw new AssertionError("The worker ended: " + worker.lines());
    }
    return worker;
  }

  /** What it has printed so far. */
  List<String> lines() {
    try {
      return Files.readAllLines(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells it to end (SIGTERM); answers its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("The worker goes on after SIGTERM: " + lines());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package dev.pinwheel.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of this test: what it says line by line, and signals to it. */
final class TestProcess implements AutoCloseable {

  /** Before each line that is meant for the test; all others are log. */
  static final String MARK = "> ";

  private final Process process;

  private TestProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a main class.
   *
   * @param log where everything goes that it says otherwise
   * @param said takes each line it says, on a thread of its own
   */
  static TestProcess start(Class<?> main, Path log, Consumer<String> said, String... arguments) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                classPath,
                main.getName()));
    command.addAll(List.of(arguments));
    try {
      TestProcess started =
          new TestProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
      Thread.ofVirtual().start(() -> started.follow(said, log));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(Consumer<String> said, Path log) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Writer copy =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      copy.write("%s started as %d%n".formatted(Instant.now(), process.pid()));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(MARK)) {
          said.accept(line.substring(MARK.length()));
        } else {
          copy.write(line + "\n");
        }
      }
      copy.write("%s ended%n".formatted(Instant.now()));
    } catch (IOException killed) {
      // What it has said until then is known.
    }
  }

  /** Tells it a line. */
  void tell(String line) {
    try {
      var in = process.outputWriter(StandardCharsets.UTF_8);
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: it has no time for anything. */
  void kill() {
    // Unlike Process.destroyForcibly, this leaves what was written before readable.
    process.toHandle().destroyForcibly();
    exitCode();
  }

  /** Sends {@code STOP}, {@code CONT} or {@code TERM}. */
  void signal(String name) {
    try {
      Process sent =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
      if (sent.waitFor() != 0) {
        throw new AssertionError("Could not send " + name + " to " + process);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for its end. */
  int exitCode() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("It goes on: " + process.info());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitCode();
  }
}

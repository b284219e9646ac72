package dev.pinwheel.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packaged application, as a process of its own on a free port. Its database may be read from
 * the test at the same time ({@link StoredFacts}).
 */
public final class ServerProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("is ready: http://localhost:(\\d+)");
  private static final int SECONDS_TO_START = 300;

  private final Process process;
  private final Path data;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Thread killer;

  private ServerProcess(Process process, Path data, Path log) {
    this.process = process;
    this.data = data;
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    Thread.ofVirtual().start(() -> follow(log));
  }

  /** Starts it with this data directory and waits until it is ready. */
  public static ServerProcess start(Path data, Path log, String... arguments) {
    return start(UnpackedApplication.command(jar()), data, log, arguments);
  }

  /** Likewise, on a virtual machine with nothing but its defaults, to be measured. */
  public static ServerProcess startToMeasure(Path data, Path log, String... arguments) {
    return start(UnpackedApplication.command(List.of(), jar()), data, log, arguments);
  }

  private static Path jar() {
    Path jar = Path.of(System.getProperty("pinwheel.jar", "target/pinwheel.jar")).toAbsolutePath();
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "Expected the packaged application at %s. Make it by ./mvnw package -Pproduction -DskipTests"
              .formatted(jar));
    }
    return jar;
  }

  /** Starts it without waiting, because it may stand by for another one. */
  public static ServerProcess begin(Path data, Path log, String... arguments) {
    return begin(UnpackedApplication.command(jar()), data, log, arguments);
  }

  private static ServerProcess start(List<String> java, Path data, Path log, String... arguments) {
    ServerProcess server = begin(java, data, log, arguments);
    server.awaitReady(log);
    return server;
  }

  private static ServerProcess begin(List<String> java, Path data, Path log, String... arguments) {
    List<String> command = new ArrayList<>(java);
    Stream.of(
            "--server.port=0",
            "--pinwheel.data=" + data.toAbsolutePath(),
            "--spring.datasource.url=" + StoredFacts.url(data))
        .filter(usual ->
            Arrays.stream(arguments)
                .noneMatch(given -> given.startsWith(usual.substring(0, usual.indexOf('=') + 1))))
        .forEach(command::add);
    command.addAll(Arrays.asList(arguments));
    try {
      Files.createDirectories(data);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new ServerProcess(process, data, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(Path log) {
    try (BufferedReader output = process.inputReader();
        Writer copy = Files.newBufferedWriter(log)) {
      String line = output.readLine();
      while (line != null) {
        copy.write(line + "\n");
        copy.flush();
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          port.complete(Integer.valueOf(ready.group(1)));
        }
        line = output.readLine();
      }
    } catch (IOException closed) {
      // The process was ended.
    }
    port.completeExceptionally(new IllegalStateException("The server ended"));
  }

  /** Waits until it works. */
  public void awaitReady(Path log) {
    try {
      port.get(SECONDS_TO_START, TimeUnit.SECONDS);
    } catch (Exception e) {
      close();
      throw new IllegalStateException("The server did not start; see " + log, e);
    }
  }

  /** Where a browser finds it. */
  public URI address() {
    return URI.create("http://localhost:" + port.join());
  }

  /** Waits until the process has ended; answers its exit code. */
  public int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  Path data() {
    return data;
  }

  /** Prints what each of its threads is doing. */
  void printThreads() {
    try {
      Process dump =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid()),
                  "Thread.print")
              .redirectErrorStream(true)
              .start();
      try (BufferedReader lines = dump.inputReader()) {
        lines.lines().forEach(System.out::println);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once: nobody needs its data any more. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

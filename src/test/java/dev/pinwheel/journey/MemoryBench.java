package dev.pinwheel.journey;

import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.browser.ServerProcess;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.worker.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Measures the memory of the packaged server: {@code ./pinwheel bench memory}. What its heap holds
 * after a collection, and what the process has resident: at the start, with 100 workers connected,
 * and after they executed 100,000 steps.
 */
public final class MemoryBench {

  private static final int WORKERS = 100;
  private static final int RUNS = 20;
  private static final int STEPS_OF_A_RUN = 5_000;
  private static final Pattern USED = Pattern.compile("used (\\d+)([KM])");

  private MemoryBench() {}

  /** Many steps that do nothing. */
  @Module("many")
  public static class Many {

    @Workflow(description = "Calls so many tasks at the same time.")
    public int steps(int count) {
      List<Execution<Integer>> all =
          IntStream.range(0, count).mapToObj(number -> submit(() -> step(number))).toList();
      all.forEach(Execution::result);
      return count;
    }

    @Task(description = "Does nothing.")
    public int step(int number) {
      return number;
    }
  }

  public static void main(String[] arguments) throws Exception {
    Path data = Files.createTempDirectory(Path.of("target"), "bench-memory");
    List<Worker> workers = new ArrayList<>();
    try (ServerProcess server = ServerProcess.startToMeasure(data, data.resolve("server.log"))) {
      print(server, "at the start");
      for (int i = 0; i < WORKERS; i++) {
        workers.add(
            Worker.builder()
                .name("worker " + i)
                .server(server.address().toString())
                .workspace("production")
                .codeVersion("bench")
                .stopOnSignals(false)
                .module(Many.class)
                .start());
      }
      print(server, WORKERS + " workers");
      RestApi api = new RestApi(server.address());
      for (int i = 0; i < RUNS; i++) {
        String run =
            api.submit(
                "{\"module\":\"many\",\"workflow\":\"steps\",\"arguments\":[%d]}"
                    .formatted(STEPS_OF_A_RUN));
        api.result(run, "production");
      }
      print(server, "%d workers, %,d steps".formatted(WORKERS, RUNS * STEPS_OF_A_RUN));
    } finally {
      workers.forEach(Worker::close);
    }
  }

  private static void print(ServerProcess server, String when) throws Exception {
    String pid = Long.toString(server.pid());
    // Twice: what is finalized by the first is collected by the second.
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run");
    Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("Expected the used heap from GC.heap_info");
    }
    long megabytes = Long.parseLong(used.group(1)) >> (used.group(2).equals("K") ? 10 : 0);
    System.out.printf("%-32s heap %,4d MB, resident %s%n", when, megabytes, resident(pid));
  }

  private static String jcmd(String pid, String command) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process = new ProcessBuilder(jcmd, pid, command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Only Linux says so. */
  private static String resident(String pid) throws IOException {
    Path status = Path.of("/proc", pid, "status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> (Long.parseLong(line.replaceAll("\\D", "")) >> 10) + " MB")
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }
}

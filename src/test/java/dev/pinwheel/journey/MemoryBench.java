package dev.pinwheel.journey;

import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.browser.ServerProcess;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    long kilobytes = ServerMemory.heapKilobytes(server);
    System.out.printf(
        "%-32s heap %,4d MB, resident %s%n", when, kilobytes >> 10, ServerMemory.resident(server));
  }
}

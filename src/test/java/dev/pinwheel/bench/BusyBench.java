package dev.pinwheel.bench;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.QueueSection;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people notice of a fan-out of 10,000 tasks of 20 ms on 8 slots, from its submit to its end:
 * how long small runs take that are submitted meanwhile, one after the other (D3), and the reads
 * behind the pages.
 */
final class BusyBench {

  private static final int FAN_OUT = 10_000;
  private static final int SLOTS = 8;
  private static final int CALLS = 3;
  private static final int RUNS_BEFORE = 200;
  private static final int ROWS = 50;

  private BusyBench() {}

  /** Prints the times and answers them, in nanoseconds, by what was measured. */
  static Map<String, List<Long>> run(Durability durability, boolean overSocket)
      throws IOException, InterruptedException {
    try (BenchServer server = new BenchServer(durability, SLOTS, overSocket)) {
      for (int i = 0; i < RUNS_BEFORE; i++) {
        Bench.run(server, "chain", CALLS);
      }
      ReadModels reads = server.reads();
      Viewpoint viewpoint = reads.viewpoints().get(BenchServer.WORKSPACE, Sight.EVERYTHING);
      Map<String, List<Long>> times = new LinkedHashMap<>();
      RunId fanOut = Bench.submit(server, "slowFanOut", FAN_OUT);
      long start = System.nanoTime();
      while (reads.runs().getStatus(viewpoint, fanOut).status().isOpen()) {
        measure(times, "a run of 3 chained steps", () -> Bench.run(server, "chain", CALLS));
        measure(
            times, "the list of runs", () -> reads.runs().page(viewpoint, RunFilter.ALL, 0, ROWS));
        measure(
            times,
            "the queue",
            () -> {
              reads.queue().counts(viewpoint);
              reads.queue().page(viewpoint, QueueSection.DUE, 0, ROWS);
            });
        measure(times, "the page of the fan-out", () -> reads.trees().load(viewpoint, fanOut));
      }
      System.out.printf(
          "%-36s %.1f s%n",
          "fan-out of 10,000 of 20 ms, 8 slots", (System.nanoTime() - start) / 1e9);
      times.forEach(BusyBench::print);
      return times;
    }
  }

  private static void measure(Map<String, List<Long>> times, String name, Bench.Work work)
      throws InterruptedException {
    long start = System.nanoTime();
    try {
      work.run();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    times.computeIfAbsent(name, added -> new ArrayList<>()).add(System.nanoTime() - start);
  }

  private static void print(String name, List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    System.out.printf(
        "  meanwhile, %-32s p50 %.0f ms, p95 %.0f ms, longest %.0f ms (%d)%n",
        name,
        sorted.get(sorted.size() / 2) / 1e6,
        sorted.get(sorted.size() * 95 / 100) / 1e6,
        sorted.getLast() / 1e6,
        sorted.size());
  }
}

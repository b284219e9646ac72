package dev.pinwheel.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How long a trivial step takes that is called in a chain, from the call to its result, as the
 * calling code sees it.
 */
final class LatencyBench {

  private static final int WARM_UP = 10_000;
  private static final int CALLS = 3_000;
  private static final int ROUNDS = 5;

  private LatencyBench() {}

  static void run(BenchServer server) throws InterruptedException {
    Bench.run(server, "timedChain", WARM_UP);
    server.latencies().takeSorted();
    List<Long> all = new ArrayList<>();
    List<Long> percentiles = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Bench.run(server, "timedChain", CALLS);
      List<Long> sorted = server.latencies().takeSorted();
      percentiles.add(percentile(sorted, 99));
      all.addAll(sorted);
    }
    List<Long> sorted = all.stream().sorted().toList();
    System.out.printf(
        "%-36s p50 %.2f ms, p90 %.2f ms, p99 %.2f ms (rounds %.2f to %.2f), p99.9 %.2f ms, longest %.1f ms (%,d calls)%n",
        "a chained step, call to result",
        millis(percentile(sorted, 50)),
        millis(percentile(sorted, 90)),
        millis(percentile(sorted, 99)),
        millis(percentiles.stream().min(Long::compare).orElseThrow()),
        millis(percentiles.stream().max(Long::compare).orElseThrow()),
        millis(percentile(sorted, 99.9)),
        millis(sorted.getLast()),
        sorted.size());
  }

  static long percentile(List<Long> sorted, double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.size());
    return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }
}

package dev.pinwheel.bench;

import dev.pinwheel.api.MeasuredEngine;
import dev.pinwheel.engine.EngineMeter;
import dev.pinwheel.model.ResultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What counting for Prometheus costs where it counts: by itself, and the same chain with the
 * server's metrics and without, in turns, so that whatever else the machine does hits both.
 */
final class MetricsBench {

  private static final int CHAIN = 3_000;
  private static final int PAIRS = 9;
  private static final int COUNTED = 1_000_000;
  private static final int WARM_UP_PAIRS = 2;

  private MetricsBench() {}

  static void run(BenchServer server) throws InterruptedException {
    EngineMeter metrics = MeasuredEngine.measure(server.engine(), server.reads());
    count(metrics, COUNTED);
    long start = System.nanoTime();
    count(metrics, COUNTED);
    System.out.printf(
        "%-36s %,.0f ns%n", "counting a step", (double) (System.nanoTime() - start) / COUNTED);
    List<Long> with = new ArrayList<>();
    List<Long> without = new ArrayList<>();
    for (int pair = 0; pair < PAIRS + WARM_UP_PAIRS; pair++) {
      boolean metricsFirst = pair % 2 == 0;
      long first = chain(server, metricsFirst ? metrics : EngineMeter.NONE);
      long second = chain(server, metricsFirst ? EngineMeter.NONE : metrics);
      if (pair >= WARM_UP_PAIRS) {
        with.add(metricsFirst ? first : second);
        without.add(metricsFirst ? second : first);
      }
    }
    server.engine().measureWith(EngineMeter.NONE);
    print("chain of 3,000 calls, with metrics", with);
    print("chain of 3,000 calls, without", without);
    List<Double> ratios = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      ratios.add((double) with.get(pair) / without.get(pair));
    }
    ratios.sort(Double::compare);
    System.out.printf(
        "%-36s %+.1f %% of the time (pairs %+.1f to %+.1f)%n",
        "metrics cost",
        percent(ratios.get(PAIRS / 2)),
        percent(ratios.getFirst()),
        percent(ratios.getLast()));
  }

  /** What the engine tells of a step that is memoized, missed, dispatched and ended. */
  private static void count(EngineMeter meter, int steps) {
    Duration latency = Duration.ofMillis(1);
    for (int i = 0; i < steps; i++) {
      meter.memoMiss();
      meter.dispatched(latency);
      meter.ended(ResultKind.VALUE);
    }
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }

  private static long chain(BenchServer server, EngineMeter meter) throws InterruptedException {
    server.engine().measureWith(meter);
    long start = System.nanoTime();
    Bench.run(server, "chain", CHAIN);
    return System.nanoTime() - start;
  }

  private static void print(String name, List<Long> rounds) {
    List<Long> sorted = rounds.stream().sorted().toList();
    System.out.printf(
        "%-36s %,9.0f steps/s  (%.2f s; best %.2f, worst %.2f)%n",
        name,
        CHAIN * 1e9 / sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() / 2) / 1e9,
        sorted.getFirst() / 1e9,
        sorted.getLast() / 1e9);
  }
}

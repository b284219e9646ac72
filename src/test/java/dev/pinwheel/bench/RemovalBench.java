package dev.pinwheel.bench;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Retention;
import dev.pinwheel.store.Durability;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How long a chained step takes while half of 1,000,000 steps is removed (G3), beside what it takes
 * when nothing is. Fills for at most eight minutes.
 */
final class RemovalBench {

  /** Fewer on a machine that is busy: {@code -Dbench.steps=100000}. */
  static final int STEPS = Integer.getInteger("bench.steps", 1_000_000);

  private static final int STEPS_OF_A_RUN = 2_000;
  private static final Duration FILLING = Duration.ofMinutes(4);
  private static final int WARM_UP = 10_000;
  private static final int CALLS = 3_000;
  private static final int ROUNDS = 5;
  private static final Duration AGE = Duration.ofDays(1);

  private RemovalBench() {}

  /**
   * Times of chained steps in nanoseconds, ascending.
   *
   * @param undisturbed while nothing was removed
   * @param disturbed meanwhile
   */
  record Times(List<Long> undisturbed, List<Long> disturbed) {}

  static Times run(Durability durability, int slots, int steps) throws Exception {
    AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> Clock.systemUTC().instant().plus(later.get());
    try (BenchServer server = new BenchServer(durability, slots, false, clock)) {
      int old = fill(server, steps / 2);
      later.set(AGE.multipliedBy(2));
      int young = fill(server, steps / 2);
      Bench.run(server, "timedChain", WARM_UP);
      List<Long> undisturbed = measure(server, CompletableFuture.completedFuture(null));

      long start = System.nanoTime();
      server
          .engine()
          .execute(
              new Command.SetRetention(
                  BenchServer.WORKSPACE, new Retention(AGE, null, Duration.ZERO), Actor.LOCAL));
      CompletableFuture<Void> removal = CompletableFuture.runAsync(server.engine()::removeExpired);
      List<Long> disturbed = measure(server, removal);
      removal.join();
      double seconds = (System.nanoTime() - start) / 1e9;

      System.out.printf(
          "removal of %,d of %,d steps: %.0f s, %,.0f steps/s%n",
          old, old + young, seconds, old / seconds);
      print("  a chained step, nothing is removed", undisturbed);
      print("  a chained step meanwhile", disturbed);
      return new Times(undisturbed, disturbed);
    }
  }

  private static int fill(BenchServer server, int wanted) throws InterruptedException {
    long end = System.nanoTime() + FILLING.toNanos();
    int steps = 0;
    while (steps < wanted && System.nanoTime() < end) {
      Bench.run(server, "fanOut", STEPS_OF_A_RUN);
      steps += STEPS_OF_A_RUN;
    }
    return steps;
  }

  /** At least some rounds, and until something is done. */
  private static List<Long> measure(BenchServer server, CompletableFuture<?> until)
      throws InterruptedException {
    server.latencies().takeSorted();
    List<Long> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS || !until.isDone(); round++) {
      Bench.run(server, "timedChain", CALLS);
      all.addAll(server.latencies().takeSorted());
    }
    return all.stream().sorted().toList();
  }

  private static void print(String name, List<Long> sorted) {
    System.out.printf(
        "%-36s p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, longest %.1f ms (%,d calls)%n",
        name,
        LatencyBench.millis(LatencyBench.percentile(sorted, 50)),
        LatencyBench.millis(LatencyBench.percentile(sorted, 90)),
        LatencyBench.millis(LatencyBench.percentile(sorted, 99)),
        LatencyBench.millis(sorted.getLast()),
        sorted.size());
  }
}

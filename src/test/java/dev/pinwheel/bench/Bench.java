package dev.pinwheel.bench;

import dev.pinwheel.engine.access.PermissionTimes;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.Durability;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures the engine with its embedded worker: {@code ./pinwheel bench [chain] [latency] [metrics]
 * [fan-out] [busy] [runs] [rerun] [growth] [yardsticks] [removal] [lookup] [plan] [explain]
 * [permission]}, all but removal without arguments; with {@code socket} the worker speaks over a
 * socket of this machine instead, {@code power} or {@code process} leaves out the other setting of
 * durability. Each is warmed up, then measured five times; the median is printed with the best and
 * the worst. The worker has 64 slots unless a line says otherwise.
 */
public final class Bench {

  private static final int ROUNDS = 5;
  private static final int CHAIN = 3_000;
  private static final int FAN_OUT = 10_000;
  private static final int RUNS = 3_000;
  private static final int CALLS_OF_A_RUN = 2;
  private static final int CLIENTS = 16;
  private static final int MEMOIZED = 10_000;

  /** Most tasks wait rather than compute; the few slots of a small worker are measured beside. */
  private static final int SLOTS = 64;

  private static final int FEW_SLOTS = 8;
  private static final int GROWTH_STEPS = 100_000;

  /** The argument by which the worker speaks over a socket. */
  private static final String OVER_SOCKET = "socket";

  /** Arguments that say how to measure rather than what. */
  private static final Set<String> SETTINGS =
      Set.of(OVER_SOCKET, word(Durability.POWER), word(Durability.PROCESS));

  /** What was measured for a setting of durability, in units per second, by name. */
  private static final Map<String, Double> RATES = new LinkedHashMap<>();

  private static final String CHAINED = "chain of 3,000 calls";

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    Set<String> chosen = Set.copyOf(Arrays.asList(arguments));
    for (Durability durability : durabilities(chosen)) {
      System.out.printf(
          "%n== durability %s, %s%n",
          word(durability), chosen.contains(OVER_SOCKET) ? "over a socket" : "embedded");
      RATES.clear();
      if (wanted(chosen, "yardsticks")) {
        YardstickBench.run(durability);
      }
      measureServer(durability, chosen);
      printRatios();
    }
    if (wanted(chosen, "lookup")) {
      LookupBench.run();
    }
    if (wanted(chosen, "plan")) {
      PlanBench.run();
    }
    if (wanted(chosen, "explain")) {
      ExplainBench.run();
    }
    if (wanted(chosen, "permission")) {
      PermissionTimes.print();
    }
  }

  /** Those that are named; all when none is. */
  private static List<Durability> durabilities(Set<String> chosen) {
    List<Durability> named =
        Arrays.stream(Durability.values()).filter(one -> chosen.contains(word(one))).toList();
    return named.isEmpty() ? List.of(Durability.values()) : named;
  }

  private static String word(Durability durability) {
    return durability.name().toLowerCase(Locale.ROOT);
  }

  /** Without a name of something to measure, everything is wanted. */
  private static boolean wanted(Set<String> chosen, String name) {
    return chosen.contains(name) || SETTINGS.containsAll(chosen);
  }

  private static void measureServer(Durability durability, Set<String> chosen) throws Exception {
    boolean overSocket = chosen.contains(OVER_SOCKET);
    if (wanted(chosen, "busy")) {
      var unused = BusyBench.run(durability, overSocket);
    }
    if (wanted(chosen, "fan-out")) {
      try (BenchServer server = new BenchServer(durability, FEW_SLOTS, overSocket)) {
        print(
            "fan-out of 10,000, 8 slots", FAN_OUT, "steps/s", () -> run(server, "fanOut", FAN_OUT));
      }
    }
    try (BenchServer server = new BenchServer(durability, SLOTS, overSocket)) {
      if (wanted(chosen, "chain")) {
        print(CHAINED, CHAIN, "steps/s", () -> run(server, "chain", CHAIN));
      }
      if (wanted(chosen, "latency")) {
        LatencyBench.run(server);
      }
      if (wanted(chosen, "metrics")) {
        MetricsBench.run(server);
      }
      if (wanted(chosen, "fan-out")) {
        print("fan-out of 10,000", FAN_OUT, "steps/s", () -> run(server, "fanOut", FAN_OUT));
      }
      if (wanted(chosen, "runs")) {
        print("3,000 runs of 3 steps, 16 clients", RUNS, "runs/s", () -> runs(server));
      }
      if (wanted(chosen, "rerun")) {
        RunId run = run(server, "memoChain", MEMOIZED);
        print(
            "re-run with 10,000 memo hits",
            MEMOIZED,
            "hits/s",
            () -> {
              server
                  .engine()
                  .execute(
                      Command.RerunStep.of(BenchServer.WORKSPACE, new StepId(run, 1), Actor.LOCAL));
              server.finished().await(1);
            });
      }
    }
    if (wanted(chosen, "growth")) {
      growth(durability);
    }
    if (chosen.contains("removal")) {
      var unused = RemovalBench.run(durability, SLOTS, RemovalBench.STEPS);
    }
  }

  static RunId run(BenchServer server, String workflow, int size) throws InterruptedException {
    RunId run = submit(server, workflow, size);
    server.finished().await(1);
    return run;
  }

  static RunId submit(BenchServer server, String workflow, int size) {
    return server
        .engine()
        .execute(
            new Command.SubmitRun(
                BenchServer.WORKSPACE,
                "calls",
                workflow,
                List.of(Json.of(Integer.toString(size))),
                null,
                null,
                Actor.LOCAL))
        .run();
  }

  private static void runs(BenchServer server) throws InterruptedException {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < RUNS; i++) {
        var unused = clients.submit(() -> submit(server, "chain", CALLS_OF_A_RUN));
      }
    }
    server.finished().await(RUNS);
  }

  /**
   * How the H2 file grows, in a database of its own: with calls that share commits, and with calls
   * of which each takes two commits of its own.
   */
  private static void growth(Durability durability) throws IOException, InterruptedException {
    growth(durability, "fanOut", FAN_OUT / 2);
    growth(durability, "chain", CHAIN);
  }

  private static void growth(Durability durability, String workflow, int size)
      throws IOException, InterruptedException {
    try (BenchServer server = new BenchServer(durability, SLOTS, false)) {
      long empty = server.fileSize();
      long largest = 0;
      for (int steps = 0; steps < GROWTH_STEPS; steps += size) {
        run(server, workflow, size);
        largest = Math.max(largest, server.fileSize());
      }
      System.out.printf(
          "H2 file after %,d steps (%s of %,d): %,d MB, at most %,d MB (empty: %,d kB)%n",
          GROWTH_STEPS,
          workflow,
          size,
          (server.fileSize() - empty) >> 20,
          largest >> 20,
          empty >> 10);
    }
  }

  /** What a chain does for each unit of a yardstick of the same run. */
  private static void printRatios() {
    Double chain = RATES.get(CHAINED);
    RATES.forEach((name, rate) -> {
      if (chain != null && name.startsWith(YardstickBench.NAME)) {
        System.out.printf("chain: %.2f x %s%n", chain / rate, name);
      }
    });
  }

  /** Something to measure. */
  interface Work {
    void run() throws Exception;
  }

  static void print(String name, int count, String unit, Work work) throws Exception {
    List<Duration> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS + 2; round++) {
      long start = System.nanoTime();
      work.run();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (round >= 2) {
        rounds.add(took);
      }
    }
    rounds.sort(Duration::compareTo);
    RATES.put(name, count * 1e9 / rounds.get(ROUNDS / 2).toNanos());
    System.out.printf(
        "%-36s %,9.0f %s  (%.2f s; best %.2f, worst %.2f)%n",
        name,
        RATES.get(name),
        unit,
        rounds.get(ROUNDS / 2).toMillis() / 1e3,
        rounds.getFirst().toMillis() / 1e3,
        rounds.getLast().toMillis() / 1e3);
  }
}

package dev.pinwheel.bench;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.Payloads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How long planning a re-run takes: of a whole run of 10,000 steps, seen through a chain of eight
 * workspaces, in each of which a part of it was re-run.
 */
final class PlanBench {

  private static final int BRANCHES = 100;
  private static final int LEAVES = 99;
  private static final int CHAIN = 8;
  private static final int RERUNS = 50;
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 30;

  private PlanBench() {}

  static void run() throws Exception {
    try (BenchServer server = new BenchServer(Durability.PROCESS, 64, false)) {
      ReadModels reads =
          ReadModels.of(
              server.database(), new Payloads(Path.of("target/no-blobs")), Clock.systemUTC());
      RunId run = play(server);
      String last = rerunInAChain(server, reads, run);
      Viewpoint viewpoint = reads.viewpoints().get(last, Sight.EVERYTHING);
      System.out.printf("%n== planning, run of 10,000 steps, chain of %d workspaces%n", CHAIN);
      measure("the whole run", reads, viewpoint, new StepId(run, 1), PlanChoices.PLAIN);
      measure(
          "the whole run, every success reused",
          reads,
          viewpoint,
          new StepId(run, 1),
          new PlanChoices(true, Set.of()));
      measure("a leaf", reads, viewpoint, new StepId(run, 5_000), PlanChoices.PLAIN);
    }
  }

  private static RunId play(BenchServer server) throws InterruptedException {
    RunId run =
        server
            .engine()
            .execute(
                new Command.SubmitRun(
                    BenchServer.WORKSPACE,
                    "calls",
                    "tree",
                    List.of(Json.of(BRANCHES + ""), Json.of(LEAVES + "")),
                    null,
                    null,
                    Actor.LOCAL))
            .run();
    server.finished().await(1);
    return run;
  }

  private static String rerunInAChain(BenchServer server, ReadModels reads, RunId run) {
    String base = BenchServer.WORKSPACE;
    for (int i = 2; i <= CHAIN; i++) {
      String child = "w" + i;
      server.engine().execute(new Command.CreateWorkspace(child, base, Actor.LOCAL));
      for (int step = 0; step < RERUNS; step++) {
        StepId leaf = new StepId(run, 2 + i * 1_000 + step);
        server.engine().execute(Command.RerunStep.of(child, leaf, Actor.LOCAL));
      }
      base = child;
    }
    Viewpoint viewpoint = reads.viewpoints().get(base, Sight.EVERYTHING);
    while (reads.trees().load(viewpoint, run).header().active()) {
      Thread.onSpinWait();
    }
    return base;
  }

  private static void measure(
      String name, ReadModels reads, Viewpoint viewpoint, StepId step, PlanChoices choices) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] millis = new double[ROUNDS];
    double[] cpu = new double[ROUNDS];
    RerunPlan plan = reads.plans().plan(viewpoint, step, choices);
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = System.nanoTime();
      long cpuStart = threads.getCurrentThreadCpuTime();
      plan = reads.plans().plan(viewpoint, step, choices);
      if (round >= 0) {
        millis[round] = (System.nanoTime() - start) / 1e6;
        cpu[round] = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e6;
      }
    }
    Arrays.sort(millis);
    Arrays.sort(cpu);
    System.out.printf(
        Locale.ROOT,
        "%-36s %6.1f ms  (best %.1f, worst %.1f; %.1f of the processor; %,d run, %,d reused, %,d if equal)%n",
        name,
        millis[ROUNDS / 2],
        millis[0],
        millis[ROUNDS - 1],
        cpu[ROUNDS / 2],
        plan.count(PlanClass.WILL_RUN),
        plan.count(PlanClass.WILL_BE_REUSED),
        plan.count(PlanClass.REUSED_IF_EQUAL));
  }
}

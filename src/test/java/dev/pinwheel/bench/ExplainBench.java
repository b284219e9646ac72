package dev.pinwheel.bench;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.Explanation;
import dev.pinwheel.query.step.Explanations;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Durability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Explaining steps of a run of 10,000 steps, seen from the last of a chain of 8 workspaces, in
 * which the whole run and one step were executed again. The steps vary, because H2 remembers the
 * last result of an identical query.
 */
final class ExplainBench {

  private static final int STEPS = 10_000;
  private static final int WORKSPACES = 8;
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 50;

  private final ReadModels reads;
  private final Viewpoint viewpoint;
  private final RunId run;

  private ExplainBench(BenchServer server, RunId run, String workspace) {
    this.reads = server.reads();
    this.viewpoint = reads.viewpoints().get(workspace, Sight.EVERYTHING);
    this.run = run;
  }

  static void run() throws Exception {
    System.out.printf("%n== explaining a step of %,d, from a chain of %d%n", STEPS, WORKSPACES);
    try (BenchServer server = new BenchServer(Durability.PROCESS, 64, false)) {
      RunId run = Bench.run(server, "mixed", STEPS);
      String workspace = BenchServer.WORKSPACE;
      for (int i = 2; i <= WORKSPACES; i++) {
        String child = "w" + i;
        server.engine().execute(new Command.CreateWorkspace(child, workspace, Actor.LOCAL));
        server.engine().execute(Command.RerunStep.of(child, new StepId(run, 3), Actor.LOCAL));
        workspace = child;
      }
      server.engine().execute(Command.RerunStep.of(workspace, new StepId(run, 1), Actor.LOCAL));
      server.finished().await(1);
      new ExplainBench(server, run, workspace).measure();
    }
  }

  private void measure() {
    RunTree tree = reads.trees().loadWithEarlierSteps(viewpoint, run);
    List<StepId> memoized = steps(tree, "memoized");
    List<StepId> callers = steps(tree, "caller");
    List<StepId> partly = steps(tree, "partly");
    StepId shared =
        memoized.stream().filter(step -> step.number() > STEPS / 2).findFirst().orElseThrow();
    Map<String, IntFunction<StepId>> kinds = new LinkedHashMap<>();
    kinds.put("step 1", round -> new StepId(run, 1));
    kinds.put("a memoized step, reused once", round -> memoized.get(10 + round * 37));
    kinds.put("one executed in 8 workspaces", round -> new StepId(run, 3));
    kinds.put("one reused by %,d callers".formatted(STEPS / 2), round -> shared);
    kinds.put("a step that is not memoized", round -> callers.get(round * 41));
    kinds.put("one memoized by a part", round -> partly.get(round % partly.size()));
    Map<String, double[]> millis = new LinkedHashMap<>();
    Explanations explanations = reads.explanations();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      for (Map.Entry<String, IntFunction<StepId>> kind : kinds.entrySet()) {
        StepId step = kind.getValue().apply(round);
        long start = System.nanoTime();
        Explanation unused = explanations.getCurrent(viewpoint, step);
        double took = (System.nanoTime() - start) / 1e6;
        if (round >= WARM_UP) {
          millis.computeIfAbsent(kind.getKey(), name -> new double[ROUNDS])[round - WARM_UP] = took;
        }
      }
    }
    millis.forEach(ExplainBench::print);
    double[] modules = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = System.nanoTime();
      List<ModuleView> unused = reads.modules().list(viewpoint);
      if (round >= 0) {
        modules[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    print("the list of modules, with advice", modules);
  }

  private static List<StepId> steps(RunTree tree, String target) {
    List<StepId> steps = new ArrayList<>();
    for (StepNode node : tree.nodes()) {
      if (node.target().equals(target)) {
        steps.add(node.step());
      }
    }
    return steps;
  }

  private static void print(String name, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        "%-36s median %6.1f ms  (best %.1f, worst %.1f)%n",
        name, millis[millis.length / 2], millis[0], millis[millis.length - 1]);
  }
}

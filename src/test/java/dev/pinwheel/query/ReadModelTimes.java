package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Measures the reads of a large run and of a long list; a program, not a test. Prints medians of 20
 * rounds after 10 to warm up: time of the processor, which other programs do not disturb, and time
 * by the clock.
 */
final class ReadModelTimes {

  private static final int STEPS = 10_000;
  private static final int RUNS = 5_000;
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 20;

  private ReadModelTimes() {}

  public static void main(String[] arguments) {
    try (ReadModelFixture fixture = new ReadModelFixture()) {
      fixture.workspace("production", null);
      fixture.workspace("development", "production");
      ExecutionFixture root = fixture.run("production", "large");
      ExecutionFixture last = fixture.copySteps(root, STEPS);
      root.value("1");
      fixture.copyRuns(RUNS);
      Viewpoint production = fixture.from("production");
      Viewpoint development = fixture.from("development");
      ReadModels reads = fixture.reads;

      measure(
          "tree of %d steps, settled, not kept".formatted(STEPS),
          () -> {
            fixture.touch(root);
            return reads.trees().load(production, root.run()).nodes().size();
          });
      measure(
          "the same from a child",
          () -> {
            fixture.touch(root);
            return reads.trees().load(development, root.run()).nodes().size();
          });
      measure("tree, kept", () -> reads.trees().load(production, root.run()).nodes().size());
      measure("version", () -> reads.trees().version(production, root.run()));
      ExecutionId leaf = last.id;
      measure("a leaf in the step panel", () -> reads.executions().get(production, leaf));
      measure("step 1 in the step panel", () -> reads.executions().get(production, root.id));
      measure(
          "places to re-run in",
          () -> reads.rerunPlaces().list(production, leaf.step(), RerunPlaces.Permit.EVERYTHING));
      RunFilter week = RunFilter.ALL.withActiveSince(fixture.start().minus(Duration.ofDays(7)));
      measure(
          "first page of %d runs".formatted(RUNS),
          () -> reads.runs().page(development, week, 0, 50).size());
      measure("count of runs", () -> reads.runs().count(development, week));
      measure(
          "page of failed runs",
          () ->
              reads
                  .runs()
                  .page(development, week.withStatuses(java.util.Set.of(State.FAILED)), 0, 50));
      measure(
          "page of runs by text",
          () -> reads.runs().page(development, week.withText("nothing"), 0, 50));
      measure("workspaces", () -> reads.workspaces().list(Sight.EVERYTHING, false));
      ExecutionFixture open = fixture.run("production", "large");
      fixture.copySteps(open, STEPS);
      measure(
          "tree of %d steps, open".formatted(STEPS),
          () -> reads.trees().load(production, open.run()).nodes().size());
    }
  }

  private static void measure(String what, Supplier<Object> read) {
    for (int i = 0; i < WARM_UP; i++) {
      Object unused = read.get();
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] cpu = new double[ROUNDS];
    double[] wall = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long cpuStart = threads.getCurrentThreadCpuTime();
      long wallStart = System.nanoTime();
      Object unused = read.get();
      wall[i] = (System.nanoTime() - wallStart) / 1e6;
      cpu[i] = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e6;
    }
    Arrays.sort(cpu);
    Arrays.sort(wall);
    System.out.printf(
        Locale.ROOT,
        "%-42s median %7.1f ms of CPU, %7.1f ms by the clock%n",
        what,
        cpu[ROUNDS / 2],
        wall[ROUNDS / 2]);
  }
}

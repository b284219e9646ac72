package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.util.List;
import java.util.Locale;

/** Prints how long layouts take; a program, not a test. */
final class GraphLayoutTimes {

  private GraphLayoutTimes() {}

  public static void main(String[] args) {
    long start = System.nanoTime();
    GraphLayout.warmUp();
    System.out.printf(Locale.ROOT, "warm-up %.0f ms%n", millisSince(start));
    for (int size : List.of(100, 1_000, 5_000)) {
      report("tree of " + size + ", 4 callees each", GraphLayoutTest.tree(size, 4));
      report("chain of " + Math.min(size, 1_000), GraphLayoutTest.tree(Math.min(size, 1_000), 1));
      report("fan-out of " + size, GraphLayoutTest.fanOut(size));
    }
    report("tree of 10000, 3 callees each", GraphLayoutTest.tree(10_000, 3));
    for (int size : List.of(100, 1_500, 10_000)) {
      report("run of " + size + " with reuse", RandomRuns.of(size, 1));
    }
  }

  private static void report(String what, Structure structure) {
    double best = Double.MAX_VALUE;
    double worst = 0;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      GraphLayout.layout(structure);
      double millis = millisSince(start);
      best = Math.min(best, millis);
      worst = Math.max(worst, millis);
    }
    System.out.printf(Locale.ROOT, "%-32s best %6.0f ms, worst %6.0f ms%n", what, best, worst);
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}

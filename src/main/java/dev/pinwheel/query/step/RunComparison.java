package dev.pinwheel.query.step;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two call trees of one workflow: two runs, two attempts, or a run as two
 * workspaces see it. Each side is read from its own viewpoint (W4); the older one comes first.
 *
 * @param trees all calls, also those that are the same
 * @param differences in call order
 * @param groups of {@code differences}
 * @param sameCalls on both sides with the same arguments and outcome, among them {@code ranAgain}
 * @param ranAgain of {@code sameCalls}: those with another execution
 * @param times of targets whose executions took longer or shorter, the greatest change first
 */
public record RunComparison(
    Side before,
    Side after,
    PairedTrees trees,
    List<CallDifference> differences,
    List<DifferenceGroup> groups,
    int sameCalls,
    int ranAgain,
    List<TargetTime> times) {

  private static final int MOST_TIMES = 8;

  public RunComparison {
    differences = List.copyOf(differences);
    groups = List.copyOf(groups);
    times = List.copyOf(times);
  }

  /** A tree and who looks at it. */
  public record Side(Viewpoint viewpoint, RunTree tree) {

    public WorkspaceName workspace() {
      return viewpoint.name();
    }

    public RunId run() {
      return tree.header().run();
    }

    /** The drawn attempt of step 1. */
    public int attempt() {
      return tree.root().execution().attempt();
    }

    /**
     * Whether it is the older one: the run or attempt that was made earlier; else the tree without
     * the newest execution; else the base.
     */
    boolean isOlderThan(Side other) {
      int byRun = run().compareTo(other.run());
      int order = byRun == 0 ? Integer.compare(attempt(), other.attempt()) : byRun;
      order = order == 0 ? newest().compareTo(other.newest()) : order;
      return order == 0 ? !viewpoint.sees(other.viewpoint.workspace().id()) : order < 0;
    }

    private Instant newest() {
      return tree.nodes().stream()
          .map(node -> node.timing().createdAt())
          .max(Comparator.naturalOrder())
          .orElse(Instant.EPOCH);
    }
  }

  /**
   * How long the executions of a target took in sum, those that both sides share left out.
   *
   * @param callsBefore how many executions that are
   */
  public record TargetTime(
      String module,
      String target,
      int callsBefore,
      int callsAfter,
      Duration before,
      Duration after) {

    private Duration change() {
      return after.minus(before).abs();
    }

    private TargetTime plus(TargetTime more) {
      return new TargetTime(
          module,
          target,
          callsBefore + more.callsBefore,
          callsAfter + more.callsAfter,
          before.plus(more.before),
          after.plus(more.after));
    }
  }

  static RunComparison of(
      Side before, Side after, PairedTrees trees, List<CallDifference> differences) {
    List<CallDifference> different =
        differences.stream().filter(CallDifference::isDifferent).toList();
    long pairs = trees.calls().stream().filter(RunComparison::isOnBothSides).count();
    long differing =
        different.stream().filter(difference -> isOnBothSides(difference.call())).count();
    long ranAgain =
        differences.stream()
            .filter(difference -> !difference.isDifferent() && !difference.call().isRoot())
            .count();
    return new RunComparison(
        before,
        after,
        trees,
        different,
        DifferenceGroup.of(different),
        (int) (pairs - differing),
        (int) ranAgain,
        times(trees));
  }

  /** Whether nothing differs: {@code No differences in 108 calls}. */
  public boolean isSame() {
    return differences.isEmpty();
  }

  private static boolean isOnBothSides(PairedCall call) {
    return !call.isRoot() && !call.isAdded() && !call.isGone();
  }

  /** How many calls were looked at on either side. */
  public int calls() {
    return (int) trees.calls().stream().filter(call -> !call.isRoot()).count();
  }

  /** How many of {@link #calls} differ. */
  public int differingCalls() {
    return (int) differences.stream().filter(one -> !one.call().isRoot()).count();
  }

  /** The call with this {@link PairedCall#key}. */
  public Optional<PairedCall> find(String key) {
    return trees.calls().stream().filter(call -> call.key().equals(key)).findFirst();
  }

  private static List<TargetTime> times(PairedTrees trees) {
    Map<String, TargetTime> times = new LinkedHashMap<>();
    for (PairedCall call : trees.calls()) {
      if (call.compared() && !call.isShared()) {
        StepNode node = call.either();
        times.merge(
            node.module() + ":" + node.target(),
            new TargetTime(
                node.module(),
                node.target(),
                call.before() == null ? 0 : 1,
                call.after() == null ? 0 : 1,
                took(call.before()),
                took(call.after())),
            TargetTime::plus);
      }
    }
    List<TargetTime> changed = new ArrayList<>(times.values());
    changed.removeIf(time -> time.change().toMillis() == 0);
    changed.sort(Comparator.comparing(TargetTime::change).reversed());
    return changed.subList(0, Math.min(MOST_TIMES, changed.size()));
  }

  private static Duration took(@Nullable StepNode node) {
    return node == null ? Duration.ZERO : node.timing().took().orElse(Duration.ZERO);
  }
}

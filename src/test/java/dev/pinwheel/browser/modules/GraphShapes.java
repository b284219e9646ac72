package dev.pinwheel.browser.modules;

import static dev.pinwheel.sdk.Pinwheel.progress;
import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Runs to look at: a tree that is drawn step by step, and goes on living for a while. */
@Module("graph-shapes")
public class GraphShapes {

  /** Fewer siblings than are drawn as one card. */
  static final int BRANCHES = 8;

  /** Step 1, three levels below it, and what keeps it alive. */
  public static final int DRAWN =
      1 + BRANCHES + BRANCHES * BRANCHES + BRANCHES * BRANCHES * BRANCHES + 1;

  private static final int UPDATES_A_SECOND = 10;

  /** Starts what goes on, then makes the tree. */
  @Workflow(description = "A tree of 585 steps, and one that reports progress for a while.")
  public int tree(
      @Param(defaultValue = "3") int levels, @Param(defaultValue = "90") int liveSeconds) {
    Execution<Integer> alive = submit(() -> alive(liveSeconds));
    branches(levels);
    return alive.result();
  }

  /** One node of the tree. */
  @Task(description = "Calls eight of its kind.")
  public int branch(int levels, int number) {
    branches(levels);
    return number;
  }

  private void branches(int levels) {
    if (levels > 0) {
      List<Execution<Integer>> all =
          IntStream.range(0, BRANCHES)
              .mapToObj(number -> submit(() -> branch(levels - 1, number)))
              .toList();
      all.forEach(Execution::result);
    }
  }

  /** A tree in which every step calls three. */
  @Workflow(description = "Levels 8 make 9,841 steps.")
  public int three(@Param(defaultValue = "8") int levels) {
    threeBranches(levels, 0);
    return levels;
  }

  /** One node of that tree. */
  @Task(description = "Calls three of its kind.")
  public int third(int levels, int number) {
    threeBranches(levels, number);
    return number;
  }

  private void threeBranches(int levels, int above) {
    if (levels > 0) {
      List<Execution<Integer>> all =
          IntStream.range(0, 3)
              .mapToObj(number -> submit(() -> third(levels - 1, 3 * above + number)))
              .toList();
      all.forEach(Execution::result);
    }
  }

  /** Steps that each call the next one. */
  @Workflow(description = "A chain of calls.")
  public int chain(@Param(defaultValue = "500") int length) {
    return link(length);
  }

  /** One step of the chain. */
  @Task(description = "Calls the next one.")
  public int link(int rest) {
    return rest == 0 ? 0 : link(rest - 1) + 1;
  }

  /** Many readers of a few results, some of which fail. */
  @Workflow(description = "Readers of shared tables.")
  public int shared(
      @Param(defaultValue = "9900") int readers, @Param(defaultValue = "100") int tables) {
    List<Execution<Integer>> all =
        IntStream.range(0, readers)
            .mapToObj(number -> submit(() -> read(number, number % tables)))
            .toList();
    return all.stream().mapToInt(Execution::result).sum();
  }

  /** Reads a table. */
  @Task(description = "Uses a table that others use, too.")
  public int read(int number, int table) {
    return table(table) + number;
  }

  /** Is executed once per table. */
  @Task(memo = @Memo, description = "Loads a table.")
  public int table(int number) {
    return number;
  }

  /** Rows of which some cannot be read. */
  @Workflow(description = "Every so often a row fails.")
  public int rows(
      @Param(defaultValue = "300") int width, @Param(defaultValue = "20") int failsEvery) {
    List<Execution<Integer>> all =
        IntStream.range(0, width)
            .mapToObj(number -> submit(() -> row(number, failsEvery)))
            .toList();
    return all.stream().mapToInt(Execution::result).sum();
  }

  /** One of the rows. */
  @Task(memo = @Memo, description = "Fails now and then.")
  public int row(int number, int failsEvery) {
    if (number % failsEvery == 7) {
      throw new IllegalStateException("Row " + number + " cannot be read");
    }
    return number;
  }

  /** Steps that appear one after the other. */
  @Workflow(description = "A run that one can watch grow, on all sides of its first calls.")
  public int grow(@Param(defaultValue = "12") int steps) throws InterruptedException {
    for (int number = 0; number < steps; number++) {
      growing(number);
    }
    return steps;
  }

  /** One of them, which calls as many as it has a number. */
  @Task(description = "Takes up to a second, and calls others.")
  public int growing(int number) throws InterruptedException {
    Thread.sleep(Duration.ofMillis(number < 2 ? 150 : 1_000));
    for (int other = 0; other < number % 4; other++) {
      branch(0, other);
    }
    return number;
  }

  /** Changes ten times a second. */
  @Task(description = "Reports progress ten times a second.")
  public int alive(int seconds) throws InterruptedException {
    int updates = seconds * UPDATES_A_SECOND;
    for (int update = 0; update < updates; update++) {
      progress((double) update / updates);
      Thread.sleep(Duration.ofSeconds(1).dividedBy(UPDATES_A_SECOND));
    }
    return seconds;
  }
}

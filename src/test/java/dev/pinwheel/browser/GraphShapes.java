package dev.pinwheel.browser;

import static dev.pinwheel.sdk.Pinwheel.progress;
import static dev.pinwheel.sdk.Pinwheel.submit;

import dev.pinwheel.sdk.Execution;
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
  static final int DRAWN = 1 + BRANCHES + BRANCHES * BRANCHES + BRANCHES * BRANCHES * BRANCHES + 1;

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

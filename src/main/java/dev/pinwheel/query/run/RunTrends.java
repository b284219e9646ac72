package dev.pinwheel.query.run;

import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import java.util.EnumSet;
import java.util.Set;

/** Reads the trends of workflows from the list of runs, so that both agree (V2). Thread-safe. */
public final class RunTrends {

  /** Of a workflow, so many runs are looked at. */
  public static final int MOST_RUNS = 50;

  private static final Set<State> ENDED =
      EnumSet.of(State.DONE, State.FAILED, State.TIMED_OUT, State.ABANDONED, State.CANCELLED);

  private final RunList runs;

  public RunTrends(RunList runs) {
    this.runs = runs;
  }

  /**
   * The last ended runs of a workflow.
   *
   * @param includeBases also runs of which nothing is in the viewer's own workspace
   */
  public RunTrend load(Viewpoint viewpoint, String module, String workflow, boolean includeBases) {
    RunFilter filter =
        RunFilter.ALL
            .withIncludeBases(includeBases)
            .withWorkflow(module, workflow)
            .withStatuses(ENDED);
    return RunTrend.of(runs.page(viewpoint, filter, 0, MOST_RUNS));
  }
}

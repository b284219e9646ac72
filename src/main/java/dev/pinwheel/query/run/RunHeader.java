package dev.pinwheel.query.run;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.query.view.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a run as a whole, seen from a workspace.
 *
 * @param status of step 1's current attempt (W5), PART where that is not visible (V1); never {@link
 *     State#BLOCKED}
 * @param active anything visible of it is open
 * @param openHere how many executions of it are open in the viewer's own workspace: what cancelling
 *     from here would end
 * @param openIn the visible workspaces where anything of it is open, nearest first
 * @param timing of step 1's current attempt; null where that is not visible
 * @param submittedIn null when that workspace is not visible from here
 * @param spawnedBy the step of another run that called this workflow; null when there is none or it
 *     is not visible from here
 * @param result when the status is done
 * @param firstError the failed leaf, first in call order; null when nothing in the tree failed
 * @param staleCauses why anything in the tree is stale or may become so, by step
 */
public record RunHeader(
    RunId run,
    String module,
    String workflow,
    State status,
    boolean active,
    int openHere,
    List<WorkspaceName> openIn,
    @Nullable Timing timing,
    @Nullable WorkspaceName submittedIn,
    Instant submittedAt,
    String submittedBy,
    @Nullable StepId spawnedBy,
    @Nullable Value result,
    @Nullable FirstError firstError,
    Reuse reuse,
    Staleness staleness,
    List<StaleCause> staleCauses) {

  public RunHeader {
    openIn = List.copyOf(openIn);
    staleCauses = List.copyOf(staleCauses);
  }

  /** The failed leaf of a tree. */
  public record FirstError(StepId step, String target, State state, Failure failure) {}
}

package dev.pinwheel.query.run;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Timing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list, seen from a viewpoint: its status is that of step 1's current attempt (W5),
 * every count covers what is visible only (W4).
 *
 * @param status PART where step 1 is not visible (V1); never {@link State#BLOCKED}
 * @param active anything visible of it is open
 * @param stale a call of its tree is outdated (T1); false when that is not known cheaply, as for
 *     running and for very large runs
 * @param failed executions that ended badly and whose outcome counts: failed steps
 * @param done executions that have ended, of {@code total}
 * @param submittedIn null when that workspace is not visible from here
 * @param rerunIn the visible workspaces other than {@code submittedIn} where anything of it
 *     executed, nearest first
 * @param timing of step 1's current attempt; null where that is not visible
 * @param reusedCalls of {@code calls} in the call tree
 */
public record RunRow(
    RunId run,
    String module,
    String workflow,
    State status,
    boolean active,
    boolean stale,
    int failed,
    int done,
    int total,
    @Nullable WorkspaceName submittedIn,
    List<WorkspaceName> rerunIn,
    Instant submittedAt,
    Instant lastActivityAt,
    @Nullable Timing timing,
    int reusedCalls,
    int calls,
    String submittedBy) {

  public RunRow {
    rerunIn = List.copyOf(rerunIn);
  }
}

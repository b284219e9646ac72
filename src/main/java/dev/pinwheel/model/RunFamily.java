package dev.pinwheel.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A submitted run with all runs that it spawned, directly or through others: they are removed
 * together (G2). What the rule of retention asks about them.
 *
 * @param root the run that was submitted
 * @param home the workspace in which it was submitted
 * @param runs all runs of the family, the root included
 * @param activity what happened of them, by workspace
 * @param kept somebody marked the root
 * @param amongLast the root is one of the last runs of its workflow that its workspace keeps
 * @param referrers runs of other families that have handles of executions of these
 */
public record RunFamily(
    RunId root,
    WorkspaceId home,
    List<RunId> runs,
    Map<WorkspaceId, WorkspaceActivity> activity,
    boolean kept,
    boolean amongLast,
    Set<RunId> referrers) {

  public RunFamily {
    runs = List.copyOf(runs);
    activity = Map.copyOf(activity);
    referrers = Set.copyOf(referrers);
  }

  /**
   * What happened of a family in one workspace.
   *
   * @param executions how many executions
   * @param open how many of them have no result yet
   * @param cachedUntil how long cache entries keep it; {@link Instant#MAX} for ever, null when
   *     there are none
   */
  public record WorkspaceActivity(
      int executions, int open, Instant lastActivityAt, @Nullable Instant cachedUntil) {}

  /** The last activity in any workspace. */
  public Instant lastActivityAt() {
    return activity.values().stream()
        .map(WorkspaceActivity::lastActivityAt)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }
}

package dev.pinwheel.studio.live;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import java.util.HashSet;
import java.util.Set;

/**
 * What changed since the last notification. Only hints: subscribers re-read their read model.
 *
 * @param runs runs submitted or changed, each with the workspace in which that happened
 * @param logs runs that logged messages, each with the workspace
 */
public record EngineChanges(
    Set<InRun> runs,
    Set<InRun> logs,
    boolean workspaces,
    boolean manifests,
    boolean sessions,
    boolean access) {

  public EngineChanges {
    runs = Set.copyOf(runs);
    logs = Set.copyOf(logs);
  }

  /** A run and the workspace in which something happened to it. */
  public record InRun(RunId run, WorkspaceId workspace) {}

  /** True when something visible from this chain changed in the run (W4). */
  public boolean concernRun(RunId run, WorkspaceChain chain) {
    return visible(runs, run, chain);
  }

  /** True when something visible from this chain was logged in the run (W4). */
  public boolean concernLogsOf(RunId run, WorkspaceChain chain) {
    return visible(logs, run, chain);
  }

  /** True when any run changed in a workspace of this chain (W4). */
  public boolean concernRunsIn(WorkspaceChain chain) {
    return runs.stream().anyMatch(changed -> chain.contains(changed.workspace()));
  }

  private static boolean visible(Set<InRun> changes, RunId run, WorkspaceChain chain) {
    return chain.ids().stream().anyMatch(workspace -> changes.contains(new InRun(run, workspace)));
  }

  /** Collects events until the next notification. Not thread-safe. */
  static final class Collector {

    private final Set<InRun> runs = new HashSet<>();
    private final Set<InRun> logs = new HashSet<>();
    private boolean workspaces;
    private boolean manifests;
    private boolean sessions;
    private boolean access;

    void add(EngineEvent event) {
      switch (event) {
        case EngineEvent.RunSubmitted e -> runs.add(new InRun(e.run(), e.workspace()));
        case EngineEvent.RunChanged e -> runs.add(new InRun(e.run(), e.workspace()));
        case EngineEvent.MessagesLogged e -> logs.add(new InRun(e.run(), e.workspace()));
        case EngineEvent.WorkspacesChanged() -> workspaces = true;
        case EngineEvent.ManifestsChanged() -> manifests = true;
        case EngineEvent.SessionsChanged() -> sessions = true;
        case EngineEvent.AccessChanged() -> access = true;
      }
    }

    EngineChanges changes() {
      return new EngineChanges(runs, logs, workspaces, manifests, sessions, access);
    }
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.retention.RemovalSet;
import dev.pinwheel.engine.retention.RetentionRule;
import dev.pinwheel.engine.retention.WorkspaceRetentions;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunFamily;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.RetentionStore.Removed;
import dev.pinwheel.store.RunFamilies;
import dev.pinwheel.store.RunStore.RunRow;
import dev.pinwheel.store.Tx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands about keeping and removing runs (G1–G3). */
final class RetentionCommands {

  /** Resuming a session, and looking at who executed what, is over by then. */
  private static final Duration SESSION_REMAINS = Duration.ofDays(1);

  /** Longer than any process of a worker lives. */
  private static final Duration COUNTER_REMAINS = Duration.ofDays(400);

  /** When the maximum age of a target is raised, what has just expired is found again (C2). */
  private static final Duration CACHE_ENTRY_REMAINS = Duration.ofDays(1);

  /** Of the cache entries that go with a run, so many in one transaction. */
  private static final int MOST_CACHE_ENTRIES = 500;

  private final Stores stores;
  private final RunFamilies families = new RunFamilies();
  private final EngineState state;

  private final Duration activityKept;

  /**
   * @param activityKept how long entries of the activity are kept (A6)
   */
  RetentionCommands(Stores stores, EngineState state, Duration activityKept) {
    this.activityKept = activityKept;
    this.stores = stores;
    this.state = state;
  }

  /** Returns the retention that holds from now on. */
  EffectiveRetention set(Tx tx, Command.SetRetention command) {
    Workspace workspace = state.workspaces().getUsable(command.workspace(), "retention");
    if (command.retention() == null) {
      stores.retention().clear(tx, workspace.id());
    } else {
      stores.retention().set(tx, workspace.id(), command.retention(), command.by().name());
    }
    tx.emit(new EngineEvent.WorkspacesChanged());
    return EffectiveRetention.of(
        state.workspaces().chain(workspace.id()), stores.retention().listAll(tx));
  }

  boolean keep(Tx tx, Command.KeepRun command) {
    RunRow run = getMarkable(tx, command.workspace(), command.run());
    if (stores.retention().isKept(tx, run.id())) {
      return false;
    }
    stores.retention().keep(tx, run.id(), command.by().name());
    tx.emit(new EngineEvent.RunChanged(run.id(), run.workspace()));
    return true;
  }

  boolean release(Tx tx, Command.ReleaseRun command) {
    RunRow run = getMarkable(tx, command.workspace(), command.run());
    if (!stores.retention().isKept(tx, run.id())) {
      return false;
    }
    stores.retention().release(tx, run.id());
    tx.emit(new EngineEvent.RunChanged(run.id(), run.workspace()));
    return true;
  }

  /** The run, when it may be marked from the workspace: it was submitted there. */
  private RunRow getMarkable(Tx tx, String name, RunId id) {
    Workspace workspace = state.workspaces().get(name);
    WorkspaceChain chain = state.workspaces().chain(workspace.id());
    Optional<RunRow> found = stores.runs().find(tx, id);
    if (found.isEmpty() || state.isRemoved(id) || !stores.executions().isVisible(tx, id, chain)) {
      throw Rejection.notFound(
          "There is no run %s that '%s' can see.".formatted(id, workspace.name()));
    }
    RunRow run = found.get();
    if (run.spawnedBy() != null) {
      throw Rejection.invalidState(
          "%s was started by a call of another run, and is kept as long as that one. Mark the run that was submitted."
              .formatted(id));
    }
    if (!run.workspace().equals(workspace.id())) {
      throw Rejection.invalidState(
          chain.contains(run.workspace())
              ? "%s was submitted in '%s', which decides how long it is kept. Mark it from there."
                  .formatted(id, state.workspaces().get(run.workspace()).name())
              : "%s was submitted in another workspace, which decides how long it is kept."
                  .formatted(id));
    }
    return run;
  }

  /**
   * Begins to remove those of the runs that may go now, with all that go with them (G2). Returns
   * how many runs.
   */
  int remove(Tx tx, Command.RemoveRuns command) {
    Map<WorkspaceId, RetentionRule.WorkspaceRetention> retentions =
        WorkspaceRetentions.of(state.workspaces().all(), stores.retention().listAll(tx));
    RemovalSet removals =
        new RemovalSet(
            runs -> families(tx, runs, retentions),
            family -> RetentionRule.decide(family, retentions, tx.now()));
    int removed = 0;
    for (RunFamily family : families(tx, Set.copyOf(command.runs()), retentions)) {
      if (!state.isRemoved(family.root())) {
        removed += removals.of(family).map(together -> begin(tx, together)).orElse(0);
      }
    }
    return removed;
  }

  private List<RunFamily> families(
      Tx tx, Set<RunId> runs, Map<WorkspaceId, RetentionRule.WorkspaceRetention> retentions) {
    return families.listFamilies(tx, runs, WorkspaceRetentions.lastRuns(retentions));
  }

  private int begin(Tx tx, Collection<RunFamily> together) {
    List<RunId> runs = together.stream().flatMap(family -> family.runs().stream()).toList();
    if (stores.removals().removeCacheEntries(tx, runs, MOST_CACHE_ENTRIES) == MOST_CACHE_ENTRIES) {
      // Looked up until they are gone; the runs are asked about again.
      return 0;
    }
    stores.removals().begin(tx, runs);
    state.addRemoved(runs);
    for (RunFamily family : together) {
      WorkspaceChain chain = state.workspaces().chain(family.home());
      int visible =
          family.activity().entrySet().stream()
              .filter(activity -> chain.contains(activity.getKey()))
              .mapToInt(activity -> activity.getValue().executions())
              .sum();
      stores
          .retention()
          .recordRemoved(tx, family.home(), Removed.RUNS, family.runs().size(), visible);
      for (RunId run : family.runs()) {
        family
            .activity()
            .keySet()
            .forEach(workspace -> tx.emit(new EngineEvent.RunChanged(run, workspace)));
      }
    }
    return runs.size();
  }

  /** Removes some rows of what nobody needs any more. Returns about how many; 0: all are gone. */
  int removeRows(Tx tx, Command.RemoveRows command) {
    stores.retention().recordRemoved(tx, null, Removed.FILES, command.filesRemoved(), 0);
    int removed = stores.removals().removeSome(tx, command.most());
    if (removed > 0) {
      return removed;
    }
    state.replaceRemoved(stores.removals().listUnderway(tx));
    int entries =
        stores
            .removals()
            .removeCacheEntries(tx, tx.now().minus(CACHE_ENTRY_REMAINS), command.most());
    if (entries > 0) {
      stores.retention().recordRemoved(tx, null, Removed.CACHE_ENTRIES, entries, 0);
      return entries;
    }
    int old = stores.activity().removeBefore(tx, tx.now().minus(activityKept), command.most());
    if (old > 0) {
      return old;
    }
    int sessions =
        stores
            .sessions()
            .removeUnnamed(
                tx,
                tx.now().minus(SESSION_REMAINS),
                tx.now().minus(COUNTER_REMAINS),
                command.most());
    if (sessions > 0) {
      stores.retention().recordRemoved(tx, null, Removed.SESSIONS, sessions, 0);
      return sessions;
    }
    return stores.removals().removeLate(tx, command.most());
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.engine.index.WaitGraph;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.CallStore;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.ResultStore;
import dev.pinwheel.store.StepRow;
import dev.pinwheel.store.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which open executions end together with some others (E4): those that these made in their
 * workspace, transitively, except memoized and cached ones, and except those that something outside
 * has called or waits for.
 */
final class CancelSet {

  private final Stores stores;
  private final EngineState state;

  CancelSet(Stores stores, EngineState state) {
    this.stores = stores;
    this.state = state;
  }

  /** The open executions to cancel besides the ending ones themselves, oldest first. */
  List<OpenExecution> below(Tx tx, Collection<OpenExecution> ending) {
    Set<Long> roots = sequences(ending);
    return closure(tx, ending).stream()
        .filter(execution -> !roots.contains(execution))
        .sorted()
        .map(state::findOpen)
        .filter(open -> open != null)
        .toList();
  }

  /**
   * Those of the ending ones that others of them made and nothing else needs: they end with these
   * and are not tried again, since a retry of their caller makes them anew.
   */
  Set<Long> madeWithin(Tx tx, Collection<OpenExecution> ending) {
    Set<Long> closure = closure(tx, ending);
    Map<Long, Long> rootsByOrigin = rootsByOrigin(tx, sequences(ending));
    Set<Long> made = new HashSet<>();
    Set<Long> wanted = new HashSet<>();
    for (List<Long> some : Chunks.of(rootsByOrigin.keySet())) {
      for (CallStore.Edge call : stores.calls().listCallsTo(tx, some)) {
        Long root = rootsByOrigin.get(call.callee());
        if (!closure.contains(call.caller())) {
          wanted.add(root);
        } else if (call.kind() == CallKind.MADE) {
          made.add(root);
        }
      }
    }
    shared(tx, rootsByOrigin.keySet()).forEach(origin -> made.remove(rootsByOrigin.get(origin)));
    made.removeAll(wanted);
    made.removeIf(root ->
        state.waits().of(root).stream().anyMatch(wait -> !closure.contains(wait.waiting())));
    return made;
  }

  /** Each of the roots, and what it is a retry of or was started by. */
  private Map<Long, Long> rootsByOrigin(Tx tx, Set<Long> roots) {
    Map<Long, Long> rootsByOrigin = new HashMap<>();
    roots.forEach(root -> rootsByOrigin.put(root, root));
    Set<Long> level = roots;
    while (!level.isEmpty()) {
      Set<Long> origins = new HashSet<>();
      for (List<Long> some : Chunks.of(level)) {
        for (ResultStore.Forwarding former : stores.results().listForwardingTo(tx, some)) {
          if (continues(former)) {
            rootsByOrigin.put(former.execution(), rootsByOrigin.get(former.successor()));
            origins.add(former.execution());
          }
        }
      }
      level = origins;
    }
    return rootsByOrigin;
  }

  /** A retry and a started run belong to what was made; what a person re-ran does not. */
  private static boolean continues(ResultStore.Forwarding forwarding) {
    return forwarding.kind() == ResultKind.RETRIED || forwarding.kind() == ResultKind.SPAWNED;
  }

  private static Set<Long> sequences(Collection<OpenExecution> executions) {
    Set<Long> sequences = new LinkedHashSet<>();
    executions.forEach(execution -> sequences.add(execution.sequence()));
    return sequences;
  }

  /** The ending ones and all that they made, open or ended, without what something else needs. */
  private Set<Long> closure(Tx tx, Collection<OpenExecution> ending) {
    Set<Long> roots = sequences(ending);
    Set<Long> kept = new HashSet<>();
    while (true) {
      Set<Long> reached = reach(tx, roots, workspaces(ending), kept);
      Set<Long> wantedOutside = wantedOutside(tx, reached, roots);
      if (wantedOutside.isEmpty()) {
        return reached;
      }
      kept.addAll(wantedOutside);
    }
  }

  private static Set<WorkspaceId> workspaces(Collection<OpenExecution> executions) {
    Set<WorkspaceId> workspaces = new HashSet<>();
    executions.forEach(execution -> workspaces.add(execution.workspace()));
    return workspaces;
  }

  /** Everything made from the roots, through retries and spawned runs, roots included. */
  private Set<Long> reach(Tx tx, Set<Long> roots, Set<WorkspaceId> workspaces, Set<Long> kept) {
    Set<Long> reached = new LinkedHashSet<>(roots);
    Collection<Long> level = roots;
    while (!level.isEmpty()) {
      Set<Long> made = new LinkedHashSet<>();
      for (List<Long> some : Chunks.of(level)) {
        for (CallStore.Edge call : stores.calls().listCallsOf(tx, some)) {
          if (call.kind() == CallKind.MADE
              && workspaces.contains(new WorkspaceId(call.calleeWorkspace()))) {
            made.add(call.callee());
          }
        }
        for (ResultStore.Forwarding next : stores.results().listForwardingOf(tx, some)) {
          if (continues(next) && !roots.contains(next.execution())) {
            made.add(next.successor());
          }
        }
      }
      made.removeAll(reached);
      made.removeAll(kept);
      made.removeAll(shared(tx, made));
      reached.addAll(made);
      level = made;
    }
    return reached;
  }

  /** Those with a memo or cache key: others may rely on them. */
  private Set<Long> shared(Tx tx, Set<Long> executions) {
    Set<Long> shared = new HashSet<>();
    Set<Long> ended = new HashSet<>();
    for (long execution : executions) {
      OpenExecution open = state.findOpen(execution);
      if (open == null) {
        ended.add(execution);
      } else if (open.step().memoKey() != null || open.row().cacheKey() != null) {
        shared.add(execution);
      }
    }
    Map<StepId, Boolean> memoized = new HashMap<>();
    for (List<Long> some : Chunks.of(ended)) {
      for (ExecutionRow row : stores.executions().list(tx, Set.copyOf(some))) {
        boolean hasMemoKey =
            memoized.computeIfAbsent(
                row.id().step(),
                step -> stores.steps().find(tx, step).map(StepRow::memoKey).isPresent());
        if (hasMemoKey || row.cacheKey() != null) {
          shared.add(row.sequence());
        }
      }
    }
    return shared;
  }

  /**
   * Those reached that something not reached has called or waits for: also the one that was asked
   * for, when the wait has gone on to its retry, so that nothing it made is taken from it.
   */
  private Set<Long> wantedOutside(Tx tx, Set<Long> reached, Set<Long> roots) {
    Set<Long> wanted = new HashSet<>();
    List<Long> others = new ArrayList<>(reached);
    others.removeAll(roots);
    for (long execution : others) {
      for (WaitGraph.Wait wait : state.waits().of(execution)) {
        if (!reached.contains(wait.waiting())) {
          wanted.add(execution);
          wanted.add(stores.executions().findRef(tx, wait.asked()).orElseThrow().sequence());
        }
      }
    }
    for (List<Long> some : Chunks.of(others)) {
      for (CallStore.Edge call : stores.calls().listCallsTo(tx, some)) {
        if (!reached.contains(call.caller())) {
          wanted.add(call.callee());
        }
      }
    }
    return wanted;
  }
}

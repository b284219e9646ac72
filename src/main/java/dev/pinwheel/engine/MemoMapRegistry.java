package dev.pinwheel.engine;

import dev.pinwheel.engine.MemoMapPages.TargetName;
import dev.pinwheel.engine.index.RecentlyUsed;
import dev.pinwheel.key.MemoKey;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.Tx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The memoized values of runs that workers hold, so that they answer hits themselves (M14). A map
 * holds settled values only; an entry is removed before the command that changes its lookup is
 * acknowledged. Confined to the committing thread.
 */
final class MemoMapRegistry {

  /** Runs of which is remembered that they have nothing to hand out. */
  private static final int REMEMBERED = 10_000;

  /** Lookups with the same key have the same answers. */
  private record MemoMapKey(RunId run, WorkspaceId workspace, @Nullable MemoOption runDefault) {

    static MemoMapKey of(OpenExecution execution) {
      return new MemoMapKey(
          execution.id().run(), execution.workspace(), execution.row().memoDefault());
    }
  }

  private final Stores stores;
  private final EngineState state;
  private final Map<SessionId, Map<MemoMapKey, MemoMap>> held = new LinkedHashMap<>();

  /**
   * Those taken away while executions used them, by number: what the worker answered with them
   * before it was told is reported later, and stands.
   */
  private final Map<SessionId, Map<Long, MemoMap>> takenAway = new HashMap<>();

  /** The maps of recently used runs that would be empty until the run has another candidate. */
  private final Map<RunId, Set<MemoMapKey>> empty = new RecentlyUsed<>(REMEMBERED);

  MemoMapRegistry(Stores stores, EngineState state) {
    this.stores = stores;
    this.state = state;
  }

  /**
   * Sends the session a map for an execution that it is about to get; the pages go out before the
   * order. Null when a map is not worthwhile: first attempts rarely find anything, and what a
   * re-run asks for beyond its memo options (F9, F10) only the server can answer.
   */
  @Nullable Long hand(Tx tx, OpenExecution execution, WorkerSession session) {
    if (needsServer(execution)) {
      return null;
    }
    Map<MemoMapKey, MemoMap> ofSession = held.getOrDefault(session.id(), Map.of());
    MemoMap map = ofSession.get(MemoMapKey.of(execution));
    if (map == null
        && execution.id().attempt() > 1
        && !isKnownEmpty(MemoMapKey.of(execution))
        && hasCalled(tx, execution)) {
      map = build(tx, execution, session);
    }
    if (map == null) {
      return null;
    }
    map.users++;
    execution.memoMap = map.number;
    return map.number;
  }

  private static boolean needsServer(OpenExecution execution) {
    var rerun = execution.rerun();
    return rerun != null
        && (rerun.memo() != null || rerun.reuseSuccesses() || !rerun.alsoForce().isEmpty());
  }

  private boolean isKnownEmpty(MemoMapKey mapKey) {
    return empty.getOrDefault(mapKey.run(), Set.of()).contains(mapKey);
  }

  private boolean hasCalled(Tx tx, OpenExecution execution) {
    return stores.calls().hasCalled(tx, execution.id().step());
  }

  private @Nullable MemoMap build(Tx tx, OpenExecution execution, WorkerSession session) {
    MemoMapKey mapKey = MemoMapKey.of(execution);
    MemoMap.Built built = MemoMap.build(stores, state, tx, execution, session);
    if (built.isEmpty()) {
      if (built.staysEmpty()) {
        empty.computeIfAbsent(mapKey.run(), run -> new HashSet<>()).add(mapKey);
      }
      return null;
    }
    held.computeIfAbsent(session.id(), id -> new HashMap<>()).put(mapKey, built.map());
    built.pages().forEach(page -> tx.beforeAnswers(() -> session.link().memoize(page)));
    return built.map();
  }

  /** The map's entry for an execution that the caller says it reused; empty when it has none. */
  Optional<MemoMap.Entry> find(OpenExecution caller, ExecutionId reused) {
    WorkerSession session = caller.session;
    if (session == null) {
      return Optional.empty();
    }
    MemoMap map = held.getOrDefault(session.id(), Map.of()).get(MemoMapKey.of(caller));
    Long number = caller.memoMap;
    if (number != null && (map == null || map.number != number)) {
      map = takenAway.getOrDefault(session.id(), Map.of()).get(number);
    }
    return map == null ? Optional.empty() : Optional.ofNullable(map.entries.get(reused));
  }

  /** An execution ended or left its session. */
  void release(Tx tx, OpenExecution execution) {
    WorkerSession session = execution.session;
    Long number = execution.memoMap;
    if (number == null || session == null) {
      return;
    }
    execution.memoMap = null;
    Map<MemoMapKey, MemoMap> ofSession = held.getOrDefault(session.id(), Map.of());
    MemoMap map = ofSession.get(MemoMapKey.of(execution));
    if (map == null || map.number != number) {
      releaseTakenAway(session, number);
    } else if (--map.users <= 0) {
      ofSession.remove(MemoMapKey.of(execution));
      if (ofSession.isEmpty()) {
        held.remove(session.id());
      }
      tx.afterCommit(() -> session.link().forget(map.number, List.of()));
    }
  }

  private void releaseTakenAway(WorkerSession session, long number) {
    Map<Long, MemoMap> ofSession = takenAway.getOrDefault(session.id(), Map.of());
    MemoMap map = ofSession.get(number);
    if (map != null && --map.users <= 0) {
      ofSession.remove(number);
      if (ofSession.isEmpty()) {
        takenAway.remove(session.id());
      }
    }
  }

  /**
   * The worker of a session has reconnected and dropped its maps. A rollback drops all maps anyway.
   *
   * @param executions those of the session
   */
  void drop(WorkerSession session, List<OpenExecution> executions) {
    held.remove(session.id());
    takenAway.remove(session.id());
    executions.forEach(execution -> execution.memoMap = null);
  }

  /**
   * A step is executed again: lookups that see the workspace join the new execution from now on
   * (F5, F6).
   */
  void forced(Tx tx, RunId run, byte[] memoKey, WorkspaceId workspace) {
    MemoKey key = MemoKey.of(memoKey);
    for (Map<MemoMapKey, MemoMap> ofSession : held.values()) {
      ofSession.forEach((mapKey, map) -> {
        if (mapKey.run().equals(run)
            && state.workspaces().chain(mapKey.workspace()).contains(workspace)) {
          // The entry stays: what the worker answered with it meanwhile is explained by it.
          if (map.byKey.remove(key) != null) {
            tx.beforeAnswers(() -> map.session.link().forget(map.number, List.of(key.toString())));
          }
        }
      });
    }
  }

  /** A lookup in the run may find something from now on. */
  void candidateCreated(RunId run) {
    empty.remove(run);
  }

  /** The chain of a workspace and of those below it is about to change (W1). */
  void forgetBelow(Tx tx, WorkspaceId workspace) {
    empty.clear();
    forget(tx, (mapKey, map) -> state.workspaces().chain(mapKey.workspace()).contains(workspace));
  }

  /**
   * A worker is there that declares these modules: forgets the maps with calls for which other
   * options count now (W6).
   */
  void declared(Tx tx, Set<String> modules) {
    empty.clear();
    record Caller(WorkspaceId workspace, @Nullable MemoOption runDefault) {}
    Map<Caller, Map<TargetName, Optional<StepOptions>>> now = new HashMap<>();
    forget(
        tx,
        (mapKey, map) ->
            map.options.entrySet().stream()
                .filter(known -> modules.contains(known.getKey().module()))
                .anyMatch(known ->
                    !now.computeIfAbsent(
                            new Caller(mapKey.workspace(), mapKey.runDefault()),
                            caller -> new HashMap<>())
                        .computeIfAbsent(
                            known.getKey(),
                            name ->
                                MemoMapPages.resolve(
                                    state.manifests(),
                                    state.workspaces().chain(mapKey.workspace()),
                                    name,
                                    mapKey.runDefault()))
                        .equals(Optional.of(known.getValue()))));
  }

  /** Memory is rebuilt. */
  void forgetAll(Tx tx) {
    empty.clear();
    forget(tx, (mapKey, map) -> true);
    takenAway.clear();
  }

  private void forget(Tx tx, BiPredicate<MemoMapKey, MemoMap> which) {
    for (Map<MemoMapKey, MemoMap> ofSession : held.values()) {
      Iterator<Map.Entry<MemoMapKey, MemoMap>> maps = ofSession.entrySet().iterator();
      while (maps.hasNext()) {
        Map.Entry<MemoMapKey, MemoMap> map = maps.next();
        if (which.test(map.getKey(), map.getValue())) {
          MemoMap forgotten = map.getValue();
          maps.remove();
          takenAway
              .computeIfAbsent(forgotten.session.id(), id -> new HashMap<>())
              .put(forgotten.number, forgotten);
          tx.beforeAnswers(() -> forgotten.session.link().forget(forgotten.number, List.of()));
        }
      }
    }
  }
}

package dev.pinwheel.engine;

import dev.pinwheel.engine.MemoMapPages.TargetName;
import dev.pinwheel.engine.index.RecentlyUsed;
import dev.pinwheel.engine.reuse.MemoRule;
import dev.pinwheel.engine.reuse.MemoRule.Candidate;
import dev.pinwheel.engine.reuse.MemoRule.Decision;
import dev.pinwheel.engine.reuse.MemoRule.Standing;
import dev.pinwheel.key.MemoKey;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.CandidateStore.KeyedValue;
import dev.pinwheel.store.Tx;
import java.util.ArrayList;
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

  /** Candidates of a run that are looked at. */
  private static final int MAX_CANDIDATES = 20_000;

  /** Runs of which is remembered that they have nothing to hand out. */
  private static final int REMEMBERED = 10_000;

  /** Lookups with the same key have the same answers. */
  private record MemoMapKey(RunId run, WorkspaceId workspace, @Nullable MemoOption runDefault) {

    static MemoMapKey of(OpenExecution execution) {
      return new MemoMapKey(
          execution.id().run(), execution.workspace(), execution.row().memoDefault());
    }
  }

  /**
   * A value that calls refer to.
   *
   * @param argumentsHash of its step
   * @param why the lookup it stands for; null when it is in no map any more
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  record Entry(
      long execution,
      String module,
      String target,
      byte[] memoKey,
      byte[] argumentsHash,
      @Nullable Why why) {

    /** What is recorded with a call that it answered. */
    Json explain() {
      return why == null
          ? LookupExplanation.ofForgottenMap()
          : LookupExplanation.ofMap(why.version, why.chain, why.hit, why.options);
    }
  }

  /**
   * The lookup that was made when a map was built.
   *
   * @param options of a call without options of its own
   */
  record Why(long version, WorkspaceChain chain, Decision.Hit hit, StepOptions options) {}

  /** A value found for a map, and how. */
  private record Found(KeyedValue row, Decision.Hit hit) {}

  private static final class Held {
    /** When it was made, as an engine sequence number. */
    private final long version;

    /** Among those of its session. */
    private final long number;

    private final WorkerSession session;
    private final Map<ExecutionId, Entry> entries = new HashMap<>();
    private final Map<MemoKey, ExecutionId> byKey = new HashMap<>();

    /** Those of its targets when it was built. */
    private final Map<TargetName, StepOptions> options = new HashMap<>();

    private int users;

    Held(long version, WorkerSession session) {
      this.version = version;
      this.number = session.nextMap();
      this.session = session;
    }
  }

  private final Stores stores;
  private final EngineState state;
  private final Map<SessionId, Map<MemoMapKey, Held>> held = new LinkedHashMap<>();

  /**
   * Those taken away while executions used them, by number: what the worker answered with them
   * before it was told is reported later, and stands.
   */
  private final Map<SessionId, Map<Long, Held>> takenAway = new HashMap<>();

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
    Map<MemoMapKey, Held> ofSession = held.getOrDefault(session.id(), Map.of());
    Held map = ofSession.get(MemoMapKey.of(execution));
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

  private @Nullable Held build(Tx tx, OpenExecution execution, WorkerSession session) {
    MemoMapKey mapKey = MemoMapKey.of(execution);
    WorkspaceChain chain = state.workspaces().chain(execution.workspace());
    Map<MemoKey, List<KeyedValue>> byKey = new LinkedHashMap<>();
    for (KeyedValue row :
        stores.candidates().listMemoValues(tx, mapKey.run(), chain, MAX_CANDIDATES)) {
      byKey.computeIfAbsent(MemoKey.of(row.memoKey()), key -> new ArrayList<>()).add(row);
    }
    Held map = new Held(tx.nextId(), session);
    MemoMapPages pages =
        new MemoMapPages(state.manifests(), map.number, chain, execution.row().memoDefault());
    byKey.forEach((key, rows) -> {
      Found found = decide(rows, chain);
      if (found != null) {
        put(map, key, found, pages);
      }
    });
    if (map.entries.isEmpty()) {
      boolean settled =
          byKey.values().stream()
              .flatMap(List::stream)
              .allMatch(row -> state.findOpenEnd(row.execution()) == null);
      if (settled) {
        empty.computeIfAbsent(mapKey.run(), run -> new HashSet<>()).add(mapKey);
      }
      return null;
    }
    map.options.putAll(pages.options());
    held.computeIfAbsent(session.id(), id -> new HashMap<>()).put(mapKey, map);
    pages.finished().forEach(page -> tx.beforeAnswers(() -> session.link().memoize(page)));
    return map;
  }

  private static void put(Held map, MemoKey key, Found found, MemoMapPages pages) {
    KeyedValue row = found.row();
    Json value = row.value();
    StepOptions options = value == null ? null : pages.add(row, value);
    if (options != null) {
      map.entries.put(
          row.id(),
          new Entry(
              row.execution(),
              row.module(),
              row.target(),
              row.memoKey(),
              row.argumentsHash(),
              new Why(map.version, pages.chain(), found.hit(), options)));
      map.byKey.put(key, row.id());
    }
  }

  /** The one that a lookup finds now; null unless it is settled. */
  private @Nullable Found decide(List<KeyedValue> rows, WorkspaceChain chain) {
    List<Candidate> candidates =
        rows.stream()
            .map(row ->
                new Candidate(
                    row.execution(),
                    chain.depthOf(row.workspace()).orElseThrow(),
                    state.findOpenEnd(row.execution()) == null ? Standing.VALUE : Standing.OPEN))
            .toList();
    return MemoRule.decide(candidates) instanceof Decision.Hit hit
            && hit.taken().standing() == Standing.VALUE
        ? new Found(
            rows.stream()
                .filter(row -> row.execution() == hit.taken().execution())
                .findFirst()
                .orElseThrow(),
            hit)
        : null;
  }

  /** The map's entry for an execution that the caller says it reused; empty when it has none. */
  Optional<Entry> find(OpenExecution caller, ExecutionId reused) {
    WorkerSession session = caller.session;
    if (session == null) {
      return Optional.empty();
    }
    Held map = held.getOrDefault(session.id(), Map.of()).get(MemoMapKey.of(caller));
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
    Map<MemoMapKey, Held> ofSession = held.getOrDefault(session.id(), Map.of());
    Held map = ofSession.get(MemoMapKey.of(execution));
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
    Map<Long, Held> ofSession = takenAway.getOrDefault(session.id(), Map.of());
    Held map = ofSession.get(number);
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
    for (Map<MemoMapKey, Held> ofSession : held.values()) {
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

  private void forget(Tx tx, BiPredicate<MemoMapKey, Held> which) {
    for (Map<MemoMapKey, Held> ofSession : held.values()) {
      Iterator<Map.Entry<MemoMapKey, Held>> maps = ofSession.entrySet().iterator();
      while (maps.hasNext()) {
        Map.Entry<MemoMapKey, Held> map = maps.next();
        if (which.test(map.getKey(), map.getValue())) {
          Held forgotten = map.getValue();
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

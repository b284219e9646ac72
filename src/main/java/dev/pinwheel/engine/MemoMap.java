package dev.pinwheel.engine;

import dev.pinwheel.engine.MemoMapPages.TargetName;
import dev.pinwheel.engine.command.WorkerLink.MemoPage;
import dev.pinwheel.engine.reuse.MemoRule;
import dev.pinwheel.engine.reuse.MemoRule.Candidate;
import dev.pinwheel.engine.reuse.MemoRule.Decision;
import dev.pinwheel.engine.reuse.MemoRule.Standing;
import dev.pinwheel.key.MemoKey;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.store.CandidateStore.KeyedValue;
import dev.pinwheel.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settled values of a run that a worker holds, as they were when the map was built (M14). */
final class MemoMap {

  /** Candidates of a run that are looked at. */
  private static final int MAX_CANDIDATES = 20_000;

  /** When it was made, as an engine sequence number. */
  private final long version;

  /** Among those of its session. */
  final long number;

  final WorkerSession session;
  final Map<ExecutionId, Entry> entries = new HashMap<>();
  final Map<MemoKey, ExecutionId> byKey = new HashMap<>();

  /** Those of its targets when it was built. */
  final Map<TargetName, StepOptions> options = new HashMap<>();

  /** Executions that use it. */
  int users;

  private MemoMap(long version, WorkerSession session) {
    this.version = version;
    this.number = session.nextMap();
    this.session = session;
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

  /**
   * A map, and what the worker is sent of it.
   *
   * @param staysEmpty whether it holds nothing, and another one would hold nothing either until the
   *     run has another candidate
   */
  record Built(MemoMap map, List<MemoPage> pages, boolean staysEmpty) {

    boolean isEmpty() {
      return map.entries.isEmpty();
    }
  }

  /** A value found for a map, and how. */
  private record Found(KeyedValue row, Decision.Hit hit) {}

  /** What calls of the execution would find now. */
  static Built build(
      Stores stores, EngineState state, Tx tx, OpenExecution execution, WorkerSession session) {
    WorkspaceChain chain = state.workspaces().chain(execution.workspace());
    Map<MemoKey, List<KeyedValue>> byKey = new LinkedHashMap<>();
    for (KeyedValue row :
        stores.candidates().listMemoValues(tx, execution.id().run(), chain, MAX_CANDIDATES)) {
      byKey.computeIfAbsent(MemoKey.of(row.memoKey()), key -> new ArrayList<>()).add(row);
    }
    MemoMap map = new MemoMap(tx.nextId(), session);
    MemoMapPages pages =
        new MemoMapPages(state.manifests(), map.number, chain, execution.row().memoDefault());
    byKey.forEach((key, rows) -> {
      Found found = decide(state, rows, chain);
      if (found != null) {
        map.put(key, found, pages);
      }
    });
    map.options.putAll(pages.options());
    boolean staysEmpty =
        map.entries.isEmpty()
            && byKey.values().stream()
                .flatMap(List::stream)
                .allMatch(row -> state.findOpenEnd(row.execution()) == null);
    return new Built(map, pages.finished(), staysEmpty);
  }

  /** The one that a lookup finds now; null unless it is settled. */
  private static @Nullable Found decide(
      EngineState state, List<KeyedValue> rows, WorkspaceChain chain) {
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

  private void put(MemoKey key, Found found, MemoMapPages pages) {
    KeyedValue row = found.row();
    Json value = row.value();
    StepOptions resolved = value == null ? null : pages.add(row, value);
    if (resolved != null) {
      entries.put(
          row.id(),
          new Entry(
              row.execution(),
              row.module(),
              row.target(),
              row.memoKey(),
              row.argumentsHash(),
              new Why(version, pages.chain(), found.hit(), resolved)));
      byKey.put(key, row.id());
    }
  }
}

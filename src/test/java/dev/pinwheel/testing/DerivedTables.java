package dev.pinwheel.testing;

import static dev.pinwheel.store.jooq.Tables.CACHE_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.MEMO_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.REMOVAL_RECORD;
import static dev.pinwheel.store.jooq.Tables.RUN_REFERENCE;
import static dev.pinwheel.store.jooq.Tables.RUN_REMOVAL;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.store.jooq.tables.records.DependencyRecord;
import dev.pinwheel.store.jooq.tables.records.ExecutionRecord;
import dev.pinwheel.store.jooq.tables.records.ResultRecord;
import dev.pinwheel.store.jooq.tables.records.RunRecord;
import dev.pinwheel.store.jooq.tables.records.StepRecord;
import dev.pinwheel.store.jooq.tables.records.WorkspaceRecord;
import dev.pinwheel.store.json.OptionsJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds every derived table from the facts alone, in plain code that shares nothing with the
 * engine, and compares it with what the engine keeps.
 */
public final class DerivedTables {

  private static final HexFormat HEX = HexFormat.of();

  private final FactsSnapshot facts;
  private final Map<Long, ExecutionRecord> executions = new HashMap<>();
  private final Map<String, StepRecord> steps = new HashMap<>();

  private DerivedTables(FactsSnapshot facts) {
    this.facts = facts;
    facts.executions().forEach(execution -> executions.put(execution.getId(), execution));
    facts.steps().forEach(step -> steps.put(step.getRunId() + ":" + step.getNumber(), step));
  }

  /** Fails when any derived row is missing, superfluous or different. */
  public static void check(FactsSnapshot facts) {
    DerivedTables derived = new DerivedTables(facts);
    SoftAssertions softly = new SoftAssertions();
    derived.compare(
        softly,
        "workspace_ancestor (workspace, ancestor, depth)",
        derived.ancestors(),
        WORKSPACE_ANCESTOR,
        row -> list(row, "workspace_id", "ancestor_id", "depth"));
    derived.compare(
        softly,
        "open_execution (execution, run, workspace, session)",
        derived.openExecutions(),
        OPEN_EXECUTION,
        row -> list(row, "execution_id", "run_id", "workspace_id", "session_id"));
    derived.compare(
        softly,
        "queue (execution, workspace, module, not before)",
        derived.queue(),
        QUEUE,
        row -> list(row, "execution_id", "workspace_id", "module", "not_before"));
    derived.compare(
        softly,
        "memo_candidate (run, key, workspace, execution)",
        derived.memoCandidates(),
        MEMO_CANDIDATE,
        row -> list(row, "run_id", "memo_key", "workspace_id", "execution_id"));
    derived.compare(
        softly,
        "cache_candidate (key, workspace, execution, run, settled at, expires at)",
        derived.cacheCandidates(),
        CACHE_CANDIDATE,
        row ->
            list(
                row,
                "cache_key",
                "workspace_id",
                "execution_id",
                "run_id",
                "settled_at",
                "expires_at"));
    derived.compare(
        softly,
        "run_reference (run, referred, kind)",
        derived.references(),
        RUN_REFERENCE,
        row -> list(row, "run_id", "referred_id", "kind"));
    derived.compare(
        softly,
        "outcome (execution, end)",
        derived.outcomes(),
        OUTCOME,
        row -> list(row, "execution_id", "end_id"));
    derived.compare(
        softly,
        "run_summary (run, workspace, executions, open, well, badly, cancelled, calls, reused)",
        derived.summaries(),
        RUN_SUMMARY,
        row ->
            list(
                row,
                "run_id",
                "workspace_id",
                "executions",
                "open_executions",
                "ended_well",
                "ended_badly",
                "cancelled",
                "calls",
                "reused_calls"));
    softly.assertAll();
  }

  private void compare(
      SoftAssertions softly,
      String name,
      Set<String> expected,
      Table<? extends Record> table,
      Function<Record, String> text) {
    Set<String> actual =
        facts.dsl().selectFrom(table).fetch().stream()
            .map(text)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(actual);
    missing.removeAll(removedEntries());
    Set<String> superfluous = new TreeSet<>(actual);
    superfluous.removeAll(expected);
    softly.assertThat(missing).as(name + ": rows that are missing").isEmpty();
    softly.assertThat(superfluous).as(name + ": rows that should not be there").isEmpty();
  }

  private static String list(Record row, String... columns) {
    StringBuilder text = new StringBuilder();
    for (String column : columns) {
      text.append(text(row.get(column))).append(' ');
    }
    return text.toString();
  }

  private static String row(@Nullable Object... values) {
    StringBuilder text = new StringBuilder();
    for (Object value : values) {
      text.append(text(value)).append(' ');
    }
    return text.toString();
  }

  private static String text(@Nullable Object value) {
    return value instanceof byte[] bytes ? HEX.formatHex(bytes, 0, 6) : String.valueOf(value);
  }

  private Set<String> ancestors() {
    Map<Long, WorkspaceRecord> byId =
        facts.workspaces().stream()
            .collect(Collectors.toMap(WorkspaceRecord::getId, Function.identity()));
    Set<String> rows = new TreeSet<>();
    for (WorkspaceRecord workspace : facts.workspaces()) {
      WorkspaceRecord ancestor = workspace;
      for (int depth = 0; ancestor != null; depth++) {
        assertThat(depth).as("length of the chain of " + workspace.getName()).isLessThan(1000);
        rows.add(row(workspace.getId(), ancestor.getId(), depth));
        ancestor = ancestor.getBaseId() == null ? null : byId.get(ancestor.getBaseId());
      }
    }
    return rows;
  }

  /**
   * G2, G3: those of runs that were not removed, although other runs may need some of their rows.
   */
  private List<ExecutionRecord> existing() {
    Set<Long> removed =
        facts.dsl().select(RUN_REMOVAL.RUN_ID).from(RUN_REMOVAL).fetchSet(RUN_REMOVAL.RUN_ID);
    return facts.executions().stream()
        .filter(execution -> !removed.contains(execution.getRunId()))
        .toList();
  }

  private List<ExecutionRecord> open() {
    return facts.executions().stream()
        .filter(execution -> !facts.results().containsKey(execution.getId()))
        .toList();
  }

  private Set<String> openExecutions() {
    Set<String> rows = new TreeSet<>();
    for (ExecutionRecord open : open()) {
      var assignment = facts.assignments().get(open.getId());
      rows.add(
          row(
              open.getId(),
              open.getRunId(),
              open.getWorkspaceId(),
              assignment == null ? null : assignment.getSessionId()));
    }
    return rows;
  }

  private Set<String> queue() {
    Set<String> rows = new TreeSet<>();
    for (ExecutionRecord open : open()) {
      if (!facts.assignments().containsKey(open.getId())) {
        rows.add(
            row(open.getId(), open.getWorkspaceId(), step(open).getModule(), open.getNotBefore()));
      }
    }
    return rows;
  }

  /** M4: open or ended in a value; cached, deferred and spawned ones count by their outcome. */
  private Set<String> memoCandidates() {
    Set<String> rows = new TreeSet<>();
    for (ExecutionRecord execution : existing()) {
      byte[] key = step(execution).getMemoKey();
      if (key != null && fitsMemo(execution)) {
        rows.add(row(execution.getRunId(), key, execution.getWorkspaceId(), execution.getId()));
      }
    }
    return rows;
  }

  private boolean fitsMemo(ExecutionRecord execution) {
    ResultRecord result = facts.results().get(execution.getId());
    if (result == null) {
      return true;
    }
    ResultKind kind = ResultKind.ofWord(result.getKind());
    if (kind.staysInStep()) {
      return false;
    }
    ResultRecord end = facts.results().get(end(execution.getId()));
    return end == null || end.getKind().equals(ResultKind.VALUE.word());
  }

  /** C2, C3: executed themselves with caching on, and open or ended in a value. */
  private Set<String> cacheCandidates() {
    Set<String> rows = new TreeSet<>();
    cacheEntries().forEach(execution -> rows.add(cacheRow(execution)));
    return rows;
  }

  private List<ExecutionRecord> cacheEntries() {
    return existing().stream()
        .filter(execution -> execution.getCacheKey() != null)
        .filter(execution -> {
          ResultRecord result = facts.results().get(execution.getId());
          return result == null || result.getKind().equals(ResultKind.VALUE.word());
        })
        .toList();
  }

  private String cacheRow(ExecutionRecord execution) {
    ResultRecord result = facts.results().get(execution.getId());
    return row(
        execution.getCacheKey(),
        execution.getWorkspaceId(),
        execution.getId(),
        execution.getRunId(),
        result == null ? null : result.getRecordedAt(),
        expiresAt(execution));
  }

  /** G3: when the maximum age recorded with it is over; null: never, or still open. */
  private @Nullable Instant expiresAt(ExecutionRecord execution) {
    byte[] own = execution.getOptions();
    CacheOption cache =
        OptionsJson.read(own != null ? own : step(execution).getOptions()).effective().cache();
    ResultRecord result = facts.results().get(execution.getId());
    return result == null || cache == null || cache.maxAge() == null
        ? null
        : result.getRecordedAt().plus(cache.maxAge());
  }

  /** G3: cache entries that may be gone, because some were removed a day after these expired. */
  private Set<String> removedEntries() {
    Instant removedAt =
        facts
            .dsl()
            .select(DSL.max(REMOVAL_RECORD.ENDED_AT))
            .from(REMOVAL_RECORD)
            .where(REMOVAL_RECORD.KIND.eq("cacheEntries"))
            .fetchSingle()
            .value1();
    Set<String> rows = new TreeSet<>();
    for (ExecutionRecord execution : cacheEntries()) {
      Instant expiresAt = expiresAt(execution);
      if (expiresAt != null
          && removedAt != null
          && expiresAt.isBefore(removedAt.minus(Duration.ofDays(1)))) {
        rows.add(cacheRow(execution));
      }
    }
    return rows;
  }

  /** G2: spawned runs, runs that answered through the cache, and runs whose executions are used. */
  private Set<String> references() {
    Set<String> rows = new TreeSet<>();
    for (RunRecord run : facts.runs()) {
      if (run.getSpawnedById() != null) {
        rows.add(row(runOf(run.getSpawnedById()), run.getId(), "spawned"));
      }
    }
    for (ResultRecord result : facts.results().values()) {
      if (result.getKind().equals(ResultKind.CACHED.word())) {
        addReference(rows, result.getExecutionId(), result.getSuccessorId(), "cached");
      }
    }
    for (DependencyRecord dependency : facts.dependencies()) {
      addReference(rows, dependency.getExecutionId(), dependency.getDependencyId(), "handle");
    }
    return rows;
  }

  private void addReference(Set<String> rows, long execution, long referred, String kind) {
    long run = runOf(execution);
    long other = runOf(referred);
    if (run != other) {
      rows.add(row(run, other, kind));
    }
  }

  private long runOf(long execution) {
    return Objects.requireNonNull(executions.get(execution)).getRunId();
  }

  /** E2: of every execution with a forwarding result whose end has settled. */
  private Set<String> outcomes() {
    Set<String> rows = new TreeSet<>();
    for (ResultRecord result : facts.results().values()) {
      if (ResultKind.ofWord(result.getKind()).isForwarding()) {
        long end = end(result.getExecutionId());
        if (facts.results().containsKey(end)) {
          rows.add(row(result.getExecutionId(), end));
        }
      }
    }
    return rows;
  }

  private long end(long execution) {
    long end = execution;
    for (int hops = 0; ; hops++) {
      assertThat(hops).as("forwarding from " + execution).isLessThan(10_000);
      ResultRecord result = facts.results().get(end);
      if (result == null || result.getSuccessorId() == null) {
        return end;
      }
      end = result.getSuccessorId();
    }
  }

  private Set<String> summaries() {
    Map<String, int[]> counts = new HashMap<>();
    for (ExecutionRecord execution : existing()) {
      int[] count = countsOf(counts, execution);
      count[0]++;
      ResultRecord result = facts.results().get(execution.getId());
      if (result == null) {
        count[1]++;
      } else {
        switch (ResultKind.ofWord(result.getKind())) {
          case VALUE, CACHED, DEFERRED, SPAWNED -> count[2]++;
          case FAILED, TIMED_OUT, ABANDONED -> count[3]++;
          case CANCELLED -> {
            count[3]++;
            count[4]++;
          }
          case SUPERSEDED, RETRIED, SUSPENDED, RECURRED -> {}
        }
      }
    }
    facts
        .calls()
        .forEach(call -> {
          int[] count =
              countsOf(counts, Objects.requireNonNull(executions.get(call.getCallerId())));
          count[5] += call.getTimes();
          if (call.getKind().equals("reused")) {
            count[6] += call.getTimes();
          }
        });
    Set<String> rows = new TreeSet<>();
    counts.forEach((key, count) ->
        rows.add(key + row(count[0], count[1], count[2], count[3], count[4], count[5], count[6])));
    return rows;
  }

  private static int[] countsOf(Map<String, int[]> counts, ExecutionRecord execution) {
    return counts.computeIfAbsent(
        row(execution.getRunId(), execution.getWorkspaceId()), key -> new int[7]);
  }

  private StepRecord step(ExecutionRecord execution) {
    return Objects.requireNonNull(
        steps.get(execution.getRunId() + ":" + execution.getStepNumber()));
  }
}

package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Sequences.RUN_SEQUENCE;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RUN;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.json.OptionsJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table {@code run}. */
public final class RunStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          RUN,
          RUN.ID,
          RUN.WORKSPACE_ID,
          RUN.MODULE,
          RUN.TARGET,
          RUN.MEMO_DEFAULT,
          RUN.IDEMPOTENCY_KEY,
          RUN.REQUEST_HASH,
          RUN.SPAWNED_BY_ID,
          RUN.SUBMITTED_AT,
          RUN.SUBMITTED_BY);

  private static final ReadStatement NEXT_ID =
      new ReadStatement(List.of(), dsl -> dsl.select(RUN_SEQUENCE.nextval()));

  /**
   * A run as it is stored.
   *
   * @param memoDefault what was given at submit, or null
   * @param spawnedBy the execution of a call that started it, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record RunRow(
      RunId id,
      WorkspaceId workspace,
      String module,
      String target,
      @Nullable MemoOption memoDefault,
      @Nullable String idempotencyKey,
      byte @Nullable [] requestHash,
      @Nullable Long spawnedBy,
      String submittedBy) {}

  /** The run that used an idempotency key before, and the hash of its request (E5). */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record Submission(RunId run, byte[] requestHash) {}

  /** A run id never given before. */
  public RunId nextId(Tx tx) {
    long number = tx.fetch(NEXT_ID).getFirst().get(0, Long.class);
    tx.reservedRun(number);
    return new RunId(number);
  }

  public void insert(Tx tx, RunRow run) {
    tx.write(
        INSERT,
        run.id().number(),
        run.workspace().value(),
        run.module(),
        run.target(),
        OptionsJson.writeMemo(run.memoDefault()),
        run.idempotencyKey(),
        run.requestHash(),
        run.spawnedBy(),
        tx.now(),
        run.submittedBy());
  }

  /** The run with this idempotency key in this workspace (not its chain). */
  public Optional<Submission> findByIdempotencyKey(Tx tx, WorkspaceId workspace, String key) {
    return tx.dsl()
        .select(RUN.ID, RUN.REQUEST_HASH)
        .from(RUN)
        .where(RUN.WORKSPACE_ID.eq(workspace.value()))
        .and(RUN.IDEMPOTENCY_KEY.eq(key))
        .fetchOptional(row -> new Submission(new RunId(row.value1()), row.value2()));
  }

  /** An execution of the run was created in the workspace. */
  public void countCreated(Tx tx, RunId run, WorkspaceId workspace) {
    RunSummaryChanges.Change change = tx.summaries().of(run, workspace);
    change.executions++;
    change.openExecutions++;
  }

  /** An execution of the run ended in the workspace. */
  public void countEnded(Tx tx, RunId run, WorkspaceId workspace, ResultKind kind) {
    RunSummaryChanges.Change change = tx.summaries().of(run, workspace);
    change.openExecutions--;
    switch (kind) {
      case VALUE, CACHED, SPAWNED, DEFERRED -> change.endedWell++;
      case FAILED, TIMED_OUT, ABANDONED -> change.endedBadly++;
      case CANCELLED -> {
        change.endedBadly++;
        change.cancelled++;
      }
      case SUPERSEDED, RETRIED, SUSPENDED, RECURRED -> {
        // Its successor counts.
      }
    }
  }

  /** An execution of the run in the workspace made a call. */
  public void countCall(Tx tx, RunId run, WorkspaceId workspace, boolean reused) {
    RunSummaryChanges.Change change = tx.summaries().of(run, workspace);
    change.calls++;
    if (reused) {
      change.reusedCalls++;
    }
  }

  /**
   * The root run of each of these runs (D3): the submitted run that it goes back to, through the
   * calls that spawned runs.
   */
  public Map<RunId, RunId> listRoots(Tx tx, Collection<RunId> runs) {
    Map<Long, Long> spawners = new HashMap<>();
    Set<Long> level = runs.stream().map(RunId::number).collect(Collectors.toSet());
    while (!level.isEmpty()) {
      Map<Long, Long> found =
          tx.dsl()
              .select(RUN.ID, EXECUTION.RUN_ID)
              .from(RUN)
              .join(EXECUTION)
              .on(EXECUTION.ID.eq(RUN.SPAWNED_BY_ID))
              .where(RUN.ID.in(level))
              .fetchMap(RUN.ID, EXECUTION.RUN_ID);
      spawners.putAll(found);
      level = new HashSet<>(found.values());
      level.removeAll(spawners.keySet());
    }
    Map<RunId, RunId> roots = new HashMap<>();
    for (RunId run : runs) {
      long root = run.number();
      for (Long next = spawners.get(root); next != null; next = spawners.get(root)) {
        root = next;
      }
      roots.put(run, new RunId(root));
    }
    return roots;
  }

  /** The run as it is stored. */
  public Optional<RunRow> find(Tx tx, RunId id) {
    return tx.dsl()
        .selectFrom(RUN)
        .where(RUN.ID.eq(id.number()))
        .fetchOptional(row ->
            new RunRow(
                id,
                new WorkspaceId(row.getWorkspaceId()),
                row.getModule(),
                row.getTarget(),
                OptionsJson.readMemo(row.getMemoDefault()),
                row.getIdempotencyKey(),
                row.getRequestHash(),
                row.getSpawnedById(),
                row.getSubmittedBy()));
  }
}

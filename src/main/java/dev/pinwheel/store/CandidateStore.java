package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.CACHE_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.MEMO_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The derived tables {@code memo_candidate} (M4) and {@code cache_candidate} (C2). */
public final class CandidateStore {

  /** More rows than a key has in ordinary runs; if there are more, they are read by chain. */
  private static final int USUAL_CANDIDATES = 64;

  /** Of one cache key, so many of each workspace are considered (C2), the newest ones. */
  public static final int MOST_OF_A_KEY = 1000;

  /** Larger values are read only on request; in bytes. */
  private static final int MAX_VALUE = 16 * 1024;

  private static final WriteStatement INSERT_MEMO =
      WriteStatement.insert(
          MEMO_CANDIDATE,
          MEMO_CANDIDATE.RUN_ID,
          MEMO_CANDIDATE.MEMO_KEY,
          MEMO_CANDIDATE.WORKSPACE_ID,
          MEMO_CANDIDATE.EXECUTION_ID);

  /** Of an execution. */
  static final WriteStatement DELETE_MEMO =
      WriteStatement.of(
          MEMO_CANDIDATE,
          dsl ->
              dsl.deleteFrom(MEMO_CANDIDATE)
                  .where(MEMO_CANDIDATE.EXECUTION_ID.eq(parameter(MEMO_CANDIDATE.EXECUTION_ID))));

  private static final WriteStatement INSERT_CACHE =
      WriteStatement.insert(
          CACHE_CANDIDATE,
          CACHE_CANDIDATE.CACHE_KEY,
          CACHE_CANDIDATE.WORKSPACE_ID,
          CACHE_CANDIDATE.EXECUTION_ID,
          CACHE_CANDIDATE.RUN_ID,
          CACHE_CANDIDATE.SETTLED_AT);

  private static final WriteStatement SETTLE_CACHE =
      WriteStatement.of(
          CACHE_CANDIDATE,
          dsl ->
              dsl.update(CACHE_CANDIDATE)
                  .set(CACHE_CANDIDATE.SETTLED_AT, parameter(CACHE_CANDIDATE.SETTLED_AT))
                  .set(CACHE_CANDIDATE.EXPIRES_AT, parameter(CACHE_CANDIDATE.EXPIRES_AT))
                  .where(cacheRow()));

  private static final WriteStatement DELETE_CACHE =
      WriteStatement.of(CACHE_CANDIDATE, dsl -> dsl.deleteFrom(CACHE_CANDIDATE).where(cacheRow()));

  private static final ReadStatement NEWEST_MEMO =
      new ReadStatement(
          List.of(MEMO_CANDIDATE),
          dsl ->
              dsl.select(MEMO_CANDIDATE.EXECUTION_ID, MEMO_CANDIDATE.WORKSPACE_ID)
                  .from(MEMO_CANDIDATE)
                  .where(MEMO_CANDIDATE.RUN_ID.eq(parameter(MEMO_CANDIDATE.RUN_ID)))
                  .and(MEMO_CANDIDATE.MEMO_KEY.eq(parameter(MEMO_CANDIDATE.MEMO_KEY)))
                  .orderBy(
                      MEMO_CANDIDATE.RUN_ID.desc(),
                      MEMO_CANDIDATE.MEMO_KEY.desc(),
                      MEMO_CANDIDATE.EXECUTION_ID.desc())
                  .limit(DSL.inline(USUAL_CANDIDATES)));

  private static Condition cacheRow() {
    return CACHE_CANDIDATE
        .CACHE_KEY
        .eq(parameter(CACHE_CANDIDATE.CACHE_KEY))
        .and(CACHE_CANDIDATE.WORKSPACE_ID.eq(parameter(CACHE_CANDIDATE.WORKSPACE_ID)))
        .and(CACHE_CANDIDATE.EXECUTION_ID.eq(parameter(CACHE_CANDIDATE.EXECUTION_ID)));
  }

  /**
   * An execution that a lookup may find.
   *
   * @param settledAt of a cache candidate, when its value was recorded; null while it is open
   */
  public record Row(long execution, WorkspaceId workspace, @Nullable Instant settledAt) {}

  public void insertMemo(Tx tx, RunId run, byte[] memoKey, WorkspaceId workspace, long execution) {
    tx.write(INSERT_MEMO, run.number(), memoKey, workspace.value(), execution);
  }

  /** It ended without a value (M9). Does nothing when it is no candidate. */
  public void deleteMemo(Tx tx, long execution) {
    tx.write(DELETE_MEMO, execution);
  }

  public void insertCache(
      Tx tx, byte[] cacheKey, WorkspaceId workspace, RunId run, long execution) {
    tx.write(INSERT_CACHE, cacheKey, workspace.value(), execution, run.number(), null);
  }

  /**
   * It ended in a value.
   *
   * @param maxAge how long it may answer; null: for ever. After that it is removed (G3)
   */
  public void settleCache(
      Tx tx, byte[] cacheKey, WorkspaceId workspace, long execution, @Nullable Duration maxAge) {
    Instant expiresAt = maxAge == null ? null : tx.now().plus(maxAge);
    tx.write(SETTLE_CACHE, tx.now(), expiresAt, cacheKey, workspace.value(), execution);
  }

  /** It ended without a value, or was itself answered by another. */
  public void deleteCache(Tx tx, byte[] cacheKey, WorkspaceId workspace, long execution) {
    tx.write(DELETE_CACHE, cacheKey, workspace.value(), execution);
  }

  /**
   * The candidates of a memo key in a run that a chain sees, in no particular order. One indexed
   * statement, whose cost depends neither on the length of the chain nor on failed attempts; only a
   * key with very many executions needs a second one.
   */
  public List<Row> listMemo(Tx tx, RunId run, byte[] memoKey, WorkspaceChain chain) {
    List<Row> newest =
        tx.fetch(NEWEST_MEMO, run.number(), memoKey).stream()
            .map(row ->
                new Row(
                    row.get(MEMO_CANDIDATE.EXECUTION_ID),
                    new WorkspaceId(row.get(MEMO_CANDIDATE.WORKSPACE_ID)),
                    null))
            .toList();
    List<Row> rows =
        newest.size() < USUAL_CANDIDATES ? newest : listAllMemo(tx, run, memoKey, chain);
    return rows.stream().filter(row -> chain.contains(row.workspace())).toList();
  }

  /**
   * A candidate and its value.
   *
   * @param argumentsHash of its step
   * @param value null while it is open, and when the value is large
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record KeyedValue(
      byte[] memoKey,
      long execution,
      ExecutionId id,
      WorkspaceId workspace,
      String module,
      String target,
      byte[] argumentsHash,
      @Nullable Json value) {}

  /**
   * All candidates of a run that a chain sees, with their values, ordered by key.
   *
   * @param limit how many; a key of which not all fit is left out
   */
  public List<KeyedValue> listMemoValues(Tx tx, RunId run, WorkspaceChain chain, int limit) {
    Field<Long> end = DSL.coalesce(OUTCOME.END_ID, MEMO_CANDIDATE.EXECUTION_ID);
    Field<byte[]> value =
        DSL.when(
            DSL.function("octet_length", Integer.class, RESULT.VALUE_PAYLOAD).le(MAX_VALUE),
            RESULT.VALUE_PAYLOAD);
    List<KeyedValue> rows =
        tx.dsl()
            .select(
                MEMO_CANDIDATE.MEMO_KEY,
                MEMO_CANDIDATE.EXECUTION_ID,
                MEMO_CANDIDATE.WORKSPACE_ID,
                EXECUTION.STEP_NUMBER,
                EXECUTION.ATTEMPT,
                STEP.MODULE,
                STEP.TARGET,
                STEP.ARGUMENTS_HASH,
                value)
            .from(MEMO_CANDIDATE)
            .join(EXECUTION)
            .on(EXECUTION.ID.eq(MEMO_CANDIDATE.EXECUTION_ID))
            .join(STEP)
            .on(StepStore.isStepOf(EXECUTION))
            .leftJoin(OUTCOME)
            .on(OUTCOME.EXECUTION_ID.eq(MEMO_CANDIDATE.EXECUTION_ID))
            .leftJoin(RESULT)
            .on(RESULT.EXECUTION_ID.eq(end))
            .where(MEMO_CANDIDATE.RUN_ID.eq(run.number()))
            .and(MEMO_CANDIDATE.WORKSPACE_ID.in(ids(chain)))
            .orderBy(MEMO_CANDIDATE.MEMO_KEY)
            .limit(limit)
            .fetch(row ->
                new KeyedValue(
                    row.value1(),
                    row.value2(),
                    new ExecutionId(new StepId(run, row.value4()), row.value5()),
                    new WorkspaceId(row.value3()),
                    row.value6(),
                    row.value7(),
                    row.value8(),
                    row.value9() == null ? null : Json.of(row.value9())));
    if (rows.size() < limit) {
      return rows;
    }
    byte[] cut = rows.getLast().memoKey();
    return rows.stream().filter(row -> !Arrays.equals(row.memoKey(), cut)).toList();
  }

  private static List<Long> ids(WorkspaceChain chain) {
    return chain.ids().stream().map(WorkspaceId::value).toList();
  }

  private static List<Row> listAllMemo(Tx tx, RunId run, byte[] memoKey, WorkspaceChain chain) {
    return tx.dsl()
        .select(MEMO_CANDIDATE.EXECUTION_ID, MEMO_CANDIDATE.WORKSPACE_ID)
        .from(MEMO_CANDIDATE)
        .where(MEMO_CANDIDATE.RUN_ID.eq(run.number()))
        .and(MEMO_CANDIDATE.MEMO_KEY.eq(memoKey))
        .and(MEMO_CANDIDATE.WORKSPACE_ID.in(ids(chain)))
        .fetch(row -> new Row(row.value1(), new WorkspaceId(row.value2()), null));
  }

  /**
   * The candidates of a cache key in any run that a chain sees, of each workspace the newest, in no
   * particular order.
   */
  public List<Row> listCache(Tx tx, byte[] cacheKey, WorkspaceChain chain) {
    List<Row> newest = listCache(tx, cacheKey, ids(chain));
    // So many newer ones of a base must not hide the nearer ones (C2).
    return newest.size() < MOST_OF_A_KEY
        ? newest
        : ids(chain).stream()
            .flatMap(workspace -> listCache(tx, cacheKey, List.of(workspace)).stream())
            .toList();
  }

  private static List<Row> listCache(Tx tx, byte[] cacheKey, List<Long> workspaces) {
    return tx.dsl()
        .select(
            CACHE_CANDIDATE.EXECUTION_ID, CACHE_CANDIDATE.WORKSPACE_ID, CACHE_CANDIDATE.SETTLED_AT)
        .from(CACHE_CANDIDATE)
        .where(CACHE_CANDIDATE.CACHE_KEY.eq(cacheKey))
        .and(CACHE_CANDIDATE.WORKSPACE_ID.in(workspaces))
        .orderBy(CACHE_CANDIDATE.EXECUTION_ID.desc())
        .limit(MOST_OF_A_KEY)
        .fetch(row -> new Row(row.value1(), new WorkspaceId(row.value2()), row.value3()));
  }
}

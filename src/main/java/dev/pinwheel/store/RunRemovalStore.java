package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.CACHE_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_KEEP;
import static dev.pinwheel.store.jooq.Tables.RUN_REFERENCE;
import static dev.pinwheel.store.jooq.Tables.RUN_REMOVAL;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Removes whole runs, a bounded number of rows at a time (G3), in the table {@code run_removal}. A
 * run does not exist any more once its removal has begun: its summaries and its idempotency key are
 * gone, and readers leave out what {@code run_removal} names.
 */
public final class RunRemovalStore {

  /** Runs whose rows are removed together. */
  private static final int RUNS = 100;

  /** So long after the last row, nothing is logged any more for a removed run. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final String CACHED = RunReferenceStore.Kind.CACHED.word();

  private static final WriteStatement BEGIN =
      WriteStatement.insert(RUN_REMOVAL, RUN_REMOVAL.RUN_ID, RUN_REMOVAL.REMOVED_AT);

  private static final WriteStatement FINISH =
      WriteStatement.of(
          RUN_REMOVAL,
          dsl ->
              dsl.update(RUN_REMOVAL)
                  .set(RUN_REMOVAL.FINISHED_AT, parameter(RUN_REMOVAL.FINISHED_AT))
                  .where(RUN_REMOVAL.RUN_ID.eq(parameter(RUN_REMOVAL.RUN_ID))));

  private static final WriteStatement LEAVE =
      WriteStatement.of(
          RUN_REMOVAL,
          dsl ->
              dsl.update(RUN_REMOVAL)
                  .set(RUN_REMOVAL.REMNANT_AT, parameter(RUN_REMOVAL.REMNANT_AT))
                  .where(RUN_REMOVAL.RUN_ID.eq(parameter(RUN_REMOVAL.RUN_ID))));

  /** Remnants may go when a run goes that referred to them. Written before the reference goes. */
  private static final WriteStatement LOOK_AGAIN =
      WriteStatement.of(
          RUN_REFERENCE,
          dsl ->
              dsl.update(RUN_REMOVAL)
                  .set(RUN_REMOVAL.REMNANT_AT, DSL.inline(null, RUN_REMOVAL.REMNANT_AT))
                  .where(
                      RUN_REMOVAL.RUN_ID.in(
                          dsl.select(RUN_REFERENCE.REFERRED_ID)
                              .from(RUN_REFERENCE)
                              .where(RUN_REFERENCE.RUN_ID.eq(parameter(RUN_REFERENCE.RUN_ID)))
                              .and(RUN_REFERENCE.KIND.eq(parameter(RUN_REFERENCE.KIND))))));

  private static final WriteStatement FORGET_SPAWNER =
      WriteStatement.of(
          RUN,
          dsl ->
              dsl.update(RUN)
                  .set(RUN.SPAWNED_BY_ID, DSL.inline(null, RUN.SPAWNED_BY_ID))
                  .where(RUN.ID.eq(parameter(RUN.ID))));

  private static final WriteStatement FORGET_RERUN =
      WriteStatement.of(
          EXECUTION,
          dsl ->
              dsl.update(EXECUTION)
                  .set(EXECUTION.RERUN_ID, DSL.inline(null, EXECUTION.RERUN_ID))
                  .where(EXECUTION.RUN_ID.eq(parameter(EXECUTION.RUN_ID)))
                  .and(EXECUTION.RERUN_ID.isNotNull()));

  private static final WriteStatement FORGET_KEY =
      WriteStatement.of(
          RUN,
          dsl ->
              dsl.update(RUN)
                  .set(RUN.IDEMPOTENCY_KEY, DSL.inline(null, RUN.IDEMPOTENCY_KEY))
                  .where(RUN.ID.eq(parameter(RUN.ID)))
                  .and(RUN.IDEMPOTENCY_KEY.isNotNull()));

  private static final WriteStatement DELETE_CACHE =
      WriteStatement.of(
          CACHE_CANDIDATE,
          dsl ->
              dsl.deleteFrom(CACHE_CANDIDATE)
                  .where(CACHE_CANDIDATE.CACHE_KEY.eq(parameter(CACHE_CANDIDATE.CACHE_KEY)))
                  .and(CACHE_CANDIDATE.WORKSPACE_ID.eq(parameter(CACHE_CANDIDATE.WORKSPACE_ID)))
                  .and(CACHE_CANDIDATE.EXECUTION_ID.eq(parameter(CACHE_CANDIDATE.EXECUTION_ID))));

  private static final WriteStatement DELETE_SUMMARY =
      RunRows.delete(RUN_SUMMARY, RUN_SUMMARY.RUN_ID);
  private static final WriteStatement DELETE_KEEP = RunRows.delete(RUN_KEEP, RUN_KEEP.RUN_ID);
  private static final WriteStatement DELETE_REFERENCE =
      RunRows.delete(RUN_REFERENCE, RUN_REFERENCE.RUN_ID);
  private static final WriteStatement DELETE_REFERENCE_BUT_CACHED =
      WriteStatement.of(
          RUN_REFERENCE,
          dsl ->
              dsl.deleteFrom(RUN_REFERENCE)
                  .where(RUN_REFERENCE.RUN_ID.eq(parameter(RUN_REFERENCE.RUN_ID)))
                  .and(RUN_REFERENCE.KIND.ne(parameter(RUN_REFERENCE.KIND))));
  private static final WriteStatement DELETE_RUN = RunRows.delete(RUN, RUN.ID);
  private static final WriteStatement DELETE_REMOVAL =
      RunRows.delete(RUN_REMOVAL, RUN_REMOVAL.RUN_ID);

  /** Runs of which something is left, although they do not exist any more. */
  public Set<RunId> listUnderway(Tx tx) {
    return tx
        .dsl()
        .select(RUN_REMOVAL.RUN_ID)
        .from(RUN_REMOVAL)
        .where(RUN_REMOVAL.FINISHED_AT.isNull())
        .fetch(row -> new RunId(row.value1()))
        .stream()
        .collect(Collectors.toSet());
  }

  /**
   * Begins to remove runs: from now on they do not exist. Their cache entries have to be gone
   * ({@link #removeCacheEntries}).
   */
  public void begin(Tx tx, Collection<RunId> runs) {
    for (RunId run : runs) {
      long id = run.number();
      tx.write(BEGIN, id, tx.now());
      tx.write(DELETE_SUMMARY, id);
      tx.write(FORGET_KEY, id);
      tx.write(DELETE_KEEP, id);
    }
  }

  /** Removes at most so many cache entries of runs; answers how many. */
  public int removeCacheEntries(Tx tx, Collection<RunId> runs, int most) {
    List<Long> numbers = runs.stream().map(RunId::number).toList();
    return removeCacheEntries(tx, CACHE_CANDIDATE.RUN_ID.in(numbers), most);
  }

  /** Removes at most so many cache entries that expired before a time; answers how many. */
  public int removeCacheEntries(Tx tx, Instant expiredBefore, int most) {
    return removeCacheEntries(tx, CACHE_CANDIDATE.EXPIRES_AT.lt(expiredBefore), most);
  }

  private static int removeCacheEntries(Tx tx, Condition which, int most) {
    var rows =
        tx.dsl()
            .select(
                CACHE_CANDIDATE.CACHE_KEY,
                CACHE_CANDIDATE.WORKSPACE_ID,
                CACHE_CANDIDATE.EXECUTION_ID)
            .from(CACHE_CANDIDATE)
            .where(which)
            .limit(most)
            .fetch();
    rows.forEach(row -> tx.write(DELETE_CACHE, row.value1(), row.value2(), row.value3()));
    return rows.size();
  }

  /**
   * Goes on with what was begun; answers about how many rows were removed, 0 when nothing is left
   * that may go. Steps that answered those of other runs through the cache stay until these go
   * (G2). Payload files are left: nothing refers to them any more.
   */
  public int removeSome(Tx tx, int most) {
    List<Long> runs =
        tx.dsl()
            .select(RUN_REMOVAL.RUN_ID)
            .from(RUN_REMOVAL)
            .where(RUN_REMOVAL.FINISHED_AT.isNull())
            .and(RUN_REMOVAL.REMNANT_AT.isNull())
            .orderBy(RUN_REMOVAL.RUN_ID)
            .limit(RUNS)
            .fetch(RUN_REMOVAL.RUN_ID);
    if (runs.isEmpty()) {
      return 0;
    }
    RunRows.Batch batch = RunRows.remove(tx, runs, most);
    if (batch.complete) {
      finish(tx, runs);
      batch.left -= runs.size();
    }
    tx.flushAll();
    return most - batch.left;
  }

  /**
   * What is left of the runs is nothing, or steps that answered those of other runs through the
   * cache: remnants, which stay as long as these runs.
   */
  private static void finish(Tx tx, List<Long> runs) {
    Set<Long> remnants =
        tx.dsl()
            .selectDistinct(STEP.RUN_ID)
            .from(STEP)
            .where(STEP.RUN_ID.in(runs))
            .fetchSet(STEP.RUN_ID);
    for (long run : runs) {
      if (remnants.contains(run)) {
        tx.write(DELETE_REFERENCE_BUT_CACHED, run, CACHED);
        tx.write(FORGET_SPAWNER, run);
        tx.write(FORGET_RERUN, run);
      } else {
        tx.write(LOOK_AGAIN, run, CACHED);
        tx.write(DELETE_REFERENCE, run);
        tx.write(DELETE_RUN, run);
        tx.write(FINISH, tx.now(), run);
      }
    }
    Set<Long> referred =
        tx.dsl()
            .selectDistinct(RUN_REFERENCE.REFERRED_ID)
            .from(RUN_REFERENCE)
            .where(RUN_REFERENCE.REFERRED_ID.in(remnants))
            .and(RUN_REFERENCE.KIND.eq(CACHED))
            .fetchSet(RUN_REFERENCE.REFERRED_ID);
    // The others go in the next batch: what referred to them has just gone.
    referred.forEach(run -> tx.write(LEAVE, tx.now(), run));
  }

  /**
   * Removes what was logged for removed runs after their last row, and forgets that they were
   * removed; answers about how many rows that were.
   */
  public int removeLate(Tx tx, int most) {
    List<Long> runs =
        tx.dsl()
            .select(RUN_REMOVAL.RUN_ID)
            .from(RUN_REMOVAL)
            .where(RUN_REMOVAL.FINISHED_AT.lt(tx.now().minus(LATE)))
            .limit(Math.min(most, RUNS))
            .fetch(RUN_REMOVAL.RUN_ID);
    if (runs.isEmpty()) {
      return 0;
    }
    RunRows.Batch batch = RunRows.removeMessages(tx, runs, most);
    if (batch.complete) {
      runs.forEach(run -> tx.write(DELETE_REMOVAL, run));
    }
    return most - batch.left + runs.size();
  }
}

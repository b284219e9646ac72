package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.REMOVAL_RECORD;
import static dev.pinwheel.store.jooq.Tables.RETENTION;
import static dev.pinwheel.store.jooq.Tables.RUN_KEEP;

import dev.pinwheel.model.Retention;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The tables {@code retention}, {@code run_keep} (G1) and {@code removal_record}. */
public final class RetentionStore {

  // ---------------------------------------------------------------- settings

  /** Sets the retention of a workspace, or replaces it. */
  public void set(Tx tx, WorkspaceId workspace, Retention retention, String by) {
    clear(tx, workspace);
    Duration age = retention.age();
    tx.dsl()
        .insertInto(RETENTION)
        .set(RETENTION.WORKSPACE_ID, workspace.value())
        .set(RETENTION.AGE_MILLIS, age == null ? null : age.toMillis())
        .set(RETENTION.LAST_RUNS, retention.lastRuns())
        .set(RETENTION.CHILD_LIMIT_MILLIS, retention.childLimit().toMillis())
        .set(RETENTION.SET_AT, tx.now())
        .set(RETENTION.SET_BY, by)
        .execute();
  }

  /** The workspace inherits from now on. */
  public void clear(Tx tx, WorkspaceId workspace) {
    tx.dsl().deleteFrom(RETENTION).where(RETENTION.WORKSPACE_ID.eq(workspace.value())).execute();
    tx.countWrite();
  }

  /** What is set, by workspace; those that inherit are not there. */
  public Map<WorkspaceId, Retention> listAll(DSLContext dsl) {
    Map<WorkspaceId, Retention> all = new HashMap<>();
    dsl.selectFrom(RETENTION)
        .forEach(row -> {
          Long age = row.getAgeMillis();
          all.put(
              new WorkspaceId(row.getWorkspaceId()),
              new Retention(
                  age == null ? null : Duration.ofMillis(age),
                  row.getLastRuns(),
                  Duration.ofMillis(row.getChildLimitMillis())));
        });
    return all;
  }

  /** As {@link #listAll(DSLContext)}, with what the transaction has changed. */
  public Map<WorkspaceId, Retention> listAll(Tx tx) {
    return listAll(tx.dsl());
  }

  // ---------------------------------------------------------------- marks

  /** Marks a run that is not marked. */
  public void keep(Tx tx, RunId run, String by) {
    tx.dsl()
        .insertInto(RUN_KEEP)
        .set(RUN_KEEP.RUN_ID, run.number())
        .set(RUN_KEEP.KEPT_AT, tx.now())
        .set(RUN_KEEP.KEPT_BY, by)
        .execute();
    tx.countWrite();
  }

  /** Takes the mark away, if there is one. */
  public void release(Tx tx, RunId run) {
    tx.dsl().deleteFrom(RUN_KEEP).where(RUN_KEEP.RUN_ID.eq(run.number())).execute();
    tx.countWrite();
  }

  public boolean isKept(Tx tx, RunId run) {
    DSLContext dsl = tx.dsl();
    return dsl.fetchExists(dsl.selectOne().from(RUN_KEEP).where(RUN_KEEP.RUN_ID.eq(run.number())));
  }

  // ---------------------------------------------------------------- what was removed

  /** What is removed. */
  public enum Removed {
    RUNS("runs"),
    CACHE_ENTRIES("cacheEntries"),
    SESSIONS("sessions"),
    FILES("files");

    private final String word;

    Removed(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Records what was removed, in the row of this hour.
   *
   * @param workspace where the runs were submitted; null of what belongs to no workspace
   * @param executions those of the runs that are visible from the workspace
   */
  public void recordRemoved(
      Tx tx, @Nullable WorkspaceId workspace, Removed kind, int removed, int executions) {
    if (removed == 0) {
      return;
    }
    Instant hour = tx.now().truncatedTo(ChronoUnit.HOURS);
    Long id = workspace == null ? null : workspace.value();
    DSLContext dsl = tx.dsl();
    int updated =
        dsl.update(REMOVAL_RECORD)
            .set(REMOVAL_RECORD.REMOVED, REMOVAL_RECORD.REMOVED.plus(removed))
            .set(REMOVAL_RECORD.EXECUTIONS, REMOVAL_RECORD.EXECUTIONS.plus(executions))
            .set(REMOVAL_RECORD.ENDED_AT, tx.now())
            .where(REMOVAL_RECORD.STARTED_AT.eq(hour))
            .and(REMOVAL_RECORD.KIND.eq(kind.word()))
            .and(
                id == null
                    ? REMOVAL_RECORD.WORKSPACE_ID.isNull()
                    : REMOVAL_RECORD.WORKSPACE_ID.eq(id))
            .execute();
    if (updated == 0) {
      dsl.insertInto(REMOVAL_RECORD)
          .set(REMOVAL_RECORD.ID, tx.nextId())
          .set(REMOVAL_RECORD.WORKSPACE_ID, id)
          .set(REMOVAL_RECORD.KIND, kind.word())
          .set(REMOVAL_RECORD.REMOVED, removed)
          .set(REMOVAL_RECORD.EXECUTIONS, executions)
          .set(REMOVAL_RECORD.STARTED_AT, hour)
          .set(REMOVAL_RECORD.ENDED_AT, tx.now())
          .execute();
    }
    tx.countWrite();
  }
}

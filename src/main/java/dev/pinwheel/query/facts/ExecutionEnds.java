package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.RESULT;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * When executions were assigned, and how they ended. Most ids of a run are close together. Ranges
 * of ids are therefore scanned, where a join would look up each row by its key.
 */
final class ExecutionEnds {

  private final DSLContext dsl;
  private final ExecutionRows rows;
  private final Map<Long, ResultFact> results;
  private final Map<Long, Instant> assigned;

  private ExecutionEnds(DSLContext dsl, ExecutionRows rows, int size) {
    this.dsl = dsl;
    this.rows = rows;
    this.results = HashMap.newHashMap(size);
    this.assigned = HashMap.newHashMap(size);
  }

  /** Reads the ends of these executions, and of some others between them. */
  static ExecutionEnds load(DSLContext dsl, ExecutionRows rows, long[] executions) {
    ExecutionEnds ends = new ExecutionEnds(dsl, rows, executions.length);
    IdRanges ids = IdRanges.of(executions);
    for (IdRanges.Range range : ids.ranges()) {
      ends.loadResults(isIn(RESULT.EXECUTION_ID, range));
      ends.loadAssignments(isIn(ASSIGNMENT.EXECUTION_ID, range));
    }
    FactLoader.inParts(
        ids.single(),
        part -> {
          ends.loadResults(RESULT.EXECUTION_ID.in(part));
          ends.loadAssignments(ASSIGNMENT.EXECUTION_ID.in(part));
        });
    return ends;
  }

  private static Condition isIn(Field<Long> id, IdRanges.Range range) {
    return id.between(range.from(), range.to());
  }

  /** Null while it is open. */
  @Nullable ResultFact result(long execution) {
    return results.get(execution);
  }

  /** Null when it was never assigned. */
  @Nullable Instant assignedAt(long execution) {
    return assigned.get(execution);
  }

  private void loadResults(Condition which) {
    ResultSetReader.forEach(
        dsl.select(
                RESULT.EXECUTION_ID,
                RESULT.KIND,
                RESULT.CAUSE,
                RESULT.VALUE_HASH,
                RESULT.FAILURE_HASH,
                RESULT.FAILURE_TYPE,
                RESULT.SUCCESSOR_ID,
                RESULT.ENDED_BY,
                RESULT.RECORDED_AT)
            .from(RESULT)
            .where(which),
        row -> results.put(row.getLong(1), result(row)));
  }

  private ResultFact result(ResultSet row) throws SQLException {
    Instant recordedAt = ResultSetReader.instant(row, 9);
    if (recordedAt == null) {
      throw new IllegalStateException("A result of %d has no time".formatted(row.getLong(1)));
    }
    byte[] value = row.getBytes(4);
    return rows.result(
        row.getString(2),
        row.getString(3),
        value == null ? row.getBytes(5) : value,
        row.getString(6),
        ResultSetReader.number(row, 7),
        row.getString(8),
        recordedAt);
  }

  private void loadAssignments(Condition which) {
    ResultSetReader.forEach(
        dsl.select(ASSIGNMENT.EXECUTION_ID, ASSIGNMENT.ASSIGNED_AT).from(ASSIGNMENT).where(which),
        row -> {
          Instant at = ResultSetReader.instant(row, 2);
          if (at != null) {
            assigned.put(row.getLong(1), at);
          }
        });
  }
}

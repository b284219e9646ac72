package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.RESULT;

import dev.pinwheel.model.Failure;
import dev.pinwheel.store.json.StoredFailureJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;

/** Reads how executions failed. */
final class FailureReader {

  private FailureReader() {}

  /**
   * The recorded failures, by sequence.
   *
   * @param executions those that are known to be visible (W4)
   */
  static Map<Long, Failure> read(DSLContext dsl, Collection<Long> executions) {
    Map<Long, Failure> failures = new HashMap<>();
    if (!executions.isEmpty()) {
      dsl.select(RESULT.EXECUTION_ID, RESULT.FAILURE)
          .from(RESULT)
          .where(RESULT.EXECUTION_ID.in(executions))
          .and(RESULT.FAILURE.isNotNull())
          .forEach(row -> failures.put(row.value1(), StoredFailureJson.read(row.value2())));
    }
    return failures;
  }
}

package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.RESULT;

import dev.pinwheel.model.Json;
import dev.pinwheel.query.view.Value;
import java.util.Optional;
import org.jooq.DSLContext;

/** Loads values up to the limit of {@link Value}. */
public final class ValueLoader {

  private ValueLoader() {}

  /** The value in which an execution itself ended; empty when it did not end in a value. */
  public static Optional<Value> result(DSLContext dsl, long execution) {
    return dsl.select(RESULT.VALUE_PAYLOAD, BLOB.SIZE)
        .from(RESULT)
        .leftJoin(BLOB)
        .on(BLOB.ID.eq(RESULT.VALUE_BLOB_ID))
        .where(RESULT.EXECUTION_ID.eq(execution))
        .and(RESULT.KIND.eq("value"))
        .fetchOptional(row -> {
          byte[] inline = row.value1();
          return inline == null
              ? new Value(null, row.value2())
              : new Value(Json.of(inline), inline.length);
        });
  }
}

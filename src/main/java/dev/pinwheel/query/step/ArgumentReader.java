package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.json.StoredFailureJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jspecify.annotations.Nullable;

/**
 * Arguments in full, to be taken along: {@code {"userId":"u1","month":3}}, by the names of the
 * parameters. Thread-safe.
 */
public final class ArgumentReader {

  /** Of more bytes only the size is read. */
  public static final int MOST_BYTES = 1024 * 1024;

  private final Database database;
  private final Payloads payloads;

  public ArgumentReader(Database database, Payloads payloads) {
    this.database = database;
    this.payloads = payloads;
  }

  /**
   * The arguments of a step. Blocks.
   *
   * @throws Rejection (not found) when nothing of it is visible from here
   */
  public Value ofStep(Viewpoint viewpoint, StepId step) {
    return database.read(dsl -> ofStep(dsl, viewpoint, step));
  }

  /**
   * The arguments of a call: its own where they differ from those of the step called (M6). Blocks.
   *
   * @param caller made the call
   * @param number of the call among those of the caller
   * @throws Rejection (not found) when caller or step called is not visible from here
   */
  public Value ofCall(Viewpoint viewpoint, ExecutionId caller, int number, StepId called) {
    return database.read(dsl -> {
      long sequence =
          attempts(dsl, viewpoint, caller.step()).stream()
              .filter(attempt -> attempt.id().equals(caller))
              .findFirst()
              .map(ExecutionFact::sequence)
              .orElseThrow(() ->
                  Rejection.notFound("%s cannot see %s.".formatted(viewpoint.name(), caller)));
      Record3<byte[], Long, Long> own =
          dsl.select(CALL.ARGUMENTS, CALL.ARGUMENTS_BLOB_ID, BLOB.SIZE)
              .from(CALL)
              .leftJoin(BLOB)
              .on(BLOB.ID.eq(CALL.ARGUMENTS_BLOB_ID))
              .where(CALL.CALLER_ID.eq(sequence))
              .and(CALL.NUMBER.eq(number))
              .fetchOne();
      return own == null || own.value1() == null && own.value2() == null
          ? ofStep(dsl, viewpoint, called)
          : read(dsl, attempts(dsl, viewpoint, called).getFirst().step(), own);
    });
  }

  private Value ofStep(DSLContext dsl, Viewpoint viewpoint, StepId step) {
    StepFact fact = attempts(dsl, viewpoint, step).getFirst().step();
    return read(
        dsl,
        fact,
        dsl.select(STEP.ARGUMENTS, STEP.ARGUMENTS_BLOB_ID, BLOB.SIZE)
            .from(STEP)
            .leftJoin(BLOB)
            .on(BLOB.ID.eq(STEP.ARGUMENTS_BLOB_ID))
            .where(STEP.RUN_ID.eq(step.run().number()))
            .and(STEP.NUMBER.eq(step.number()))
            .fetchSingle());
  }

  /** At least one. */
  private static List<ExecutionFact> attempts(DSLContext dsl, Viewpoint viewpoint, StepId step) {
    List<ExecutionFact> attempts = FactLoader.loadAttempts(dsl, viewpoint, step).attempts(step);
    if (attempts.isEmpty()) {
      throw Rejection.notFound("%s cannot see %s.".formatted(viewpoint.name(), step));
    }
    return attempts;
  }

  private Value read(DSLContext dsl, StepFact step, Record3<byte[], Long, Long> stored) {
    @Nullable Long size = stored.value3();
    if (size != null && size > MOST_BYTES) {
      return new Value(null, size);
    }
    Json json =
        named(
            step.options().parameters(),
            JsonArray.split(payloads.load(dsl, stored.value1(), stored.value2())));
    return new Value(json, json.size());
  }

  private static Json named(List<String> names, List<Json> values) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.write('{');
    for (int i = 0; i < values.size(); i++) {
      String name = i < names.size() ? names.get(i) : "#" + (i + 1);
      String quoted = "%s\"%s\":".formatted(i == 0 ? "" : ",", StoredFailureJson.written(name));
      json.writeBytes(quoted.getBytes(StandardCharsets.UTF_8));
      json.writeBytes(values.get(i).utf8());
    }
    json.write('}');
    return Json.of(json.toByteArray());
  }
}

package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.StepStore;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** About how many bytes runs occupy: their payloads and logs, and what rows and indexes take. */
public final class RemovalSizes {

  /** Rows and index entries of an execution and its step, without payloads; measured on H2. */
  private static final long BYTES_PER_EXECUTION = 1000;

  private RemovalSizes() {}

  /** Of what is visible of these runs. */
  public static long sum(DSLContext dsl, Viewpoint viewpoint, Collection<RunId> runs) {
    long[] bytes = {0};
    FactLoader.inParts(
        runs.stream().map(RunId::number).toList(), ids -> bytes[0] += sum(dsl, viewpoint, ids));
    return bytes[0];
  }

  private static long sum(DSLContext dsl, Viewpoint viewpoint, List<Long> ids) {
    Condition visible =
        EXECUTION.RUN_ID.in(ids).and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID));
    return number(
            dsl.select(
                    DSL.sum(
                        size(RESULT.VALUE_PAYLOAD)
                            .plus(size(RESULT.FAILURE))
                            .plus(DSL.coalesce(BLOB.SIZE, DSL.inline(0L)))
                            .plus(DSL.inline(BYTES_PER_EXECUTION))))
                .from(EXECUTION)
                .leftJoin(RESULT)
                .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
                .leftJoin(BLOB)
                .on(BLOB.ID.eq(RESULT.VALUE_BLOB_ID))
                .where(visible))
        + number(
            dsl.select(DSL.sum(size(STEP.ARGUMENTS).plus(DSL.coalesce(BLOB.SIZE, DSL.inline(0L)))))
                .from(EXECUTION)
                .join(STEP)
                .on(StepStore.isStepOf(EXECUTION))
                .leftJoin(BLOB)
                .on(BLOB.ID.eq(STEP.ARGUMENTS_BLOB_ID))
                .where(visible)
                .and(EXECUTION.ATTEMPT.eq(1)))
        + number(
            dsl.select(DSL.sum(size(LOG_MESSAGE.TEMPLATE).plus(size(LOG_MESSAGE.TEMPLATE_VALUES))))
                .from(LOG_MESSAGE)
                .where(LOG_MESSAGE.RUN_ID.in(ids))
                .and(VisibilityCondition.in(viewpoint, LOG_MESSAGE.WORKSPACE_ID)));
  }

  private static Field<Long> size(Field<byte[]> bytes) {
    return DSL.coalesce(DSL.function("octet_length", Long.class, bytes), DSL.inline(0L));
  }

  private static long number(Select<Record1<BigDecimal>> sum) {
    Record1<BigDecimal> row = sum.fetchOne();
    @Nullable BigDecimal bytes = row == null ? null : row.value1();
    return bytes == null ? 0 : bytes.longValue();
  }
}

package dev.pinwheel.store.check;

import static dev.pinwheel.store.RemovalConditions.isOfNotRemoved;
import static dev.pinwheel.store.RemovalConditions.notRemoved;
import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.CACHE_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.MEMO_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.QUEUE;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_REFERENCE;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;

import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.jooq.DefaultSchema;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.ForeignKey;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * What must hold in a database that comes from a backup: each reference leads somewhere, each file
 * of a large value is there, and derived rows say what the facts say ({@link DerivedRowsCheck}).
 * Reads only.
 */
public final class RestoreCheck {

  /**
   * A column whose values are found in another, without a foreign key in the schema.
   *
   * @param where in which rows: runs that are being removed may have lost some (G3)
   */
  private record Reference(TableField<?, Long> from, TableField<?, Long> to, Condition where) {

    Reference(TableField<?, Long> from, TableField<?, Long> to) {
      this(from, to, DSL.noCondition());
    }
  }

  private static final List<Reference> REFERENCES =
      List.of(
          new Reference(WORKSPACE_ANCESTOR.WORKSPACE_ID, WORKSPACE.ID),
          new Reference(WORKSPACE_ANCESTOR.ANCESTOR_ID, WORKSPACE.ID),
          new Reference(RUN.SPAWNED_BY_ID, EXECUTION.ID, notRemoved(RUN.ID)),
          new Reference(STEP.ARGUMENTS_BLOB_ID, BLOB.ID),
          new Reference(EXECUTION.WORKSPACE_ID, WORKSPACE.ID),
          new Reference(EXECUTION.RERUN_ID, RERUN.EXECUTION_ID, notRemoved(EXECUTION.RUN_ID)),
          new Reference(RESULT.VALUE_BLOB_ID, BLOB.ID),
          new Reference(RESULT.SUCCESSOR_ID, EXECUTION.ID, isOfNotRemoved(RESULT.EXECUTION_ID)),
          new Reference(CALL.ARGUMENTS_BLOB_ID, BLOB.ID),
          new Reference(DEPENDENCY.EXECUTION_ID, EXECUTION.ID),
          new Reference(DEPENDENCY.DEPENDENCY_ID, EXECUTION.ID, notRemoved(DEPENDENCY.RUN_ID)),
          new Reference(LOG_MESSAGE.EXECUTION_ID, EXECUTION.ID, notRemoved(LOG_MESSAGE.RUN_ID)),
          new Reference(OPEN_EXECUTION.EXECUTION_ID, EXECUTION.ID),
          new Reference(QUEUE.EXECUTION_ID, OPEN_EXECUTION.EXECUTION_ID),
          new Reference(MEMO_CANDIDATE.EXECUTION_ID, EXECUTION.ID),
          new Reference(CACHE_CANDIDATE.EXECUTION_ID, EXECUTION.ID),
          new Reference(OUTCOME.EXECUTION_ID, RESULT.EXECUTION_ID),
          new Reference(OUTCOME.END_ID, RESULT.EXECUTION_ID, isOfNotRemoved(OUTCOME.EXECUTION_ID)),
          new Reference(CACHE_CANDIDATE.RUN_ID, RUN.ID),
          new Reference(RUN_REFERENCE.RUN_ID, RUN.ID),
          new Reference(RUN_REFERENCE.REFERRED_ID, RUN.ID, notRemoved(RUN_REFERENCE.RUN_ID)),
          new Reference(RUN_SUMMARY.RUN_ID, RUN.ID),
          new Reference(RUN_SUMMARY.WORKSPACE_ID, WORKSPACE.ID));

  private final DSLContext dsl;
  private final List<String> problems = new ArrayList<>();

  private RestoreCheck(DSLContext dsl) {
    this.dsl = dsl;
  }

  /** What does not hold, a sentence each; empty when all is well. */
  public static List<String> problemsOf(Database database, Payloads payloads) {
    return database.read(dsl -> {
      RestoreCheck check = new RestoreCheck(dsl);
      check.references();
      check.files(payloads);
      check.problems.addAll(DerivedRowsCheck.problemsOf(dsl));
      return List.copyOf(check.problems);
    });
  }

  private void references() {
    for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
      for (ForeignKey<?, ?> key : table.getReferences()) {
        foreignKey(table, key);
      }
    }
    for (Reference reference : REFERENCES) {
      Table<?> target = reference.to().getTable().as("target");
      Condition found = DSL.val(true).isTrue();
      missing(
          reference.from().getTable(),
          reference.from().isNotNull().and(reference.where()),
          target,
          found.and(target.field(reference.to()).eq(reference.from())),
          reference.from().getName());
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the two halves of a key have the same types
  private void foreignKey(Table<?> table, ForeignKey<?, ?> key) {
    Table<?> target = key.getKey().getTable().as("target");
    Condition present = DSL.noCondition();
    Condition found = DSL.noCondition();
    for (int i = 0; i < key.getFields().size(); i++) {
      TableField from = key.getFields().get(i);
      present = present.and(from.isNotNull());
      found = found.and(target.field((TableField) key.getKeyFields().get(i)).eq(from));
    }
    missing(table, present, target, found, key.getFields().getFirst().getName());
  }

  private void missing(
      Table<?> table, Condition present, Table<?> target, Condition found, String column) {
    int count =
        dsl.fetchCount(
            dsl.selectOne()
                .from(table)
                .where(present)
                .andNotExists(dsl.selectOne().from(target).where(found)));
    if (count > 0) {
      problems.add(
          "%d rows of '%s' refer by '%s' to rows that are missing."
              .formatted(count, table.getName(), column));
    }
  }

  private void files(Payloads payloads) {
    dsl.select(BLOB.ID, BLOB.FILE, BLOB.SIZE)
        .from(BLOB)
        .where(BLOB.FILE.isNotNull())
        .forEach(row -> {
          long size = payloads.sizeOf(dsl, row.value2());
          if (size != row.value3()) {
            problems.add(
                size < 0
                    ? "The file %s of a large value is missing.".formatted(row.value2())
                    : "The file %s of a large value has %d bytes instead of %d."
                        .formatted(row.value2(), size, row.value3()));
          }
        });
  }
}

package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.RUN_REFERENCE;

import dev.pinwheel.model.RunId;
import java.util.Locale;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The derived table {@code run_reference}: which runs refer to which others (G2). */
public final class RunReferenceStore {

  /** The ways in which a run refers to another. */
  public enum Kind {
    /** A call of the run started the other. */
    SPAWNED,
    /** A step of the run was answered by an execution of the other. */
    CACHED,
    /** An execution of the run was handed one of the other, or waited for it. */
    HANDLE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final WriteStatement INSERT_IF_NEW =
      WriteStatement.of(
          RUN_REFERENCE,
          dsl ->
              dsl.insertInto(
                      RUN_REFERENCE,
                      RUN_REFERENCE.RUN_ID,
                      RUN_REFERENCE.REFERRED_ID,
                      RUN_REFERENCE.KIND)
                  .select(
                      dsl.select(
                              typed(RUN_REFERENCE.RUN_ID),
                              typed(RUN_REFERENCE.REFERRED_ID),
                              typed(RUN_REFERENCE.KIND))
                          .whereNotExists(
                              dsl.selectOne()
                                  .from(RUN_REFERENCE)
                                  .where(RUN_REFERENCE.RUN_ID.eq(parameter(RUN_REFERENCE.RUN_ID)))
                                  .and(
                                      RUN_REFERENCE.REFERRED_ID.eq(
                                          parameter(RUN_REFERENCE.REFERRED_ID)))
                                  .and(RUN_REFERENCE.KIND.eq(parameter(RUN_REFERENCE.KIND))))));

  private static <T> Field<T> typed(Field<T> field) {
    return DSL.cast(parameter(field), field);
  }

  /** Records that a run refers to another; nothing when they are the same, or it is known. */
  public void refer(Tx tx, RunId run, RunId referred, Kind kind) {
    if (!run.equals(referred)) {
      tx.write(
          INSERT_IF_NEW,
          run.number(),
          referred.number(),
          kind.word(),
          run.number(),
          referred.number(),
          kind.word());
    }
  }
}

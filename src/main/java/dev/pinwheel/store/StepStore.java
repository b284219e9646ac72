package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.jooq.tables.Execution;
import dev.pinwheel.store.jooq.tables.records.StepRecord;
import dev.pinwheel.store.json.OptionsJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The table {@code step}. */
public final class StepStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          STEP,
          STEP.RUN_ID,
          STEP.NUMBER,
          STEP.MODULE,
          STEP.TARGET,
          STEP.KIND,
          STEP.ARGUMENTS,
          STEP.ARGUMENTS_BLOB_ID,
          STEP.ARGUMENTS_HASH,
          STEP.MEMO_KEY,
          STEP.OPTIONS,
          STEP.ARGUMENT_LINE);

  private static final ReadStatement LAST_NUMBER =
      new ReadStatement(
          List.of(STEP),
          dsl ->
              dsl.select(DSL.max(STEP.NUMBER))
                  .from(STEP)
                  .where(STEP.RUN_ID.eq(WriteStatement.parameter(STEP.RUN_ID))));

  private final Payloads payloads;

  public StepStore(Payloads payloads) {
    this.payloads = payloads;
  }

  public void insert(Tx tx, StepRow step) {
    Payloads.Stored arguments = payloads.store(tx, step.arguments());
    tx.write(
        INSERT,
        step.id().run().number(),
        step.id().number(),
        step.module(),
        step.target(),
        step.kind().name().toLowerCase(Locale.ROOT),
        arguments.inline(),
        arguments.blob(),
        step.argumentsHash(),
        step.memoKey(),
        OptionsJson.write(step.options()),
        step.argumentLine());
  }

  /** The highest step number of the run, 0 when it has none. */
  public int lastNumber(Tx tx, RunId run) {
    Integer last = tx.fetch(LAST_NUMBER, run.number()).getFirst().get(0, Integer.class);
    return last == null ? 0 : last;
  }

  public Optional<StepRow> find(Tx tx, StepId id) {
    DSLContext dsl = tx.dsl();
    return dsl.selectFrom(STEP)
        .where(STEP.RUN_ID.eq(id.run().number()))
        .and(STEP.NUMBER.eq(id.number()))
        .fetchOptional(row -> toStep(dsl, row));
  }

  /** The steps that have an open execution. */
  public List<StepRow> listOpen(Tx tx) {
    DSLContext dsl = tx.dsl();
    return dsl.selectFrom(STEP)
        .whereExists(
            DSL.selectOne()
                .from(OPEN_EXECUTION)
                .join(EXECUTION)
                .on(EXECUTION.ID.eq(OPEN_EXECUTION.EXECUTION_ID))
                .where(EXECUTION.RUN_ID.eq(STEP.RUN_ID))
                .and(EXECUTION.STEP_NUMBER.eq(STEP.NUMBER)))
        .fetch(row -> toStep(dsl, row));
  }

  private StepRow toStep(DSLContext dsl, StepRecord row) {
    return new StepRow(
        new StepId(new RunId(row.getRunId()), row.getNumber()),
        row.getModule(),
        row.getTarget(),
        TargetKind.valueOf(row.getKind().toUpperCase(Locale.ROOT)),
        payloads.load(dsl, row.getArguments(), row.getArgumentsBlobId()),
        row.getArgumentsHash(),
        row.getMemoKey(),
        OptionsJson.read(row.getOptions()),
        row.getArgumentLine());
  }

  /** An execution that ended in a value, and where it ran. */
  public record Success(long execution, WorkspaceId workspace) {}

  /** Executions of steps with these arguments that ended in a value, newest first (F9). */
  public List<Success> listSuccesses(
      Tx tx, RunId run, String module, String target, byte[] argumentsHash) {
    return tx.dsl()
        .select(EXECUTION.ID, EXECUTION.WORKSPACE_ID)
        .from(STEP)
        .join(EXECUTION)
        .on(EXECUTION.RUN_ID.eq(STEP.RUN_ID))
        .and(EXECUTION.STEP_NUMBER.eq(STEP.NUMBER))
        .join(RESULT)
        .on(RESULT.EXECUTION_ID.eq(EXECUTION.ID))
        .where(STEP.RUN_ID.eq(run.number()))
        .and(STEP.ARGUMENTS_HASH.eq(argumentsHash))
        .and(STEP.MODULE.eq(module))
        .and(STEP.TARGET.eq(target))
        .and(RESULT.KIND.in("value", "cached", "spawned"))
        .orderBy(EXECUTION.ID.desc())
        .fetch(row -> new Success(row.value1(), new WorkspaceId(row.value2())));
  }

  /**
   * The condition that joins the table {@code step} to executions of it.
   *
   * @param execution the table, or an alias of it
   */
  public static Condition isStepOf(Execution execution) {
    return STEP.RUN_ID.eq(execution.RUN_ID).and(STEP.NUMBER.eq(execution.STEP_NUMBER));
  }
}

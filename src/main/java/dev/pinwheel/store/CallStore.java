package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.RESULT;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The tables {@code call} and {@code dependency}. */
public final class CallStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          CALL,
          CALL.ID,
          CALL.RUN_ID,
          CALL.CALLER_ID,
          CALL.NUMBER,
          CALL.CALLEE_ID,
          CALL.KIND,
          CALL.TIMES,
          CALL.GROUP_TITLE,
          CALL.ARGUMENTS,
          CALL.ARGUMENTS_BLOB_ID,
          CALL.ARGUMENT_LINE,
          CALL.MEMO_KEY,
          CALL.EXPLANATION,
          CALL.CALLED_AT);

  private static final WriteStatement REPEAT =
      WriteStatement.of(
          CALL,
          dsl ->
              dsl.update(CALL)
                  .set(CALL.TIMES, CALL.TIMES.plus(DSL.inline(1)))
                  .where(CALL.ID.eq(parameter(CALL.ID))));

  private static final WriteStatement INSERT_DEPENDENCY =
      WriteStatement.insert(
          DEPENDENCY,
          DEPENDENCY.EXECUTION_ID,
          DEPENDENCY.DEPENDENCY_ID,
          DEPENDENCY.RUN_ID,
          DEPENDENCY.KIND,
          DEPENDENCY.WAITED_AT);

  private static final WriteStatement BEGIN_WAIT =
      WriteStatement.of(
          DEPENDENCY,
          dsl ->
              dsl.update(DEPENDENCY)
                  .set(DEPENDENCY.WAITED_AT, parameter(DEPENDENCY.WAITED_AT))
                  .where(DEPENDENCY.EXECUTION_ID.eq(parameter(DEPENDENCY.EXECUTION_ID)))
                  .and(DEPENDENCY.DEPENDENCY_ID.eq(parameter(DEPENDENCY.DEPENDENCY_ID)))
                  .and(DEPENDENCY.WAITED_AT.isNull()));

  private final Payloads payloads;

  public CallStore(Payloads payloads) {
    this.payloads = payloads;
  }

  /**
   * A call.
   *
   * @param number position among the calls of the caller, from 1
   * @param arguments null when they equal those of the step called
   * @param argumentLine these arguments in one line; null when they equal those of the step
   * @param memoKey null when the call has none
   * @param explanation JSON; null when there is nothing to explain
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record CallRow(
      RunId run,
      long caller,
      int number,
      long callee,
      CallKind kind,
      @Nullable String group,
      @Nullable Json arguments,
      @Nullable String argumentLine,
      byte @Nullable [] memoKey,
      @Nullable Json explanation) {}

  /** Answers the id of the row. */
  public long insert(Tx tx, CallRow call) {
    long id = tx.nextId();
    Json arguments = call.arguments();
    Payloads.Stored stored =
        arguments == null ? new Payloads.Stored(null, null) : payloads.store(tx, arguments);
    Json explanation = call.explanation();
    tx.write(
        INSERT,
        id,
        call.run().number(),
        call.caller(),
        call.number(),
        call.callee(),
        call.kind().name().toLowerCase(Locale.ROOT),
        1,
        call.group(),
        stored.inline(),
        stored.blob(),
        call.argumentLine(),
        call.memoKey(),
        explanation == null ? null : explanation.utf8(),
        tx.now());
    return id;
  }

  /** The caller made the same call once more and hit the same execution. */
  public void repeat(Tx tx, long call) {
    tx.write(REPEAT, call);
  }

  /** The execution asks for the outcome of another, and waits if it is not there. */
  public void insertWaited(Tx tx, RunId run, long execution, long dependency) {
    tx.write(INSERT_DEPENDENCY, execution, dependency, run.number(), "waited", tx.now());
  }

  /** The execution got a handle to another in its arguments. */
  public void insertHanded(Tx tx, RunId run, long execution, long dependency) {
    tx.write(INSERT_DEPENDENCY, execution, dependency, run.number(), "handed", null);
  }

  /** The execution begins to wait for one that it was handed before. Does nothing a second time. */
  public void beginWait(Tx tx, long execution, long dependency) {
    tx.write(BEGIN_WAIT, tx.now(), execution, dependency);
  }

  /** What these executions depend on: pairs of an execution and a dependency. */
  public List<Dependency> listDependencies(Tx tx, Collection<Long> executions) {
    return tx.dsl()
        .select(DEPENDENCY.EXECUTION_ID, DEPENDENCY.DEPENDENCY_ID)
        .from(DEPENDENCY)
        .where(DEPENDENCY.EXECUTION_ID.in(executions))
        .fetch(row -> new Dependency(row.value1(), row.value2()));
  }

  /** What these executions waited for: pairs of an execution and a dependency. */
  public List<Dependency> listWaited(Tx tx, Collection<Long> executions) {
    return tx.dsl()
        .select(DEPENDENCY.EXECUTION_ID, DEPENDENCY.DEPENDENCY_ID)
        .from(DEPENDENCY)
        .where(DEPENDENCY.EXECUTION_ID.in(executions))
        .and(DEPENDENCY.KIND.eq("waited"))
        .fetch(row -> new Dependency(row.value1(), row.value2()));
  }

  /** The highest number of a call of each of these executions that has made one. */
  public Map<Long, Integer> listLastNumbers(Tx tx, Collection<Long> callers) {
    return tx.dsl()
        .select(CALL.CALLER_ID, DSL.max(CALL.NUMBER))
        .from(CALL)
        .where(CALL.CALLER_ID.in(callers))
        .groupBy(CALL.CALLER_ID)
        .fetchMap(CALL.CALLER_ID, DSL.max(CALL.NUMBER));
  }

  /** A call as it was recorded. */
  public record Recorded(long callee, CallKind kind) {}

  /** The call of this number, when the caller has made it. */
  public Optional<Recorded> find(Tx tx, long caller, int number) {
    return tx.dsl()
        .select(CALL.CALLEE_ID, CALL.KIND)
        .from(CALL)
        .where(CALL.CALLER_ID.eq(caller))
        .and(CALL.NUMBER.eq(number))
        .fetchOptional(row -> new Recorded(row.value1(), kind(row.value2())));
  }

  private static CallKind kind(String word) {
    return CallKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** An execution waited for another, or was handed it. */
  public record Dependency(long execution, long dependency) {}

  /** Whether any execution of the step has called anything. */
  public boolean hasCalled(Tx tx, StepId step) {
    DSLContext dsl = tx.dsl();
    return dsl.fetchExists(
        dsl.selectOne()
            .from(EXECUTION)
            .join(CALL)
            .on(CALL.CALLER_ID.eq(EXECUTION.ID))
            .where(EXECUTION.RUN_ID.eq(step.run().number()))
            .and(EXECUTION.STEP_NUMBER.eq(step.number())));
  }

  /** Whether the execution has called the other, or waited for it before. */
  public boolean refersTo(Tx tx, long execution, long other) {
    DSLContext dsl = tx.dsl();
    return dsl.fetchExists(
            dsl.selectOne()
                .from(CALL)
                .where(CALL.CALLER_ID.eq(execution))
                .and(CALL.CALLEE_ID.eq(other)))
        || dsl.fetchExists(
            dsl.selectOne()
                .from(DEPENDENCY)
                .where(DEPENDENCY.EXECUTION_ID.eq(execution))
                .and(DEPENDENCY.DEPENDENCY_ID.eq(other)));
  }

  /** A call whose outcome is not there yet. */
  public record Submitted(long caller, long callee) {}

  /** Calls made by any of these executions whose outcome, by forwarding, is not there yet (E2). */
  public List<Submitted> listUnsettled(Tx tx, Collection<Long> callers) {
    DSLContext dsl = tx.dsl();
    return dsl.select(CALL.CALLER_ID, CALL.CALLEE_ID)
        .from(CALL)
        .where(CALL.CALLER_ID.in(callers))
        .and(
            DSL.exists(
                    dsl.selectOne()
                        .from(OPEN_EXECUTION)
                        .where(OPEN_EXECUTION.EXECUTION_ID.eq(CALL.CALLEE_ID)))
                .or(
                    DSL.exists(
                            dsl.selectOne()
                                .from(RESULT)
                                .where(RESULT.EXECUTION_ID.eq(CALL.CALLEE_ID))
                                .and(RESULT.SUCCESSOR_ID.isNotNull()))
                        .andNotExists(
                            dsl.selectOne()
                                .from(OUTCOME)
                                .where(OUTCOME.EXECUTION_ID.eq(CALL.CALLEE_ID)))))
        .fetch(row -> new Submitted(row.value1(), row.value2()));
  }

  /** A call edge between executions, and where the execution called is. */
  public record Edge(
      long caller, long callerWorkspace, long callee, long calleeWorkspace, CallKind kind) {}

  /** Calls made by any of these executions. */
  public List<Edge> listCallsOf(Tx tx, Collection<Long> callers) {
    return list(tx, CALL.CALLER_ID.in(callers));
  }

  /** Calls that refer to any of these executions. */
  public List<Edge> listCallsTo(Tx tx, Collection<Long> callees) {
    return list(tx, CALL.CALLEE_ID.in(callees));
  }

  private static List<Edge> list(Tx tx, org.jooq.Condition condition) {
    var caller = EXECUTION.as("caller");
    var callee = EXECUTION.as("callee");
    return tx.dsl()
        .select(CALL.CALLER_ID, caller.WORKSPACE_ID, CALL.CALLEE_ID, callee.WORKSPACE_ID, CALL.KIND)
        .from(CALL)
        .join(caller)
        .on(caller.ID.eq(CALL.CALLER_ID))
        .join(callee)
        .on(callee.ID.eq(CALL.CALLEE_ID))
        .where(condition)
        .fetch(row ->
            new Edge(row.value1(), row.value2(), row.value3(), row.value4(), kind(row.value5())));
  }
}

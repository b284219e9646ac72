package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static dev.pinwheel.store.jooq.Tables.RESULT;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.store.json.StoredFailureJson;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** The tables {@code result} and {@code outcome} (E1, E2). */
public final class ResultStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          RESULT,
          RESULT.EXECUTION_ID,
          RESULT.KIND,
          RESULT.CAUSE,
          RESULT.VALUE_PAYLOAD,
          RESULT.VALUE_BLOB_ID,
          RESULT.VALUE_HASH,
          RESULT.FAILURE,
          RESULT.FAILURE_TYPE,
          RESULT.FAILURE_HASH,
          RESULT.SUCCESSOR_ID,
          RESULT.ENDED_BY,
          RESULT.RECORDED_AT);

  private static final WriteStatement INSERT_OUTCOME =
      WriteStatement.insert(OUTCOME, OUTCOME.EXECUTION_ID, OUTCOME.END_ID);

  private static final ReadStatement FIND =
      new ReadStatement(
          List.of(RESULT),
          dsl ->
              dsl.select(
                      RESULT.KIND,
                      RESULT.VALUE_PAYLOAD,
                      RESULT.VALUE_BLOB_ID,
                      RESULT.FAILURE,
                      RESULT.SUCCESSOR_ID)
                  .from(RESULT)
                  .where(RESULT.EXECUTION_ID.eq(parameter(RESULT.EXECUTION_ID))));

  private final Payloads payloads;

  public ResultStore(Payloads payloads) {
    this.payloads = payloads;
  }

  /**
   * How an execution ended.
   *
   * @param cause of a retried execution: how it had ended itself; else null
   * @param value null unless kind is value
   * @param valueHash SHA-256 of the canonical form of the value; null unless kind is value
   * @param failure null when there is none
   * @param failureHash over kind, type and message, so that equal failures are found (T1)
   * @param successor where it forwards to; null when it does not
   * @param endedBy who cancelled it; null when it was not cancelled
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record ResultRow(
      long execution,
      ResultKind kind,
      @Nullable ResultKind cause,
      @Nullable Json value,
      byte @Nullable [] valueHash,
      @Nullable Failure failure,
      byte @Nullable [] failureHash,
      @Nullable Long successor,
      @Nullable String endedBy) {}

  public void insert(Tx tx, ResultRow result) {
    Json value = result.value();
    Payloads.Stored stored =
        value == null ? new Payloads.Stored(null, null) : payloads.store(tx, value);
    Failure failure = result.failure();
    ResultKind cause = result.cause();
    tx.write(
        INSERT,
        result.execution(),
        result.kind().word(),
        cause == null ? null : cause.word(),
        stored.inline(),
        stored.blob(),
        result.valueHash(),
        failure == null ? null : StoredFailureJson.write(failure),
        failure == null ? null : TextLimit.FAILURE_TYPE.repair(failure.type()),
        result.failureHash(),
        result.successor(),
        result.endedBy(),
        tx.now());
  }

  /** Forwarding from this execution ends at that one, which is settled (E2). */
  public void insertOutcome(Tx tx, long execution, long end) {
    tx.write(INSERT_OUTCOME, execution, end);
  }

  /** The part of a result that waiting callers need. */
  public record Ending(
      ResultKind kind, @Nullable Json value, @Nullable Failure failure, @Nullable Long successor) {}

  /** Empty while the execution is open. */
  public Optional<Ending> find(Tx tx, long execution) {
    return tx.fetch(FIND, execution).stream().findFirst().map(row -> toEnding(tx, row));
  }

  private Ending toEnding(Tx tx, Record row) {
    ResultKind kind = ResultKind.ofWord(row.get(RESULT.KIND));
    byte[] failure = row.get(RESULT.FAILURE);
    byte[] inline = row.get(RESULT.VALUE_PAYLOAD);
    Json value =
        kind != ResultKind.VALUE
            ? null
            : inline != null
                ? Json.of(inline)
                : payloads.load(tx.dsl(), null, row.get(RESULT.VALUE_BLOB_ID));
    return new Ending(
        kind,
        value,
        failure == null ? null : StoredFailureJson.read(failure),
        row.get(RESULT.SUCCESSOR_ID));
  }

  /** A result that forwards: from an execution to its successor. */
  public record Forwarding(long execution, ResultKind kind, long successor) {}

  /** Results that forward directly to one of these executions. */
  public List<Forwarding> listForwardingTo(Tx tx, Collection<Long> successors) {
    return listForwarding(tx, RESULT.SUCCESSOR_ID.in(successors));
  }

  /** Results of these executions that forward. */
  public List<Forwarding> listForwardingOf(Tx tx, Collection<Long> executions) {
    return listForwarding(
        tx, RESULT.EXECUTION_ID.in(executions).and(RESULT.SUCCESSOR_ID.isNotNull()));
  }

  private static List<Forwarding> listForwarding(Tx tx, Condition condition) {
    return tx.dsl()
        .select(RESULT.EXECUTION_ID, RESULT.KIND, RESULT.SUCCESSOR_ID)
        .from(RESULT)
        .where(condition)
        .fetch(row -> new Forwarding(row.value1(), ResultKind.ofWord(row.value2()), row.value3()));
  }
}

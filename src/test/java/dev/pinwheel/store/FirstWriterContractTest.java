package dev.pinwheel.store;

import static dev.pinwheel.store.StoreFixture.ARGUMENTS;
import static dev.pinwheel.store.StoreFixture.valueOfSize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.jooq.Tables;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.Race;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of two writers the first one counts (E1, E5, F1), also when they are two servers. */
@EachDatabase
@SuppressWarnings("NullAway") // set up before each test
class FirstWriterContractTest extends StoreContractFixture {

  private static final int ROUNDS = 50;

  private Database other;

  @BeforeEach
  void connect() {
    other = stores.connect();
  }

  @AfterEach
  void disconnect() {
    other.close();
  }

  @Test
  void theFirstResultStays() {
    ExecutionRow execution = stores.get(stores::insertExecution);
    stores.run(tx -> stores.insertValue(tx, execution, ARGUMENTS));

    assertThatThrownBy(
            () -> stores.run(tx -> stores.insertFailure(tx, execution, Failure.of("Late", ""))))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("result_pk");

    assertThat(stores.find(tx -> stores.results.find(tx, execution.sequence())))
        .hasValueSatisfying(ending -> {
          assertThat(ending.kind()).isEqualTo(ResultKind.VALUE);
          assertThat(ending.value()).isEqualTo(ARGUMENTS);
        });
  }

  @Test
  void theFirstAssignmentStays() {
    ExecutionRow execution = stores.get(stores::insertExecution);
    long first = stores.get(tx -> stores.insertSession(tx, "first"));
    long second = stores.get(tx -> stores.insertSession(tx, "second"));
    stores.run(tx -> stores.sessions.assign(tx, execution.sequence(), first));

    assertThatThrownBy(
            () -> stores.run(tx -> stores.sessions.assign(tx, execution.sequence(), second)))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("assignment_pk");

    assertThat(
            stores.database.<List<Long>>read(
                dsl -> dsl.selectFrom(Tables.ASSIGNMENT).fetch(Tables.ASSIGNMENT.SESSION_ID)))
        .containsExactly(first);
  }

  @Test
  void ofTwoServersOneRecordsTheResult() {
    for (int round = 0; round < ROUNDS; round++) {
      ExecutionRow execution = stores.get(stores::insertExecution);

      race(
          tx -> stores.insertValue(tx, execution, Json.of("1")),
          tx -> stores.insertValue(tx, execution, Json.of("2")));
    }
    assertThat(stores.rowCounts()).containsEntry("result", ROUNDS);
  }

  @Test
  void ofTwoServersOneAssignsTheExecution() {
    long first = stores.get(tx -> stores.insertSession(tx, "first"));
    long second = stores.get(tx -> stores.insertSession(tx, "second"));
    for (int round = 0; round < ROUNDS; round++) {
      ExecutionRow execution = stores.get(stores::insertExecution);

      race(
          tx -> stores.sessions.assign(tx, execution.sequence(), first),
          tx -> stores.sessions.assign(tx, execution.sequence(), second));
    }
    assertThat(stores.rowCounts()).containsEntry("assignment", ROUNDS);
  }

  @Test
  void ofTwoServersOneStartsTheRunOfAnIdempotencyKey() {
    for (int round = 0; round < ROUNDS; round++) {
      String key = "key " + round;

      race(tx -> stores.insertRun(tx, key), tx -> stores.insertRun(tx, key));
    }
    assertThat(stores.rowCounts()).containsEntry("run", ROUNDS);
  }

  @Test
  void ofTwoServersOneMakesTheNextAttempt() {
    StepId step = stores.get(tx -> stores.insertStep(tx, stores.insertRun(tx), 1));
    for (int round = 1; round <= ROUNDS; round++) {
      int attempt = round;

      race(
          tx -> stores.insertExecution(tx, step, attempt),
          tx -> stores.insertExecution(tx, step, attempt));
    }
    assertThat(stores.<Integer>get(tx -> stores.executions.nextAttempt(tx, step)))
        .isEqualTo(ROUNDS + 1);
  }

  @Test
  void theLoserOfARaceLeavesNothingBehind() {
    ExecutionRow execution = stores.get(stores::insertExecution);
    stores.run(tx -> stores.insertValue(tx, execution, ARGUMENTS));

    boolean won =
        wins(
            other,
            tx -> {
              RunId unused = stores.insertRun(tx);
              stores.insertValue(tx, execution, valueOfSize(Payloads.INLINE_LIMIT + 1));
            });

    assertThat(won).isFalse();
    assertThat(stores.rowCounts()).containsEntry("run", 1).containsEntry("blob", 0);
  }

  private void race(Consumer<Tx> first, Consumer<Tx> second) {
    assertThat(Race.of(() -> wins(stores.database, first), () -> wins(other, second)))
        .containsExactlyInAnyOrder(true, false);
  }

  private static boolean wins(Database database, Consumer<Tx> work) {
    try {
      return database.transact(tx -> {
        work.accept(tx);
        return true;
      });
    } catch (DataAccessException lost) {
      return false;
    }
  }
}

package dev.pinwheel.store;

import static dev.pinwheel.store.StoreFixture.ARGUMENTS;
import static dev.pinwheel.store.StoreFixture.valueOfSize;
import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.LogStore.LogRow;
import dev.pinwheel.store.jooq.tables.records.BlobRecord;
import dev.pinwheel.store.jooq.tables.records.LogMessageRecord;
import dev.pinwheel.testing.EachDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Payloads} and {@link LogStore} give back the bytes they were given. */
@EachDatabase
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class ValueContractTest extends StoreContractFixture {

  /**
   * Escaped and as it is; quotes, spelling of numbers and order of fields that jsonb would lose.
   */
  private static final String DIFFICULT =
      "{\"b\": \"\\u0000\", \"a\":1.0e2,  \"a\":\"\u0000 \ud83d\ude80 '\\\"\"}";

  @TempDir private Path directory;

  @Test
  void valuesComeBackAsTheyWereWhateverIsInThem() {
    ExecutionRow execution = stores.get(stores::insertExecution);
    Json value = Json.of(DIFFICULT);

    stores.run(tx -> stores.insertValue(tx, execution, value));

    assertThat(valueOf(execution)).isEqualTo(value);
  }

  @Test
  void argumentsOfAnySizeComeBackAsTheyWere() {
    RunId run = stores.get(stores::insertRun);
    int number = 0;
    for (int size : sizesAroundTheLimits()) {
      StepId step = new StepId(run, ++number);
      stores.run(tx -> stores.insertStep(tx, step, valueOfSize(size)));

      Json arguments = stores.get(tx -> stores.steps.find(tx, step).orElseThrow().arguments());
      assertThat(arguments).as("%d bytes", size).isEqualTo(valueOfSize(size));
    }
  }

  @Test
  void resultsOfAnySizeComeBackAsTheyWere() {
    for (int size : sizesAroundTheLimits()) {
      ExecutionRow execution = stores.get(stores::insertExecution);
      stores.run(tx -> stores.insertValue(tx, execution, valueOfSize(size)));

      assertThat(valueOf(execution)).as("%d bytes", size).isEqualTo(valueOfSize(size));
    }
  }

  @Test
  void smallValuesLieInTheRowLargerOnesInABlobVeryLargeOnesInAFile() {
    Payloads payloads = new Payloads(directory);

    Payloads.Stored small =
        stores.get(tx -> payloads.store(tx, valueOfSize(Payloads.INLINE_LIMIT)));
    Payloads.Stored larger =
        stores.get(tx -> payloads.store(tx, valueOfSize(Payloads.INLINE_LIMIT + 1)));
    Payloads.PreparedFile file = payloads.prepare(valueOfSize(Payloads.FILE_LIMIT)).orElseThrow();
    Payloads.Stored veryLarge =
        stores.get(tx -> {
          tx.offer(List.of(file));
          return payloads.store(tx, valueOfSize(Payloads.FILE_LIMIT));
        });
    Payloads.Stored unprepared =
        stores.get(tx -> payloads.store(tx, valueOfSize(Payloads.FILE_LIMIT)));

    assertThat(small.inline()).hasSize(Payloads.INLINE_LIMIT);
    assertThat(small.blob()).isNull();
    Map<Long, BlobRecord> blobs =
        stores.database.read(dsl -> dsl.selectFrom(BLOB).fetchMap(BLOB.ID));
    assertThat(blobs).containsOnlyKeys(larger.blob(), veryLarge.blob(), unprepared.blob());
    assertThat(blobs.get(larger.blob()).getContent()).hasSize(Payloads.INLINE_LIMIT + 1);
    assertThat(blobs.get(veryLarge.blob()).getContent()).isNull();
    assertThat(directory.resolve(blobs.get(veryLarge.blob()).getFile()))
        .hasSize(Payloads.FILE_LIMIT);
    assertThat(blobs.get(unprepared.blob()).getContent()).hasSize(Payloads.FILE_LIMIT);
  }

  @Test
  void aPreparedFileStaysUntilItIsDiscarded() {
    Payloads payloads = new Payloads(directory);
    Payloads.PreparedFile file = payloads.prepare(valueOfSize(Payloads.FILE_LIMIT)).orElseThrow();

    assertThatThrownBy(() ->
            stores.run(tx -> {
              tx.offer(List.of(file));
              payloads.store(tx, valueOfSize(Payloads.FILE_LIMIT));
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
    assertThat(directory).as("the command may be applied again").isNotEmptyDirectory();
    payloads.discard(file);

    assertThat(directory).isEmptyDirectory();
    assertThat(stores.rowCounts()).containsEntry("blob", 0);
  }

  @Test
  void aReferenceToAMissingBlobIsAnError() {
    assertThatThrownBy(() -> stores.database.read(dsl -> stores.payloads.load(dsl, null, 4711L)))
        .hasMessage("Blob 4711 is referred to but missing");
  }

  @Test
  void failuresComeBackAsTheyWere() {
    ExecutionRow execution = stores.get(stores::insertExecution);
    Failure cause = new Failure("java.io.IOException", "", List.of(), null);
    Failure failure =
        new Failure("x".repeat(600), "no \u0000 \ud83d\ude80", List.of("A.a(A.java:1)"), cause);

    stores.run(tx -> stores.insertFailure(tx, execution, failure));

    assertThat(
            stores
                .find(tx -> stores.results.find(tx, execution.sequence()))
                .orElseThrow()
                .failure())
        .isEqualTo(failure);
  }

  @Test
  void messagesKeepTheirOrderAndTheirBytes() {
    byte[] template = "{a} \u0000 \ud83d\ude80".getBytes(StandardCharsets.UTF_8);
    byte[] values = DIFFICULT.getBytes(StandardCharsets.UTF_8);
    EngineEvent event = new EngineEvent.MessagesLogged(new RunId(1), stores.production.id());

    stores.logs.append(
        List.of(message("stdout", template, values), message("debug", values, template)),
        Map.of(),
        List.of(event));
    stores.logs.append(List.of(message("error", template, template)), Map.of(), List.of());

    List<LogMessageRecord> rows =
        stores.database.read(dsl -> dsl.selectFrom(LOG_MESSAGE).orderBy(LOG_MESSAGE.ID).fetch());
    assertThat(rows)
        .extracting(LogMessageRecord::getLevel)
        .containsExactly("stdout", "debug", "error");
    assertThat(rows.getFirst().getTemplate()).isEqualTo(template);
    assertThat(rows.getFirst().getTemplateValues()).isEqualTo(values);
    assertThat(stores.published).containsExactly(event);
  }

  @Test
  void ofMessagesThatAreRefusedNoneIsKeptAndNobodyIsTold() {
    byte[] text = {'t'};

    assertThatThrownBy(() ->
            stores.logs.append(
                List.of(message("info", text, text), message("loud", text, text)),
                Map.of(),
                List.of(new EngineEvent.WorkspacesChanged())))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("log_message_level_word");

    assertThat(stores.rowCounts()).containsEntry("log_message", 0);
    assertThat(stores.published).isEmpty();
    stores.logs.append(List.of(message("info", text, text)), Map.of(), List.of());
    assertThat(stores.rowCounts()).containsEntry("log_message", 1);
  }

  @Test
  void numberedMessagesAreAppendedOnce() {
    long joe = stores.get(tx -> stores.insertSession(tx, "joe"));
    long ann = stores.get(tx -> stores.insertSession(tx, "ann"));

    append(Map.of(joe, 2L), numbered(joe, 1), numbered(joe, 2));
    append(Map.of(joe, 3L, ann, 1L), numbered(joe, 2), numbered(joe, 3), numbered(ann, 1));
    append(Map.of(joe, 1L), numbered(joe, 1));

    assertThat(appended()).containsExactly(joe + ":1", joe + ":2", joe + ":3", ann + ":1");
    assertThat(stores.<Long>get(tx -> stores.sessions.getLogPosition(tx, joe))).isEqualTo(3);
    assertThat(stores.<Long>get(tx -> stores.sessions.getLogPosition(tx, ann))).isEqualTo(1);
    assertThat(stores.<Long>get(tx -> stores.sessions.getLogPosition(tx, 1))).isZero();
  }

  @Test
  void messagesOfExecutionsOfAnotherSessionAreLeftOut() {
    long joe = stores.get(tx -> stores.insertSession(tx, "joe"));
    long ann = stores.get(tx -> stores.insertSession(tx, "ann"));
    ExecutionRow execution = stores.get(stores::insertExecution);
    stores.run(tx -> stores.sessions.assign(tx, execution.sequence(), joe));

    append(Map.of(), doubtful(execution, joe), doubtful(execution, ann));

    assertThat(appended()).containsExactly(joe + ":0");
  }

  private void append(Map<Long, Long> positions, LogRow... rows) {
    stores.logs.append(List.of(rows), positions, List.of());
  }

  private static LogRow numbered(long session, long number) {
    return of(1, new LogStore.Sender(session, number, true));
  }

  private static LogRow doubtful(ExecutionRow execution, long session) {
    return of(execution.sequence(), new LogStore.Sender(session, 0, false));
  }

  private static LogRow of(long execution, LogStore.Sender sender) {
    byte[] text = (sender.session() + ":" + sender.number()).getBytes(StandardCharsets.UTF_8);
    return new LogRow(1, execution, 1, Instant.EPOCH, "info", text, text, sender);
  }

  private List<String> appended() {
    return stores.database.read(dsl ->
        dsl.selectFrom(LOG_MESSAGE)
            .orderBy(LOG_MESSAGE.ID)
            .fetch(row -> new String(row.getTemplate(), StandardCharsets.UTF_8)));
  }

  @Test
  void messagesFindTheirExecutions() {
    ExecutionRow execution =
        stores.get(tx -> {
          ExecutionRow inserted = stores.insertExecution(tx);
          assertThat(stores.executions.findRef(tx, inserted.id())).isPresent();
          return inserted;
        });

    ExecutionId unknown = new ExecutionId(execution.id().step(), 99);
    assertThat(stores.logs.findRefs(List.of(execution.id(), unknown)))
        .containsExactly(
            entry(
                execution.id(),
                new ExecutionStore.ExecutionRef(execution.sequence(), stores.production.id())));
  }

  private static List<Integer> sizesAroundTheLimits() {
    return List.of(
        ARGUMENTS.size(),
        Payloads.INLINE_LIMIT,
        Payloads.INLINE_LIMIT + 1,
        Payloads.FILE_LIMIT - 1,
        Payloads.FILE_LIMIT,
        3 * Payloads.FILE_LIMIT);
  }

  private Json valueOf(ExecutionRow execution) {
    return Objects.requireNonNull(
        stores.get(tx -> stores.results.find(tx, execution.sequence())).orElseThrow().value());
  }

  private static LogRow message(String level, byte[] template, byte[] values) {
    return new LogRow(1, 1, 1, Instant.EPOCH, level, template, values, null);
  }
}

package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.event.EventBus;
import dev.pinwheel.store.journal.Journal;
import dev.pinwheel.testing.ManualClock;
import dev.pinwheel.testing.SmallDisk;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal has room, H2 has none: its next chunk does not fit. */
class JournalOnFullDiskTest {

  private static final WriteStatement INSERT =
      WriteStatement.insert(OUTCOME, OUTCOME.EXECUTION_ID, OUTCOME.END_ID);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-12-01T10:00:00Z"));
  private final List<String> stops = new CopyOnWriteArrayList<>();
  @TempDir private Path directory;
  private Path file;
  private TestDatabase h2;
  private Database database;

  @BeforeEach
  void open() {
    file = directory.resolve("pinwheel.mv.db");
    h2 = TestDatabase.openOnSmallDisk(directory.resolve("pinwheel"));
    database =
        new Database(
            h2.dataSource(),
            h2.dialect(),
            clock,
            new EventBus(problem -> {}),
            Durability.POWER,
            null,
            new Journal(file, true));
    database.onServerStop((reason, cause) -> stops.add(reason));
    insert(1, false);
    SmallDisk.leave(file, 1_000);
  }

  @AfterEach
  void close() {
    SmallDisk.limit(Long.MAX_VALUE);
    database.close();
    h2.close();
    assertThat(stops).isEmpty();
  }

  private void insert(long row, boolean later) {
    database.<Integer>transact(tx -> {
      tx.write(INSERT, row, row);
      if (later) {
        tx.showLater();
      }
      return 0;
    });
  }

  /** Not in the journal: its statement is not prepared once. */
  private void change() {
    database.<Integer>transact(tx -> {
      tx.countWrite();
      return tx.dsl()
          .insertInto(OUTCOME, OUTCOME.EXECUTION_ID, OUTCOME.END_ID)
          .values(99L, 99L)
          .execute();
    });
  }

  private List<Long> rows() {
    return database.read(dsl ->
        dsl.select(OUTCOME.EXECUTION_ID)
            .from(OUTCOME)
            .orderBy(OUTCOME.EXECUTION_ID)
            .fetch(OUTCOME.EXECUTION_ID));
  }

  private void awaitTrouble() {
    await()
        .untilAsserted(() ->
            assertThat(database.trouble()).hasValue("cannot be written (its disk may be full)"));
  }

  /** It was in the journal for a moment, but nobody was told. */
  @Test
  void whatCannotBeShownIsRefusedAndTakenBack() throws IOException, SQLException {
    assertThatThrownBy(() -> insert(2, false)).isInstanceOf(DatabaseUnreachable.class);
    assertThat(database.trouble()).hasValue("cannot be written (its disk may be full)");
    // H2 cannot be opened for writing as long as it lacks something.
    assertThatThrownBy(() -> insert(3, false)).isInstanceOf(DatabaseUnreachable.class);

    SmallDisk.limit(Long.MAX_VALUE);
    database.settle();
    assertThat(rows()).containsExactly(1L);
    insert(5, false);
    insert(6, true);
    assertThat(afterKill()).containsExactly(1L, 5L, 6L);
  }

  /** What workers were told stays, and goes on from there. */
  @Test
  void whatWasToldBeforeIsNotTakenBack() throws IOException, SQLException {
    insert(2, true);
    assertThatThrownBy(() -> insert(3, false)).isInstanceOf(DatabaseUnreachable.class);
    assertThat(afterKill()).containsExactly(1L, 2L);

    SmallDisk.limit(Long.MAX_VALUE);
    database.settle();
    assertThat(rows()).containsExactly(1L, 2L);
    insert(4, true);
    insert(5, false);
    assertThat(rows()).containsExactly(1L, 2L, 4L, 5L);
    assertThat(afterKill()).containsExactly(1L, 2L, 4L, 5L);
  }

  private List<Long> afterKill() throws IOException, SQLException {
    Path place = Files.createTempDirectory(directory, "killed");
    for (Path journal : Journal.filesOf(file)) {
      Files.copy(journal, place.resolve(journal.getFileName()));
    }
    Files.copy(file, place.resolve("pinwheel.mv.db"));
    try (TestDatabase copy = TestDatabase.openFile(place.resolve("pinwheel"))) {
      return DSL.using(copy.dataSource(), copy.dialect())
          .select(OUTCOME.EXECUTION_ID)
          .from(OUTCOME)
          .orderBy(OUTCOME.EXECUTION_ID)
          .fetch(OUTCOME.EXECUTION_ID);
    }
  }

  @Test
  void whatIsNotInTheJournalIsRefused() {
    CompletableFuture<Void> answer = CompletableFuture.runAsync(this::change);
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(DatabaseUnreachable.class);

    SmallDisk.limit(Long.MAX_VALUE);
    insert(2, false);
    assertThat(rows()).containsExactly(1L, 2L);
  }

  @Test
  void whatNobodyLooksAtIsAnsweredAtOnce() {
    insert(2, true);
    awaitTrouble();
    SmallDisk.limit(Long.MAX_VALUE);
    database.settle();
    assertThat(rows()).containsExactly(1L, 2L);
  }
}

package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.OUTCOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.backup.BackupReader;
import dev.pinwheel.store.backup.BackupWriter;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.store.journal.Journal;
import dev.pinwheel.store.journal.Recovery;
import dev.pinwheel.store.journal.SyncedPart;
import dev.pinwheel.store.journal.UnusableJournal;
import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits that H2 has not made yet: seen later, never lost, never twice. */
class JournaledWriterTest {

  private static final EngineEvent EVENT =
      new EngineEvent.RunChanged(new RunId(1), new WorkspaceId(1));

  private static final WriteStatement INSERT =
      WriteStatement.insert(OUTCOME, OUTCOME.EXECUTION_ID, OUTCOME.END_ID);

  private static final WriteStatement RAISE =
      WriteStatement.of(
          OUTCOME,
          dsl ->
              dsl.update(OUTCOME)
                  .set(OUTCOME.END_ID, OUTCOME.END_ID.plus(DSL.inline(1)))
                  .where(OUTCOME.EXECUTION_ID.eq(parameter(OUTCOME.EXECUTION_ID))));

  @TempDir private Path directory;
  private final List<Object> told = new CopyOnWriteArrayList<>();
  private final List<String> stops = new CopyOnWriteArrayList<>();
  private Path file;
  private TestDatabase h2;
  private BreakingDataSource breaking;
  private Database database;

  @BeforeEach
  void open() {
    file = directory.resolve("pinwheel.mv.db");
    h2 = TestDatabase.openFile(directory.resolve("pinwheel"));
    breaking = new BreakingDataSource(h2.dataSource());
    database = connect();
  }

  private Database connect() {
    return connect(Durability.POWER);
  }

  private Database connect(Durability durability) {
    EventBus events =
        new EventBus(problem -> {
          throw problem;
        });
    events.subscribe(batch -> told.addAll(batch));
    Database connected =
        new Database(
            breaking.dataSource(),
            h2.dialect(),
            Clock.systemUTC(),
            events,
            durability,
            null,
            new Journal(file, durability == Durability.POWER));
    connected.onServerStop((reason, cause) -> stops.add(reason));
    return connected;
  }

  @AfterEach
  void close() {
    database.close();
    h2.close();
  }

  private void commit(Consumer<Tx> work) {
    database.<Integer>transact(tx -> {
      work.accept(tx);
      tx.afterCommit(() -> told.add("committed"));
      tx.afterRollback(() -> told.add("rolled back"));
      return 0;
    });
  }

  /** As a group of commands of workers. */
  private void insert(long row) {
    commit(tx -> {
      tx.write(INSERT, row, row);
      tx.showLater();
    });
  }

  private List<Long> rows() {
    return database.read(dsl ->
        dsl.select(OUTCOME.EXECUTION_ID)
            .from(OUTCOME)
            .orderBy(OUTCOME.EXECUTION_ID)
            .fetch(OUTCOME.EXECUTION_ID));
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** What a kill at this moment leaves, after a start. */
  private List<Long> afterKill() throws IOException, SQLException {
    Path place = Files.createDirectories(directory.resolve("killed"));
    for (Path old : Journal.filesOf(place.resolve("pinwheel.mv.db"))) {
      Files.delete(old);
    }
    // The journal first: H2 may go on, but nothing is missing between the two.
    for (Path journal : Journal.filesOf(file)) {
      Files.copy(journal, place.resolve(journal.getFileName()));
    }
    Files.copy(file, place.resolve("pinwheel.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    return recovered(place);
  }

  private static List<Long> recovered(Path place) {
    return started(
        place,
        again ->
            again.read(dsl ->
                dsl.select(OUTCOME.EXECUTION_ID)
                    .from(OUTCOME)
                    .orderBy(OUTCOME.EXECUTION_ID)
                    .fetch(OUTCOME.EXECUTION_ID)));
  }

  /** What a start with the files of this directory finds. */
  private static <T> T started(Path place, Function<Database, T> question) {
    try (TestDatabase file = TestDatabase.openFile(place.resolve("pinwheel"));
        Database again =
            new Database(
                file.dataSource(),
                file.dialect(),
                Clock.systemUTC(),
                new EventBus(problem -> {}),
                Durability.PROCESS)) {
      return question.apply(again);
    }
  }

  @Test
  void itIsToldAtOnceAndSeenAMomentLater() {
    commit(tx -> {
      tx.write(INSERT, 1L, 1L);
      tx.emit(EVENT);
      tx.showLater();
    });
    assertThat(told).startsWith("committed");

    await().until(() -> told.contains(EVENT));
    assertThat(rows()).containsExactly(1L);
  }

  @Test
  void whoIsGoingToLookSeesItAtOnce() {
    insert(1);
    commit(tx -> {
      tx.write(INSERT, 2L, 2L);
      tx.emit(EVENT);
    });
    assertThat(told).containsExactly("committed", "committed", EVENT);
    assertThat(rows()).containsExactly(1L, 2L);

    commit(tx -> {
      tx.showNow();
      tx.showLater();
      tx.write(INSERT, 3L, 3L);
    });
    assertThat(rows()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void anAnswerRestsOnWhatIsSeen() {
    insert(1);
    commit(tx -> {});
    assertThat(rows()).containsExactly(1L);
  }

  /** The timer may have been quicker, so this is tried several times. */
  @Test
  void aBackupHasWhatWasToldBeforeIt() throws Exception {
    BackupWriter backups =
        new BackupWriter(h2.dataSource(), database, h2.payloads(), directory, Clock.systemUTC());
    for (long row = 1; row <= 3; row++) {
      insert(row);
      long told = database.position();
      Path zip = directory.resolve("backup-%d.zip".formatted(row));
      try (BackupWriter.Snapshot snapshot = backups.take();
          OutputStream out = Files.newOutputStream(zip)) {
        snapshot.writeTo(out);
      }

      Path place = Files.createDirectories(directory.resolve("restored-" + row));
      BackupReader.Restored restored = BackupReader.unpack(zip, place, "pinwheel.mv.db", "blobs");
      assertThat(restored.position()).isEqualTo(told);
      assertThat(recovered(place)).isEqualTo(upTo(row));
    }
  }

  /** Lines of an execution that has just ended must find it. */
  @Test
  void theWriterFindsWhatNobodySeesYet() {
    insert(1);
    ReadStatement read =
        new ReadStatement(List.of(OUTCOME), dsl -> dsl.select(OUTCOME.EXECUTION_ID).from(OUTCOME));
    List<Long> found = database.askAside(tx -> tx.fetch(read).getValues(OUTCOME.EXECUTION_ID));
    assertThat(found).containsExactly(1L);
  }

  /** Nearly every group of commands reads before it writes. */
  @Test
  void whatReadsAndWritesIsInTheJournal() throws IOException {
    insert(1);
    ReadStatement read =
        new ReadStatement(List.of(OUTCOME), dsl -> dsl.select(OUTCOME.EXECUTION_ID).from(OUTCOME));
    Path journal = Journal.filesOf(file).getFirst();
    long before = Files.size(journal);
    SyncedPart synced = Recovery.syncedPartOf(file);

    commit(tx -> {
      assertThat(tx.fetch(read)).hasSize(1);
      assertThat(tx.dsl().fetchCount(OUTCOME)).isEqualTo(1);
      tx.write(INSERT, 2L, 2L);
      tx.showLater();
    });

    assertThat(Files.size(journal)).isGreaterThan(before);
    assertThat(Recovery.syncedPartOf(file)).as("no commit of its own").isEqualTo(synced);
  }

  /** A commit of H2 holds up everybody, so it must not become long. */
  @Test
  void manyRowsAreSeenAtOnce() {
    commit(tx -> {
      LongStream.rangeClosed(1, 1_000).forEach(row -> tx.write(INSERT, row, row));
      tx.emit(EVENT);
      tx.showLater();
    });
    assertThat(told).containsExactly("committed", EVENT);
    assertThat(rows()).hasSize(1_000);
  }

  /** It has the turn for which everybody else would wait. */
  @Test
  void whatFollowsACommitMaySettle() {
    insert(1);
    List<Long> seen = new ArrayList<>();
    database.<Integer>transact(tx -> {
      tx.write(INSERT, 2L, 2L);
      tx.showLater();
      tx.afterCommit(() -> {
        database.settle();
        seen.addAll(rows());
      });
      return 0;
    });
    assertThat(seen).containsExactly(1L, 2L);
  }

  /** H2 closes its file when a thread that uses it is interrupted. */
  @Test
  void whoIsInterruptedMaySettle() {
    insert(1);
    Thread.currentThread().interrupt();
    database.settle();
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(rows()).containsExactly(1L);
    insert(2);
    database.settle();
    assertThat(rows()).containsExactly(1L, 2L);
  }

  @Test
  void aSyncThatFailsStopsTheServerAndNothingIsTold() {
    insert(1);
    told.clear();
    breaking.breakOn("checkpoint sync");

    assertThatThrownBy(() ->
            commit(tx -> {
              tx.countWrite();
              int unused = tx.dsl().deleteFrom(OUTCOME).execute();
            }))
        .isInstanceOf(CommitUnknown.class);

    assertThat(stops).singleElement().asString().contains("could not be written to disk");
    assertThat(told).doesNotContain("committed", "rolled back");
    assertThatThrownBy(() -> insert(2)).hasMessageContaining("is stopping");
  }

  @Test
  void settledIsSeen() {
    insert(1);
    database.settle();
    assertThat(rows()).containsExactly(1L);
  }

  @Test
  void aKillLosesNothingThatWasTold() throws IOException, SQLException {
    for (long row = 1; row <= 20; row++) {
      insert(row);
      if (row % 7 == 0) {
        database.settle();
      }
      if (row % 9 == 0) {
        long extra = 1000 + row;
        commit(tx -> {
          tx.countWrite();
          int unused =
              tx.dsl()
                  .insertInto(OUTCOME, OUTCOME.EXECUTION_ID, OUTCOME.END_ID)
                  .values(extra, 1L)
                  .execute();
        });
      }
      long last = row;
      List<Long> expected = new ArrayList<>(upTo(row));
      LongStream.rangeClosed(1, row / 9).map(i -> 1000 + i * 9).forEach(expected::add);
      assertThat(afterKill()).as("killed after %d", last).isEqualTo(expected);
    }
  }

  /**
   * What H2 wrote after its file was synced is there in parts: the rest are zeros or what was
   * there. The journal ends somewhere after its last sync.
   */
  @Test
  void aPowerCutLosesNothingThatWasTold() throws IOException {
    Random random = new Random(3);
    Path place = Files.createDirectories(directory.resolve("cut"));
    for (long row = 1; row <= 12; row++) {
      insert(row);
      if (row % 4 == 0) {
        database.settle();
      }
      Path cut = place.resolve("pinwheel.mv.db");
      List<Path> journals = Journal.filesOf(file);
      long synced = Recovery.syncedPartOf(file).length();
      for (Path journal : journals) {
        byte[] kept = Files.readAllBytes(journal);
        byte[] noise = new byte[random.nextInt(2000)];
        random.nextBytes(noise);
        try (var out = Files.newOutputStream(place.resolve(journal.getFileName()))) {
          out.write(kept);
          out.write(noise);
        }
      }
      Files.copy(file, cut, StandardCopyOption.REPLACE_EXISTING);
      try (RandomAccessFile damaged = new RandomAccessFile(cut.toFile(), "rw")) {
        for (long block = synced; block < damaged.length(); block += 4096) {
          if (random.nextBoolean()) {
            damaged.seek(block);
            damaged.write(new byte[(int) Math.min(4096, damaged.length() - block)]);
          }
        }
      }
      assertThat(recovered(place)).as("cut after %d", row).isEqualTo(upTo(row));
    }
  }

  @Test
  void whatIsRolledBackTakesNothingWithItThatWasTold() {
    insert(1);
    assertThatThrownBy(() ->
            commit(tx -> {
              tx.write(INSERT, 2L, 2L);
              tx.showLater();
              tx.flushAll();
              throw new IllegalStateException("by the test");
            }))
        .hasMessage("by the test");
    assertThatThrownBy(() -> insert(1)).isInstanceOf(RuntimeException.class);
    insert(3);
    database.settle();
    assertThat(rows()).containsExactly(1L, 3L);
  }

  /** Wherever a connection breaks: what was told is there, once; what was not told is not. */
  @Test
  void aBrokenConnectionLosesNothingAndRepeatsNothing() {
    // With the other durability, a sync that fails ends the server.
    database.close();
    database = connect(Durability.PROCESS);
    insert(1);
    database.settle();
    long expected = 1;
    long row = 1;
    for (BreakingDataSource.Breaks how :
        List.of(BreakingDataSource.Breaks.BEFORE, BreakingDataSource.Breaks.AFTER)) {
      for (int step = 1; step <= 10; step++) {
        breaking.breakAt(step, how);
        for (int i = 0; i < 4; i++) {
          long now = ++row;
          int before = told.size();
          try {
            commit(tx -> {
              tx.write(INSERT, now, now);
              tx.write(RAISE, 1L);
              if (now % 3 == 0) {
                tx.countWrite();
                int unused =
                    tx.dsl().update(OUTCOME).set(OUTCOME.END_ID, OUTCOME.END_ID.plus(0)).execute();
              }
              if (now % 2 == 0) {
                tx.showLater();
              }
            });
            expected++;
            assertThat(told.subList(before, told.size())).contains("committed");
          } catch (DatabaseUnreachable e) {
            row--;
            assertThat(told.subList(before, told.size())).doesNotContain("committed");
          }
        }
        breaking.breakAt(0, how);
        database.settle();
        assertThat(rows()).as("step %d, %s", step, how).hasSize((int) expected);
        long raised =
            database.read(dsl ->
                dsl.select(OUTCOME.END_ID)
                    .from(OUTCOME)
                    .where(OUTCOME.EXECUTION_ID.eq(1L))
                    .fetchSingle(OUTCOME.END_ID));
        assertThat(raised).as("each once").isEqualTo(expected);
      }
    }
    assertThat(stops).isEmpty();
  }

  @Test
  void aCleanStopLeavesNoJournalAndNumbersGoOn() throws IOException {
    insert(1);
    long first = database.<Long>transact(Tx::nextId);
    database.close();
    assertThat(Journal.filesOf(file)).isEmpty();

    database = connect();
    insert(2);
    assertThat(database.<Long>transact(Tx::nextId)).isGreaterThan(first);
    assertThat(database.position()).isGreaterThan(first);
    database.settle();
    assertThat(rows()).containsExactly(1L, 2L);
  }

  @Test
  void numbersOfTheJournalAreNotGivenOutAgain() throws IOException, SQLException {
    database.settle();
    long highest = 0;
    for (int row = 1; row <= 3; row++) {
      insert(row);
      highest = database.<Long>transact(Tx::nextId);
    }
    assertThat(afterKill()).isEqualTo(upTo(3));
    long next = started(directory.resolve("killed"), again -> again.<Long>transact(Tx::nextId));
    assertThat(next).isGreaterThan(highest);
  }

  /** What is cut away of the file takes the sequence with it, also where the run is gone. */
  @Test
  void numbersOfRunsAreNotGivenOutAgain() throws IOException, SQLException {
    RunStore runs = new RunStore();
    database.settle();
    RunId last = new RunId(1);
    for (int i = 0; i < 200; i++) {
      last =
          database.transact(tx -> {
            RunId reserved = runs.nextId(tx);
            tx.write(INSERT, reserved.number(), 1L);
            tx.showLater();
            return reserved;
          });
    }
    database.settle();
    List<Long> unused = afterKill();
    long next =
        started(directory.resolve("killed"), again -> again.<RunId>transact(runs::nextId).number());
    assertThat(next).isGreaterThan(last.number());
  }

  @Test
  void anotherFileIsNotCut() throws IOException {
    Path other = Files.createDirectories(directory.resolve("other"));
    insert(1);
    for (Path journal : Journal.filesOf(file)) {
      Files.copy(journal, other.resolve(journal.getFileName()));
    }
    byte[] content = new byte[(int) Files.size(file) + 10_000];
    new Random(1).nextBytes(content);
    Path copy = Files.write(other.resolve("pinwheel.mv.db"), content);

    assertThatThrownBy(() -> TestDatabase.openFile(other.resolve("pinwheel")))
        .rootCause()
        .hasMessageContaining("it is truncated, or another copy");
    assertThat(Files.readAllBytes(copy)).isEqualTo(content);
    assertThat(Journal.filesOf(copy)).isNotEmpty();
  }

  @Test
  void anotherDatabaseThanThatOfTheJournalIsRefused() throws IOException {
    insert(1);
    database.settle();
    Path older = Files.createDirectories(directory.resolve("older"));
    Files.copy(file, older.resolve("pinwheel.mv.db"));
    commit(tx -> {
      tx.countWrite();
      int unused = tx.dsl().deleteFrom(OUTCOME).execute();
    });
    insert(2);
    for (Path journal : Journal.filesOf(file)) {
      Files.copy(journal, older.resolve(journal.getFileName()));
    }

    assertThatThrownBy(() -> TestDatabase.openFile(older.resolve("pinwheel")))
        .hasRootCauseInstanceOf(UnusableJournal.class)
        .rootCause()
        .hasMessageContaining("it is truncated, or a");

    Files.delete(older.resolve("pinwheel.mv.db"));
    assertThatThrownBy(() -> TestDatabase.openFile(older.resolve("pinwheel")))
        .rootCause()
        .hasMessageContaining("there is no such file");
    Recovery.setAside(older.resolve("pinwheel.mv.db"));
    assertThat(Journal.filesOf(older.resolve("pinwheel.mv.db"))).isEmpty();
  }

  /** A version without a journal went on after a kill; what it wrote must not be cut away. */
  @Test
  void aJournalThatIsOlderThanTheMarkCutsNothing() throws Exception {
    insert(1);
    insert(2);
    long known = database.position();
    Path place = Files.createDirectories(directory.resolve("went-on"));
    for (Path journal : Journal.filesOf(file)) {
      Files.copy(journal, place.resolve(journal.getFileName()));
    }
    database.settle();
    Path copy = Files.copy(file, place.resolve("pinwheel.mv.db"));
    byte[] content = Files.readAllBytes(copy);

    assertThatThrownBy(() -> Recovery.beforeStart(copy, known + 1, () -> open(place)))
        .isInstanceOf(UnusableJournal.class)
        .hasMessageContaining("to hold commit %d, which the mark", known + 1);
    assertThat(Files.readAllBytes(copy)).isEqualTo(content);

    Recovery.beforeStart(copy, known, () -> open(place));
    assertThat(recovered(place)).containsExactly(1L, 2L);
  }

  /** Commits that only H2 has count as known to the journal. */
  @Test
  void aCommitBesideTheJournalIsNoReasonToRefuseIt() throws Exception {
    commit(tx -> {
      tx.countWrite();
      int unused = tx.dsl().deleteFrom(OUTCOME).execute();
    });
    long known = database.position();
    Path place = Files.createDirectories(directory.resolve("beside"));
    for (Path journal : Journal.filesOf(file)) {
      Files.copy(journal, place.resolve(journal.getFileName()));
    }
    Path copy = Files.copy(file, place.resolve("pinwheel.mv.db"));
    Recovery.beforeStart(copy, known, () -> open(place));
    assertThat(recovered(place)).isEmpty();
  }

  /** On Linux, closing any channel of a file gives up the locks of its process. */
  @Test
  void theLockOfH2IsKept() throws IOException {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks));
    commit(tx -> {
      tx.countWrite();
      int unused = tx.dsl().deleteFrom(OUTCOME).execute();
    });
    insert(1);
    database.settle();
    String inode = ":%s ".formatted(Files.getAttribute(file, "unix:ino"));
    assertThat(Files.readAllLines(locks)).anyMatch(line -> line.contains(inode));
  }

  /**
   * A journal is applied before the migrations, to the schema that its statements were made for.
   */
  @Test
  void theSchemaOfAnotherVersionIsRefused() throws Exception {
    database.close();
    database = connect(Durability.PROCESS);
    insert(1);
    Path place = Files.createDirectories(directory.resolve("migrated"));
    for (Path journal : Journal.filesOf(file)) {
      Files.copy(journal, place.resolve(journal.getFileName()));
    }
    Path copy = Files.copy(file, place.resolve("pinwheel.mv.db"));
    try (Connection connection = open(place);
        Statement statement = connection.createStatement()) {
      statement.execute("update \"flyway_schema_history\" set \"version\" = '9' || \"version\"");
    }

    assertThatThrownBy(() -> Recovery.beforeStart(copy, Recovery.NO_COMMIT, () -> open(place)))
        .isInstanceOf(UnusableJournal.class)
        .hasMessageMatching(
            "Expected the database .* with schema \\d+, which the journal .* belongs to, found database .* with schema 9\\d+\\.");
    assertThat(Journal.filesOf(copy)).isNotEmpty();
  }

  private static Connection open(Path place) throws SQLException {
    return DriverManager.getConnection(H2File.url(place.resolve("pinwheel")), "sa", "");
  }

  @Test
  void aLongJournalBeginsAnew() throws IOException {
    byte[] text = new byte[1 << 20];
    List<Path> before = Journal.filesOf(file);
    for (long line = 1; line <= 20; line++) {
      new LogStore(database)
          .append(
              List.of(
                  new LogStore.LogRow(
                      1, 1, 1, Clock.systemUTC().instant(), "info", text, text, null)),
              java.util.Map.of(),
              List.of());
    }
    insert(1);
    assertThat(Journal.filesOf(file)).hasSize(1).isNotEqualTo(before);
    assertThat(Files.size(Journal.filesOf(file).getFirst())).isLessThan(17L << 20);
    database.settle();
    assertThat(rows()).containsExactly(1L);
  }
}

package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Sequences.ENGINE_SEQUENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.store.LogStore.LogRow;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Rounds;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kill at any moment leaves each commit on H2 whole or not at all (ADR 0021). What a kill would
 * leave is a copy of the file, as H2 only appends to it.
 */
@Tag("soak")
class WholeCommitTest {

  private static final int KILLS = Rounds.left(200, 5_000);
  private static final int ROWS = 200;

  /** Ids are taken from the sequence by the thousand, and H2 keeps 32 of its values in memory. */
  private static final int IDS_UNTIL_THE_SEQUENCE_IS_WRITTEN = 32_000;

  @TempDir private Path directory;

  @Test
  void besideLogMessages() throws Exception {
    try (TestDatabase file = TestDatabase.openFile(directory.resolve("pinwheel"));
        EngineFixture pinwheel = EngineFixture.attach(file)) {
      Database database = withTables(pinwheel);
      LogStore logs = new LogStore(database);
      killOftenAndCheck(List.of(() -> transfer(database, 1), () -> log(logs)));
    }
  }

  /**
   * A sequence is written in a commit of its own, here in the midst of a transaction of the same
   * thread.
   */
  @Test
  void besideASequence() throws Exception {
    try (TestDatabase file = TestDatabase.openFile(directory.resolve("pinwheel"));
        EngineFixture pinwheel = EngineFixture.attach(file)) {
      Database database = withTables(pinwheel);
      killOftenAndCheck(List.of(() -> transfer(database, IDS_UNTIL_THE_SEQUENCE_IS_WRITTEN)));
    }
  }

  private static Database withTables(EngineFixture pinwheel) {
    return pinwheel
        .database()
        .transact(tx -> {
          tx.dsl().execute("create table debit (id bigint primary key, amount bigint)");
          tx.dsl().execute("create table credit (id bigint primary key, amount bigint)");
          return pinwheel.database();
        });
  }

  private static void transfer(Database database, int ids) {
    database.transact(tx -> {
      long first = tx.nextId() * ROWS;
      replace(tx, "debit", first);
      IntStream.range(0, ids).forEach(i -> tx.nextId());
      replace(tx, "credit", first);
      return null;
    });
  }

  /** The rows of before are not left, so that copies stay small. */
  private static void replace(Tx tx, String table, long first) {
    tx.dsl().execute("delete from " + table);
    tx.dsl()
        .execute(
            "insert into %s select \"X\", 1 from system_range(?, ?)".formatted(table),
            first,
            first + ROWS - 1);
  }

  private static void log(LogStore logs) {
    byte[] text = "A message".getBytes(StandardCharsets.UTF_8);
    LogRow row = new LogRow(1, 1, 1, Instant.EPOCH, "info", text, text, null);
    logs.append(Collections.nCopies(2, row), Map.of(), List.of());
  }

  /** All work goes on meanwhile, each in a thread of its own, and gets on between two kills. */
  private void killOftenAndCheck(List<Runnable> works)
      throws IOException, SQLException, ExecutionException, InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    List<Worker> workers = works.stream().map(work -> Worker.start(work, done)).toList();
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        List<Integer> before = workers.stream().map(Worker::times).toList();
        Files.copy(
            directory.resolve("pinwheel.mv.db"),
            directory.resolve("killed.mv.db"),
            StandardCopyOption.REPLACE_EXISTING);
        assertWhole(kill);
        for (int i = 0; i < works.size(); i++) {
          workers.get(i).awaitMoreThan(before.get(i));
        }
      }
    } finally {
      done.set(true);
      for (Worker worker : workers) {
        worker.awaitEnd();
      }
    }
  }

  private record Worker(AtomicInteger counter, FutureTask<@Nullable Void> task) {

    static Worker start(Runnable work, AtomicBoolean done) {
      AtomicInteger counter = new AtomicInteger();
      FutureTask<@Nullable Void> task =
          new FutureTask<>(() -> {
            while (!done.get()) {
              work.run();
              counter.incrementAndGet();
            }
            return null;
          });
      Thread.ofPlatform().name("works beside kills").start(task);
      return new Worker(counter, task);
    }

    int times() {
      return counter.get();
    }

    void awaitMoreThan(int before) {
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> times() > before || task.isDone());
    }

    void awaitEnd() throws ExecutionException, InterruptedException {
      task.get();
    }
  }

  private void assertWhole(int kill) throws SQLException {
    try (Connection killed =
        DriverManager.getConnection(H2File.url(directory.resolve("killed")), "sa", "")) {
      DSLContext dsl = DSL.using(killed, SQLDialect.H2);
      List<Long> debits = ids(dsl, "debit");
      assertThat(ids(dsl, "credit")).as("credits after kill %d", kill).isEqualTo(debits);
      assertThat(debits.size()).as("debits after kill %d", kill).isIn(0, ROWS);
      if (!debits.isEmpty()) {
        assertThat(dsl.nextval(ENGINE_SEQUENCE))
            .as("the next id after kill %d", kill)
            .isGreaterThan(debits.getFirst() / ROWS);
      }
    }
  }

  private static List<Long> ids(DSLContext dsl, String table) {
    return dsl.fetch("select id from %s order by id".formatted(table)).getValues(0, Long.class);
  }
}

package dev.pinwheel.engine.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.h2.FileCompaction;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Latches;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many small commits do not fill the disk, and nobody notices that the file is exchanged. */
class FileCompactionTest {

  private static final int COMMITS = 1_000;
  private static final long SMALL = 6L << 20;

  @TempDir private Path directory;

  @Test
  void aFileStaysSmallWhileOthersRead() throws IOException {
    try (TestDatabase database = TestDatabase.openFile(directory.resolve("pinwheel"));
        EngineFixture pinwheel = EngineFixture.attach(database)) {
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Integer> reader =
          CompletableFuture.supplyAsync(() -> readUntil(done, pinwheel.database()));

      createWorkspaces(pinwheel, COMMITS);
      done.set(true);

      assertThat(reader.join()).as("reads beside").isPositive();
      assertThat(workspaces(pinwheel.database())).isEqualTo(COMMITS);
      assertThat(fileSize()).isLessThan(SMALL);
    }
    try (TestDatabase again = TestDatabase.openFile(directory.resolve("pinwheel"))) {
      DSLContext dsl = DSL.using(again.dataSource(), again.dialect());
      assertThat(dsl.fetchCount(DSL.table("workspace"))).isEqualTo(COMMITS);
    }
  }

  /** Otherwise the test above would say nothing. */
  @Test
  void withoutCompactionItDoesNot() throws IOException {
    try (TestDatabase database = TestDatabase.openFile(directory.resolve("pinwheel"))) {
      fill(database.dataSource());
    }
    assertThat(fileSize()).isGreaterThan(SMALL);
  }

  private static void fill(DataSource dataSource) {
    Flyway.configure().dataSource(dataSource).load().migrate();
    DSLContext dsl = DSL.using(dataSource, SQLDialect.H2);
    for (int i = 0; i < COMMITS; i++) {
      dsl.execute(
          "insert into workspace (id, name, active_name, state, created_at, created_by)"
              + " values (?, ?, ?, 'active', current_timestamp, 'local')",
          i,
          "w" + i,
          "w" + i);
    }
  }

  @Test
  void aReaderThatDoesNotComeToAnEndOnlyPutsItOff() {
    try (TestDatabase database = TestDatabase.openFile(directory.resolve("pinwheel"));
        EngineFixture pinwheel = EngineFixture.attach(database)) {
      CountDownLatch reading = new CountDownLatch(1);
      CountDownLatch written = new CountDownLatch(1);
      CompletableFuture<Integer> reader =
          CompletableFuture.supplyAsync(() ->
              pinwheel
                  .database()
                  .read(dsl -> {
                    int before = dsl.fetchCount(DSL.table("workspace"));
                    reading.countDown();
                    Latches.await(written);
                    assertThat(dsl.fetchCount(DSL.table("workspace"))).isEqualTo(before);
                    return before;
                  }));
      Latches.await(reading);

      createWorkspaces(pinwheel, COMMITS);
      written.countDown();

      assertThat(reader.join()).isZero();
      assertThat(workspaces(pinwheel.database())).isEqualTo(COMMITS);
    }
  }

  @Test
  void whenTheCopyFailsTheOldFileStays() throws IOException {
    // Nothing can be written where a directory with something in it lies.
    Files.createDirectories(directory.resolve("pinwheel.mv.db.compacted/occupied"));
    try (TestDatabase database = TestDatabase.openFile(directory.resolve("pinwheel"));
        EngineFixture pinwheel = EngineFixture.attach(database)) {
      createWorkspaces(pinwheel, COMMITS);

      assertThat(workspaces(pinwheel.database())).isEqualTo(COMMITS);
    }
  }

  /** The caller would repeat what is committed, or be told that it is not. */
  @Test
  void aCommitStandsWhateverBecomesOfTheCompaction() {
    AtomicInteger attempts = new AtomicInteger();
    HikariConfig config = config();
    config.setAllowPoolSuspension(true);
    // One that is not given back is missed at once.
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(1_000);
    try (TestDatabase migrated = TestDatabase.openFile(directory.resolve("pinwheel"));
        HikariDataSource pool =
            new HikariDataSource(config) {
              @Override
              public HikariPoolMXBean getHikariPoolMXBean() {
                attempts.incrementAndGet();
                throw new IllegalStateException("not now");
              }
            };
        Database database =
            new Database(
                pool,
                migrated.dialect(),
                Clock.systemUTC(),
                new EventBus(problem -> {}),
                Durability.PROCESS,
                FileCompaction.of(pool, new FileCompaction.Limits(1, 1)).orElseThrow())) {
      for (int i = 0; i < COMMITS; i++) {
        int number = i;
        assertThat(database.<Integer>transact(tx -> number)).isEqualTo(number);
      }
    }
    assertThat(attempts).as("attempts to compact").hasPositiveValue();
  }

  @Test
  void theSmallerLimitHoldsForTheFirstExchange() throws IOException, SQLException {
    HikariConfig config = config();
    config.setAllowPoolSuspension(true);
    FileCompaction.Limits limits = new FileCompaction.Limits(SMALL, 100 * SMALL);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection connection = pool.getConnection()) {
      FileCompaction compaction = FileCompaction.of(pool, limits).orElseThrow();
      assertThat(compaction.isDue(connection)).as("empty").isFalse();
      fill(pool);
      assertThat(fileSize()).isGreaterThan(SMALL);
      assertThat(compaction.isDue(connection)).as("above the smaller limit").isTrue();
      assertThat(compaction.isDue(connection)).as("and no more").isFalse();
    }
  }

  @Test
  void aPoolThatCannotBeSuspendedIsRefused() {
    try (HikariDataSource pool = new HikariDataSource(config())) {
      assertThatThrownBy(() -> FileCompaction.of(pool, FileCompaction.Limits.running(1)))
          .hasMessageStartingWith(
              "Expected spring.datasource.hikari.allow-pool-suspension to be true, found false");
    }
  }

  private HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(H2File.url(directory.resolve("pinwheel")));
    config.setUsername("sa");
    return config;
  }

  private static void createWorkspaces(EngineFixture pinwheel, int count) {
    for (int i = 0; i < count; i++) {
      pinwheel.workspace("w" + i);
    }
  }

  private static int readUntil(AtomicBoolean done, Database database) {
    int reads = 0;
    for (int seen = 0; !done.get(); reads++) {
      int now = workspaces(database);
      assertThat(now).isGreaterThanOrEqualTo(seen);
      seen = now;
    }
    return reads;
  }

  private static int workspaces(Database database) {
    return database.read(dsl -> dsl.fetchCount(DSL.table("workspace")));
  }

  private long fileSize() throws IOException {
    return Files.size(directory.resolve("pinwheel.mv.db"));
  }
}

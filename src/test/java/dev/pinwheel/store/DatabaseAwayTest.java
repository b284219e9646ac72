package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.testing.ManualClock;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/** Reads while the database is away are refused with a sentence, and do not fill the log. */
class DatabaseAwayTest {

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final Logger logger = (Logger) LoggerFactory.getLogger(SnapshotReader.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
  }

  private Database open(DataSource dataSource, SQLDialect dialect) {
    return new Database(
        dataSource,
        dialect,
        clock,
        new EventBus(problem -> {
          throw problem;
        }),
        Durability.PROCESS);
  }

  private static void assertUnavailable(Database database, Function<DSLContext, Integer> work) {
    Rejection rejection = catchThrowableOfType(Rejection.class, () -> database.read(work));
    assertThat(rejection.kind()).isEqualTo(Rejection.Kind.UNAVAILABLE);
    assertThat(rejection).hasMessageContaining("The database cannot be reached");
  }

  @Test
  void readsWithoutAConnectionAreRefusedAndLoggedOnceAMinute() {
    PGSimpleDataSource gone = new PGSimpleDataSource();
    gone.setUrl("jdbc:postgresql://localhost:1/none");
    try (Database database = open(gone, SQLDialect.POSTGRES)) {
      for (int i = 0; i < 50; i++) {
        assertUnavailable(database, dsl -> dsl.fetchCount(WORKSPACE));
        clock.advance(Duration.ofSeconds(1));
      }
      assertThat(logged.list).hasSize(1);

      clock.advance(Duration.ofSeconds(10));
      assertUnavailable(database, dsl -> dsl.fetchCount(WORKSPACE));
      assertThat(logged.list).hasSize(2);
    }
  }

  @Test
  void aReadWhoseConnectionBreaksIsRefusedAndTheNextOneIsNot() {
    try (TestDatabase postgres = TestDatabase.create(TestDatabase.Kind.POSTGRESQL);
        Database database = open(postgres.dataSource(), postgres.dialect())) {
      assertUnavailable(
          database,
          dsl -> {
            dsl.fetch("select pg_terminate_backend(pg_backend_pid())");
            return dsl.fetchCount(WORKSPACE);
          });

      assertThat(database.<Integer>read(dsl -> dsl.fetchCount(WORKSPACE))).isZero();
    }
  }

  @Test
  void readsOfAClosedFileAreRefused() {
    // Not closed: it is shut down by the test.
    TestDatabase h2 = TestDatabase.create(TestDatabase.Kind.H2);
    try (Database database = open(h2.dataSource(), h2.dialect())) {
      assertUnavailable(
          database,
          dsl -> {
            dsl.execute("shutdown immediately");
            return dsl.fetchCount(WORKSPACE);
          });
    }
  }
}

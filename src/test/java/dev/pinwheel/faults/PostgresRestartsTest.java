package dev.pinwheel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.OwnPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL is restarted under load, round after round, by turns in an orderly way and as after a
 * crash. What workers have begun and ended is written outside the database: nothing is lost,
 * executed twice, left open or failed because of it. {@code -Dpinwheel.seed=17} goes on at the 17th
 * round.
 */
@Tag("soak")
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class PostgresRestartsTest {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresRestartsTest.class);
  private static final int ROUNDS = Boolean.getBoolean("pinwheel.soak") ? 50 : 2;
  private static final int FIRST = Integer.getInteger("pinwheel.seed", 1);
  private static final int RUNS = 12;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void withAnEmbeddedWorker() throws Exception {
    try (OwnPostgres postgres = OwnPostgres.create(directory.resolve("postgres"));
        FaultFixture fixture = fixture(postgres).startServerWithEmbeddedWorker()) {
      play("an embedded worker", postgres, fixture);
    }
  }

  @Test
  void withARemoteWorker() throws Exception {
    try (OwnPostgres postgres = OwnPostgres.create(directory.resolve("postgres"));
        FaultFixture fixture = fixture(postgres).startServer();
        TestProcess worker = fixture.startWorker()) {
      play("a remote worker", postgres, fixture);
      assertThat(worker.isAlive()).isTrue();
    }
  }

  private FaultFixture fixture(OwnPostgres postgres) {
    return new FaultFixture(directory, FaultFixture.LONG_LEASE, postgres.url());
  }

  private static void play(String worker, OwnPostgres postgres, FaultFixture fixture) {
    long began = System.nanoTime();
    for (int round = FIRST; round <= ROUNDS; round++) {
      Random random = new Random(round);
      for (int i = 0; i < RUNS; i++) {
        fixture.submit(i % 4 == 3 ? "frail" : "sturdy", random.nextInt(1_000));
      }
      fixture.awaitLines(1 + random.nextInt(80));
      if (round % 2 == 0) {
        postgres.crash();
      } else {
        postgres.restart();
      }
    }
    fixture.awaitEnd();

    Records records = fixture.records().check().checkNothingRetried();
    assertThat(records.asked())
        .hasSize(RUNS * (ROUNDS - FIRST + 1))
        .allSatisfy(run -> assertThat(records.kindOf(run)).isEqualTo(ResultKind.VALUE));
    LOG.info(
        "{} restarts of PostgreSQL with {}: {} runs, {} executions in {} s",
        ROUNDS - FIRST + 1,
        worker,
        records.asked().size(),
        records.facts().executions().size(),
        Duration.ofNanos(System.nanoTime() - began).toSeconds());
  }
}

package dev.pinwheel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.ReplicatedPostgres;
import dev.pinwheel.testing.ReplicatedPostgres.Replication;
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
 * PostgreSQL crashes under load, and its streaming replica is promoted, round after round. What
 * workers have begun and ended is written outside the database. {@code -Dpinwheel.seed=7} goes on
 * at the 7th round.
 */
@Tag("soak")
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class PostgresFailoverTest {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresFailoverTest.class);
  private static final int ROUNDS = Boolean.getBoolean("pinwheel.soak") ? 10 : 1;
  private static final int FIRST = Integer.getInteger("pinwheel.seed", 1);
  private static final int RUNS = 12;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  /** Nothing that was acknowledged is lost, executed twice, left open or failed. */
  @Test
  void aSynchronousReplicaHasEverything() throws Exception {
    long began = System.nanoTime();
    try (ReplicatedPostgres postgres =
            ReplicatedPostgres.create(directory.resolve("postgres"), Replication.SYNCHRONOUS);
        FaultFixture fixture =
            new FaultFixture(directory, FaultFixture.LONG_LEASE, postgres.url())
                .startServerWithEmbeddedWorker()) {
      for (int round = FIRST; round <= ROUNDS; round++) {
        Random random = new Random(round);
        for (int i = 0; i < RUNS; i++) {
          fixture.submit(i % 4 == 3 ? "frail" : "sturdy", random.nextInt(1_000));
        }
        fixture.awaitLines(1 + random.nextInt(80));
        postgres.failOver();
      }
      fixture.awaitEnd();

      Records records = fixture.records().check().checkNothingRetried();
      assertThat(records.asked())
          .hasSize(RUNS * (ROUNDS - FIRST + 1))
          .allSatisfy(run -> assertThat(records.kindOf(run)).isEqualTo(ResultKind.VALUE));
      LOG.info(
          "{} failovers to a synchronous replica: {} runs, {} executions in {} s",
          ROUNDS - FIRST + 1,
          records.asked().size(),
          records.facts().executions().size(),
          Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }
  }
}

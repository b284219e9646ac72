package dev.pinwheel.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.ReplicatedPostgres;
import dev.pinwheel.testing.ReplicatedPostgres.Replication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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
  private static final Pattern REPORTED =
      Pattern.compile("PostgreSQL lost the last (\\d+) commits");

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
        List<FaultFixture.Asked> unused = submit(fixture, random);
        fixture.awaitLines(1 + random.nextInt(80));
        postgres.failOver();
      }
      fixture.awaitEnd();
      await()
          .untilAsserted(() ->
              assertThat(postgres.query("select timeline from server_lease"))
                  .as("the server has seen that nothing is missing")
                  .isEqualTo(String.valueOf(ROUNDS - FIRST + 2)));

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

  /**
   * What the replica had not received is missing, and nothing else; the server says how many
   * commits these are, and goes on as another incarnation. {@code CommitLossTest} has the rule.
   */
  @Test
  @EnabledIfSystemProperty(named = "pinwheel.soak", matches = "true")
  void anAsynchronousReplicaLacksOnlyTheLastCommits() throws Exception {
    Set<String> mayBeLost = new HashSet<>();
    try (ReplicatedPostgres postgres =
            ReplicatedPostgres.create(directory.resolve("postgres"), Replication.ASYNCHRONOUS);
        FaultFixture fixture =
            new FaultFixture(directory, FaultFixture.LONG_LEASE, postgres.url())
                .startServerWithEmbeddedWorker()) {
      for (int round = FIRST; round <= ROUNDS; round++) {
        Random random = new Random(round);
        List<FaultFixture.Asked> before = submit(fixture, random);
        fixture.awaitLines(1 + random.nextInt(40));
        before.forEach(fixture::idOf);
        postgres.holdReplication();
        List<FaultFixture.Asked> behind = submit(fixture, random);
        behind.forEach(run -> mayBeLost.add(run.key()));
        fixture.awaitLines(1 + random.nextInt(20));
        behind.forEach(fixture::idOf);
        postgres.failOver();
        assertThat(fixture.awaitServerEnd()).isEqualTo(ServerMain.EXIT_UNSAFE);
        var unused = fixture.startServerWithEmbeddedWorker();
      }
      fixture.awaitEnd();

      Records records = fixture.records();
      Set<String> lost = records.lost();
      assertThat(mayBeLost).as("behind the position of a replica").isEqualTo(lost);
      Records left = records.without(lost).checkAfterLoss();
      assertThat(Set.copyOf(records.runs().values()))
          .as("no id is given twice")
          .hasSize(records.asked().size());
      assertThat(left.asked().stream().filter(run -> run.workflow().equals("sturdy")))
          .allSatisfy(run -> assertThat(left.lastKindOf(run)).isEqualTo(ResultKind.VALUE));
      assertThat(postgres.query("select string_agg(cause, ' ' order by number) from incarnation"))
          .isEqualTo("first" + " loss".repeat(ROUNDS - FIRST + 1));
      List<Integer> reported =
          REPORTED
              .matcher(fixture.serverLog())
              .results()
              .map(found -> Integer.valueOf(found.group(1)))
              .toList();
      assertThat(reported)
          .hasSize(ROUNDS - FIRST + 1)
          .allSatisfy(commits -> assertThat(commits).isPositive());
      LOG.info(
          "{} failovers to an asynchronous replica: {} of {} runs lost, {} commits reported",
          ROUNDS - FIRST + 1,
          lost.size(),
          records.asked().size(),
          reported);
    }
  }

  private static List<FaultFixture.Asked> submit(FaultFixture fixture, Random random) {
    return IntStream.range(0, RUNS)
        .mapToObj(i -> fixture.submit(i % 4 == 3 ? "frail" : "sturdy", random.nextInt(1_000)))
        .toList();
  }
}

package dev.pinwheel.engine.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.jooq.tables.records.ExecutionRecord;
import dev.pinwheel.testing.DerivedTables;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FactsSnapshot;
import dev.pinwheel.testing.Rounds;
import dev.pinwheel.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged is there after the server was killed, and what its embedded worker had
 * under way is abandoned, or retried where the task says so (E3).
 */
@Tag("soak")
class KilledServerTest {

  private static final int ROUNDS = Rounds.left(4, 100);

  /**
   * An entry of the ledger stands for some 300 bytes that stay alive, of which a file may hold four
   * times as many.
   */
  private static final long LARGEST_PER_ENTRY = 2L << 10;

  /** The file is compacted from 1 MB on; some is written until somebody looks. */
  private static final long LARGEST_AT_FIRST = 8L << 20;

  private static final int FEWEST_ENTRIES = 200;
  private static final int MOST_ENTRIES = 1200;

  @TempDir private Path directory;

  @Test
  void whatWasAcknowledgedSurvivesKills() throws IOException, InterruptedException {
    Path file = directory.resolve("pinwheel");
    Ledger ledger = new Ledger();
    Random random = new Random(22 + Rounds.FIRST);
    for (int round = 0; round < ROUNDS; round++) {
      Durability durability = round % 2 == 0 ? Durability.POWER : Durability.PROCESS;
      runAndKill(file, "round" + round, durability, random, ledger);
      try (TestDatabase database = TestDatabase.openFile(file)) {
        FactsSnapshot facts =
            FactsSnapshot.read(DSL.using(database.dataSource(), database.dialect()));
        ledger.checkAgainst(facts);
        DerivedTables.check(facts);
      }
    }
    restartAndCheck(file, ledger);
  }

  private static void runAndKill(
      Path file, String name, Durability durability, Random random, Ledger ledger)
      throws IOException, InterruptedException {
    Process server = start(file, name, durability);
    try (BufferedReader acknowledged =
        new BufferedReader(server.inputReader(StandardCharsets.UTF_8))) {
      int enough = ledger.size() + random.nextInt(FEWEST_ENTRIES, MOST_ENTRIES);
      String previous = null;
      for (String line = acknowledged.readLine(); line != null; line = acknowledged.readLine()) {
        if (previous != null) {
          ledger.add(previous);
        }
        previous = line;
        if (ledger.size() == enough) {
          // Unlike Process.destroyForcibly, this leaves what was written before readable.
          server.toHandle().destroyForcibly();
        }
      }
      // The last line may be incomplete; it is left out.
      assertThat(ledger.size()).as("entries before the kill").isGreaterThanOrEqualTo(enough);
    } finally {
      server.destroyForcibly();
      server.waitFor();
    }
  }

  private static Process start(Path file, String name, Durability durability) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                LoadedServer.class.getName(),
                file.toString(),
                name,
                durability.name()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void restartAndCheck(Path file, Ledger ledger) {
    try (TestDatabase database = TestDatabase.openFile(file);
        EngineFixture pinwheel = EngineFixture.attach(database)) {
      FactsSnapshot facts = pinwheel.facts();
      ledger.checkAgainst(facts);
      DerivedTables.check(facts);
      List<ExecutionRecord> openAndAssigned =
          facts.executions().stream()
              .filter(row -> facts.assignments().containsKey(row.getId()))
              .filter(row -> facts.kindOf(FactsSnapshot.idOf(row)).isEmpty())
              .toList();
      assertThat(openAndAssigned).as("under way although their worker is gone").isEmpty();
      assertThat(facts.results().values())
          .filteredOn(result -> result.getKind().equals(ResultKind.ABANDONED.word()))
          .isNotEmpty();
    }
  }
}

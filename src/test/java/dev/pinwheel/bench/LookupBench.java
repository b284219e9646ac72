package dev.pinwheel.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.CandidateStore;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.h2.H2File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * The one statement of a memo lookup: among 1 and 1,000,000 candidates, past 20,000 failed
 * executions of the key, and through chains of 1, 8 and 64 workspaces. Keys vary, because H2
 * remembers the last result of an identical query.
 */
final class LookupBench {

  private static final int LOOKUPS = 20_000;
  private static final int MANY = 1_000_000;
  private static final int FAILED = 20_000;
  private static final int BATCH = 10_000;

  private final Database database;
  private final CandidateStore candidates = new CandidateStore();

  private LookupBench(Database database) {
    this.database = database;
  }

  static void run() throws Exception {
    Path directory = Files.createTempDirectory(Path.of("target"), "lookup");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(H2File.url(directory.resolve("pinwheel")));
    config.setUsername("sa");
    try (HikariDataSource dataSource = new HikariDataSource(config)) {
      Flyway.configure().dataSource(dataSource).load().migrate();
      Database database =
          new Database(
              dataSource,
              SQLDialect.H2,
              Clock.systemUTC(),
              new EventBus(problem -> {
                throw problem;
              }),
              Durability.PROCESS);
      System.out.printf("%n== one memo lookup%n");
      new LookupBench(database).measure();
      database.close();
    }
  }

  private void measure() throws Exception {
    RunId lonely = new RunId(1);
    insert(lonely, 0, 1);
    look("1 candidate, chain of 1", lonely, 1, chain(1));
    RunId crowded = new RunId(2);
    insert(crowded, 0, MANY);
    for (int length : new int[] {1, 8, 64}) {
      look("1,000,000 candidates, chain of " + length, crowded, MANY, chain(length));
    }
    RunId failing = new RunId(3);
    fail(failing);
    look("past 20,000 failed executions", failing, 1, chain(8));
  }

  private void insert(RunId run, int from, int count) {
    for (int start = from; start < from + count; start += BATCH) {
      int first = start;
      int end = Math.min(from + count, start + BATCH);
      var unused =
          database.transact(tx -> {
            for (int i = first; i < end; i++) {
              candidates.insertMemo(tx, run, key(i), new WorkspaceId(1), tx.nextId());
            }
            return null;
          });
    }
  }

  /** Each candidate is gone when its execution fails; one that succeeded is left. */
  private void fail(RunId run) {
    for (int i = 0; i < FAILED; i++) {
      var unused =
          database.transact(tx -> {
            long execution = tx.nextId();
            candidates.insertMemo(tx, run, key(0), new WorkspaceId(1), execution);
            candidates.deleteMemo(tx, execution);
            return null;
          });
    }
    insert(run, 0, 1);
  }

  private void look(String name, RunId run, int keys, WorkspaceChain chain) throws Exception {
    Bench.print(
        name,
        LOOKUPS,
        "lookups/s",
        () -> {
          var unused =
              database.transact(tx -> {
                int found = 0;
                for (int i = 0; i < LOOKUPS; i++) {
                  found +=
                      candidates.listMemo(tx, run, key((int) (i * 7919L % keys)), chain).size();
                }
                if (found != LOOKUPS) {
                  throw new IllegalStateException("Found " + found);
                }
                return null;
              });
        });
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(32).putInt(number * 0x9E3779B1).putInt(number).array();
  }

  /** The candidates are in the farthest workspace, which has number 1. */
  private static WorkspaceChain chain(int length) {
    List<Workspace> nearestFirst = new ArrayList<>();
    for (int i = length; i >= 1; i--) {
      @Nullable WorkspaceId base = i == 1 ? null : new WorkspaceId(i - 1);
      nearestFirst.add(
          new Workspace(
              new WorkspaceId(i),
              new WorkspaceName("w" + i),
              base,
              WorkspaceState.ACTIVE,
              Instant.EPOCH,
              "bench"));
    }
    return new WorkspaceChain(nearestFirst);
  }
}

package dev.pinwheel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.event.EventBus;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.Test;

/** What is committed but not on disk is neither acknowledged nor undone. */
class FailingSyncTest {

  @Test
  void aCommitThatCannotBeSyncedStopsTheServer() {
    try (TestDatabase h2 = TestDatabase.create(TestDatabase.Kind.H2)) {
      BreakingDataSource breaking = new BreakingDataSource(h2.dataSource());
      List<String> stops = new ArrayList<>();
      List<String> told = new ArrayList<>();
      try (Database database =
          new Database(
              breaking.dataSource(),
              h2.dialect(),
              Clock.systemUTC(),
              new EventBus(problem -> {}),
              Durability.POWER)) {
        database.onServerStop((reason, cause) -> stops.add(reason));
        breaking.breakOn("checkpoint sync");

        assertThatThrownBy(() -> write(database, told)).isInstanceOf(CommitUnknown.class);

        assertThat(told).as("neither acknowledged nor undone").isEmpty();
        assertThat(stops).hasSize(1).first().asString().contains("could not be written to disk");
        assertThatThrownBy(() -> write(database, told)).hasMessageContaining("is stopping");
      }
    }
  }

  private static void write(Database database, List<String> told) {
    database.<Integer>transact(tx -> {
      tx.afterCommit(() -> told.add("committed"));
      tx.afterRollback(() -> told.add("rolled back"));
      tx.countWrite();
      return 0;
    });
  }

  /** H2 gives both the same code. */
  @Test
  void aFailedSyncIsNoFullDisk() {
    assertThat(H2File.isFull(problem("Writing to {0} failed; length {1} at {2}"))).isTrue();
    assertThat(H2File.isFull(problem("Could not sync file {0}"))).isFalse();
  }

  private static SQLException problem(String message) {
    return new SQLException(
        DataUtils.newMVStoreException(
            DataUtils.ERROR_WRITING_FAILED, message, "pinwheel.mv.db", 1, 2));
  }
}

package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import org.junit.jupiter.api.Test;

/** What a read model reads with several statements is of one moment. */
@EachDatabase
class SnapshotTest {

  @Test
  void oneReadSeesOneMoment(EngineFixture harness) {
    int[] counts =
        harness
            .database()
            .read(dsl -> {
              int before = dsl.fetchCount(WORKSPACE);
              var unused =
                  harness.engine().execute(new Command.CreateWorkspace("later", null, Actor.LOCAL));
              return new int[] {before, dsl.fetchCount(WORKSPACE)};
            });

    assertThat(counts[1]).isEqualTo(counts[0]);
    assertThat(harness.database().<Integer>read(dsl -> dsl.fetchCount(WORKSPACE)))
        .isEqualTo(counts[0] + 1);
  }
}

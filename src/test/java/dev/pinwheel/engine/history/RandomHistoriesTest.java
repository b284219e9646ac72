package dev.pinwheel.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Scenario 23. 500 seeds, 10,000 with {@code -Dpinwheel.soak=true}; a fifth of that on PostgreSQL,
 * where each takes longer. A single seed is played again with {@code -Dpinwheel.seed=1234}.
 */
@EachDatabase
@Tag("soak")
class RandomHistoriesTest {

  private static final int MOVES = 40;

  /** After so many histories the next begins with an empty database and memory. */
  private static final int HISTORIES_TOGETHER = 100;

  private static final boolean SOAK = Boolean.getBoolean("pinwheel.soak");

  @Test
  void scenario23_randomHistoriesAgreeWithTheModel(EngineFixture pinwheel, TestDatabase database) {
    play(pinwheel, database, seed -> Dice.throwFor(seed, MOVES));
  }

  /** M14: what a worker answers from its map is what the server would have answered. */
  @Test
  void memoMapsAgreeWithTheModel(EngineFixture pinwheel, TestDatabase database) {
    long fromMaps = play(pinwheel, database, seed -> Dice.throwForReruns(seed, MOVES));
    if (Long.getLong("pinwheel.seed") == null) {
      assertThat(fromMaps).as("calls answered from maps").isGreaterThan(seeds(database.kind()) / 2);
    }
  }

  /** Answers how many calls workers answered themselves. */
  private static long play(
      EngineFixture pinwheel, TestDatabase database, LongFunction<List<Dice>> dice) {
    DSLContext dsl = DSL.using(database.dataSource(), database.dialect());
    History history = new History(pinwheel, dsl, 5);
    Long only = Long.getLong("pinwheel.seed");
    long first = only == null ? 1 : only;
    long last = only == null ? seeds(database.kind()) : only;
    long fromMaps = 0;
    for (long seed = first; seed <= last; seed++) {
      if (seed % HISTORIES_TOGETHER == 0) {
        pinwheel.startOver();
      }
      List<Dice> thrown = dice.apply(seed);
      History.Played played = history.play(thrown);
      fromMaps += played.fromMaps();
      if (played.difference() != null) {
        History.Played shortest =
            shrink(new History(pinwheel, dsl, 1), thrown.subList(0, played.moves()), played);
        fail(
            "Seed %d (play it again with -Dpinwheel.seed=%d), shortest history found:%n%s%n%n%s",
            seed, seed, String.join("\n", shortest.story()), shortest.difference());
      }
    }
    return fromMaps;
  }

  private static int seeds(TestDatabase.Kind database) {
    return switch (database) {
      case H2 -> SOAK ? 10_000 : 500;
      case POSTGRESQL -> SOAK ? 2_000 : 100;
    };
  }

  /** Leaves out moves one by one, from the end, as long as something still differs. */
  private static History.Played shrink(History history, List<Dice> failing, History.Played played) {
    List<Dice> kept = new ArrayList<>(failing);
    History.Played shortest = played;
    for (int i = kept.size() - 2; i >= 0; i--) {
      List<Dice> fewer = new ArrayList<>(kept);
      fewer.remove(i);
      History.Played again = history.play(fewer);
      if (again.difference() != null) {
        kept = new ArrayList<>(fewer.subList(0, again.moves()));
        shortest = again;
        i = Math.min(i, kept.size());
      }
    }
    return shortest;
  }
}

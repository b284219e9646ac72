package dev.pinwheel.engine.history;

import static org.assertj.core.api.Assertions.fail;

import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineHarness;
import dev.pinwheel.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
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
  private static final boolean SOAK = Boolean.getBoolean("pinwheel.soak");

  @Test
  void scenario23_randomHistoriesAgreeWithTheModel(EngineHarness pinwheel, TestDatabase database) {
    DSLContext dsl = DSL.using(database.dataSource(), database.dialect());
    History history = new History(pinwheel, dsl, 5);
    Long only = Long.getLong("pinwheel.seed");
    long first = only == null ? 1 : only;
    long last = only == null ? seeds(database.kind()) : only;
    for (long seed = first; seed <= last; seed++) {
      List<Dice> dice = Dice.throwFor(seed, MOVES);
      History.Played played = history.play(dice);
      if (played.difference() != null) {
        History.Played shortest =
            shrink(new History(pinwheel, dsl, 1), dice.subList(0, played.moves()), played);
        fail(
            "Seed %d (play it again with -Dpinwheel.seed=%d), shortest history found:%n%s%n%n%s",
            seed, seed, String.join("\n", shortest.story()), shortest.difference());
      }
    }
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

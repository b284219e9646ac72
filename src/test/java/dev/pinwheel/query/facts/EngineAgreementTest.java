package dev.pinwheel.query.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The inputs of four rules are gathered twice: by the engine from its memory, and by the read
 * models from what is recorded. On random histories of a real engine, what the read models say is
 * compared with what the engine then decides: memo candidates (M4), answers of the cache (C2), free
 * slots (D2), and what a draining worker still takes (D1). A single seed is played again with
 * {@code -Dpinwheel.seed=1234}.
 */
@EachDatabase
class EngineAgreementTest {

  private static final int MOVES = 60;
  private static final int SEEDS = 16;

  @Test
  void readModelsSayWhatTheEngineDecides(EngineFixture pinwheel) {
    Long only = Long.getLong("pinwheel.seed");
    long first = only == null ? 1 : only;
    long last = only == null ? SEEDS : only;
    Map<Compared, Integer> compared = new EnumMap<>(Compared.class);
    for (long seed = first; seed <= last; seed++) {
      play(pinwheel, seed, compared);
    }

    if (only == null) {
      assertThat(compared)
          .as("how often each was compared")
          .containsOnlyKeys(Compared.values())
          .allSatisfy((what, times) -> assertThat(times).as(what.name()).isPositive());
    }
  }

  private static void play(EngineFixture pinwheel, long seed, Map<Compared, Integer> compared) {
    List<String> story = new ArrayList<>();
    try (RandomCommands commands = new RandomCommands(pinwheel, "s" + seed, new Random(seed))) {
      RecordedInputs before = RecordedInputs.read(pinwheel, commands);
      for (int i = 0; i < MOVES; i++) {
        RandomCommands.Move move = commands.play();
        story.add(move.toString());
        RecordedInputs after = RecordedInputs.read(pinwheel, commands);
        List<String> differences = Compared.differences(before, move, after, compared);
        if (!differences.isEmpty()) {
          fail("Seed %d:%n%s%n%s", seed, String.join("\n", story), String.join("\n", differences));
        }
        before = after;
      }
    }
  }
}

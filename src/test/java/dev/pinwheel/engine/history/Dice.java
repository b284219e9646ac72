package dev.pinwheel.engine.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Some thrown dice: what a move is made of, independent of what exists when it is played, so that a
 * move can be left out of a history and the rest still means something.
 */
record Dice(int kind, int a, int b, int c, int d) {

  private static final int SIDES = 1_000_000;

  /** The dice of a history; the same for the same seed. */
  static List<Dice> throwFor(long seed, int count) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    List<Dice> dice = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      dice.add(
          new Dice(
              random.nextInt(SIDES),
              random.nextInt(SIDES),
              random.nextInt(SIDES),
              random.nextInt(SIDES),
              random.nextInt(SIDES)));
    }
    return dice;
  }
}

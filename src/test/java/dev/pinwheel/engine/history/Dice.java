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

  /**
   * Loaded dice: one run, whose first step is re-run again and again, in a tree of workspaces whose
   * bases change, and which calls memoized targets. Here workers are handed maps (M14).
   */
  static List<Dice> throwForReruns(long seed, int count) {
    Random random = new Random(seed * 0xD1B54A32D192ED03L);
    int[] memoized = {1, 2, 3, 6, 9};
    List<Dice> dice = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int roll = random.nextInt(100);
      int a = random.nextInt(SIDES);
      int b = random.nextInt(SIDES);
      if (roll < 5) {
        dice.add(new Dice(0, a, b, 0, 0));
      } else if (roll < 9) {
        dice.add(new Dice(5, a, b, 1, 0));
      } else if (roll < 55) {
        int target = memoized[random.nextInt(memoized.length)];
        dice.add(new Dice(30, a, target, random.nextInt(SIDES), 10 + random.nextInt(2)));
      } else if (roll < 85) {
        dice.add(new Dice(60, a, b, 1, 0));
      } else {
        int step = random.nextInt(3) == 0 ? 1 + 3 * random.nextInt(10) : 0;
        dice.add(new Dice(90, a, 0, step, 25));
      }
    }
    return dice;
  }
}

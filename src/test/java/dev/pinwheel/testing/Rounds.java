package dev.pinwheel.testing;

/**
 * How often a test repeats something: a few times, or all of them with {@code
 * -Dpinwheel.soak=true}. {@code -Dpinwheel.seed=17} goes on at the 17th.
 */
public final class Rounds {

  /** Whether all rounds are run. */
  public static final boolean ALL = Boolean.getBoolean("pinwheel.soak");

  /** The round to begin with; the first is 1. */
  public static final int FIRST = Integer.getInteger("pinwheel.seed", 1);

  private Rounds() {}

  /** How many rounds are left, at least one. */
  public static int left(int few, int all) {
    return Math.max(1, (ALL ? all : few) - FIRST + 1);
  }
}

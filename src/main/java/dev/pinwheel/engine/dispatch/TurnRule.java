package dev.pinwheel.engine.dispatch;

import java.util.Comparator;

/**
 * Decides which of the executions that could start now starts next (D3): groups take turns, and
 * within a group the oldest goes first.
 *
 * <p><b>What it is given.</b> A <i>group</i> is what belongs to one root run and executes in one
 * workspace; a spawned run belongs to the root run of the call that spawned it. A group has the
 * <i>turn</i> {@code 1 + } the highest turn of all when its first execution becomes due, and again
 * whenever one of its executions was dispatched or answered from the cache. So between two
 * dispatches of a group, every other one gets at most one.
 *
 * <p>Executions that continue after waiting are not among them: they have their slot again before
 * this is asked (D2).
 */
public final class TurnRule {

  /** The one that goes next comes first. */
  public static final Comparator<Due> NEXT_FIRST =
      Comparator.comparingLong(Due::turn).thenComparingLong(Due::execution);

  private TurnRule() {}

  /**
   * An execution that is due.
   *
   * @param turn of its group
   * @param execution its sequence number: the lower, the older
   */
  public record Due(long turn, long execution) {}
}

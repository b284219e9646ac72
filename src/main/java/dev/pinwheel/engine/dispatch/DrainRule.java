package dev.pinwheel.engine.dispatch;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * What the executions of a worker need to continue. A draining worker still takes that (D1), so
 * that its executions can finish.
 *
 * <p><b>What it is given.</b> The executions that the leaving session has, and for open executions,
 * wherever they are: what they wait for and what they have called, followed along forwarding (E2)
 * to its open end; what has a settled outcome is left out.
 *
 * <p>Two places gather this: {@code engine.DrainClosure} in memory, {@code
 * query.facts.RecordedDrainClosure} from what is recorded. A test compares them on random
 * histories.
 */
public final class DrainRule {

  private DrainRule() {}

  /**
   * These executions, what they need, and what that needs in turn, on whichever worker it is.
   *
   * @param neededBy what some open executions have called or wait for, as far as that is open
   */
  public static Set<Long> needs(
      Collection<Long> executions, Function<Set<Long>, ? extends Collection<Long>> neededBy) {
    Set<Long> all = new HashSet<>(executions);
    Set<Long> level = new HashSet<>(executions);
    while (!level.isEmpty()) {
      Set<Long> next = new HashSet<>(neededBy.apply(level));
      next.removeAll(all);
      all.addAll(next);
      level = next;
    }
    return all;
  }
}
